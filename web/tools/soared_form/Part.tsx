import { useState } from "react";
import type { SoaredField } from "../../../shared/tools/soared_form/tool.ts";
import type { Problems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { parts } from "./parts.ts";

interface PartProps {
  readonly name: SoaredField;
  readonly value: string;
  /** What may still be missing; it waits until the learner has left the field. */
  readonly notice: string | null;
  readonly problems: Problems;
  readonly onChange: (words: string) => void;
}

export function Part({ name, value, notice, problems, onChange }: PartProps) {
  const { label, hint, example } = parts[name];
  const [writing, setWriting] = useState(false);
  const hintId = `${problems.id(name)}-hint`;
  const noticeId = `${problems.id(name)}-notice`;
  const noticed = notice !== null && !writing;
  return (
    <div className="story-part" data-written={value.trim() !== ""}>
      <span className="story-letter" aria-hidden="true">
        {label.charAt(0)}
      </span>
      <label htmlFor={problems.id(name)}>{label}</label>
      <p className="story-hint" id={hintId}>
        {hint}
      </p>
      <textarea
        id={problems.id(name)}
        rows={1}
        placeholder={example}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onFocus={() => setWriting(true)}
        onBlur={() => setWriting(false)}
        {...problems.aria(name, hintId, ...(noticed ? [noticeId] : []))}
      />
      {noticed && (
        <p className="story-notice" id={noticeId}>
          {notice}
        </p>
      )}
      <ProblemText problems={problems} at={name} />
    </div>
  );
}
