import { useState } from "react";
import { soaredConfig, soaredFields } from "../../../shared/tools/soared_form/tool.ts";
import type { AnsweredProps } from "../../model/card.ts";
import { partsWritten, restoreStory } from "./model.ts";
import { parts } from "./parts.ts";
import "../card/card.css";
import "./soared_form.css";

/** A story longer than this folds: the thread is for reading on, the whole is one tap away. */
const foldsFrom = 420;

export function Answered({ block, value }: AnsweredProps) {
  const { story } = restoreStory(undefined, value, soaredConfig.parse(block.config ?? {}), () => "");
  const written = soaredFields.filter((name) => story[name].trim() !== "");
  const folds = written.length > 2 && written.reduce((sum, name) => sum + story[name].length, 0) > foldsFrom;
  const [isOpen, setOpen] = useState(false);
  const inSight = folds && !isOpen ? written.slice(0, 1) : written;
  return (
    <div className="answered-story">
      <p className="answered-title">{story.title}</p>
      <dl>
        {inSight.map((name) => (
          <div key={name} data-folded={folds && !isOpen}>
            <dt>{parts[name].label}</dt>
            <dd>{story[name]}</dd>
          </div>
        ))}
      </dl>
      {folds && (
        <button type="button" className="act" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Fold it up" : `Read it all, ${partsWritten(story)} parts`}
        </button>
      )}
    </div>
  );
}
