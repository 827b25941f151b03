import { useState } from "react";
import type { AnsweredProps } from "../../model/card.ts";
import { restoreReframe, written } from "./model.ts";
import { questions } from "./questions.ts";
import "../card/card.css";
import "./failure_reframer.css";

/** What it has become, and the step from here; the rest of it one tap away. */
export function Answered({ value }: AnsweredProps) {
  const { parts } = restoreReframe(undefined, value, () => "");
  const [isOpen, setOpen] = useState(false);
  const all = written(parts);
  const title = parts.reframed_statement || parts.situation;
  const first = all.filter((name) => name === "next_step");
  const inSight = isOpen ? all : first;
  return (
    <div className="answered-reframe">
      <p className="answered-title">{title}</p>
      <dl>
        {inSight.map((name) => (
          <div key={name}>
            <dt>{questions[name].label}</dt>
            <dd>{parts[name]}</dd>
          </div>
        ))}
      </dl>
      {all.length > first.length + 1 && (
        <button type="button" className="act" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Fold it up" : "Read it all"}
        </button>
      )}
    </div>
  );
}
