import type { PersonalityType } from "../../../shared/content/release.ts";
import { typeLines } from "../../../shared/content/release.ts";
import { Radio } from "../card/choices.tsx";
import { lineWords } from "./model.ts";

interface TypeOptionProps {
  readonly type: PersonalityType;
  readonly place: "suggested" | "near" | "other";
  readonly suggestedCode: string;
  readonly isChosen: boolean;
  readonly isStop: boolean;
  readonly id: string | undefined;
  readonly onChoose: () => void;
}

/** A type to read and to choose: whole for the three that lie near, its first line for the others. */
export function TypeOption({ type, place, suggestedCode, isChosen, isStop, id, onChoose }: TypeOptionProps) {
  const lines = place === "other" ? typeLines.slice(0, 1) : typeLines;
  return (
    <article className={place === "other" ? "type" : "type type-whole"} data-chosen={isChosen}>
      <Radio isChosen={isChosen} isStop={isStop} id={id} onClick={onChoose}>
        <span className="type-mark" aria-hidden="true" />
        <b>{lettersOf(type.code, place === "near" ? suggestedCode : type.code)}</b>
        <span className="type-name">{type.name}</span>
        <small>
          {place === "suggested" ? "Closest to your sliders" : place === "near" ? "Next door" : ""}
        </small>
      </Radio>
      <dl>
        {lines.map((line) => (
          <div key={line}>
            {place !== "other" && <dt>{lineWords[line]}</dt>}
            <dd>{type.lines[line]}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}

/** The letter in which a neighbor differs is underlined. */
const lettersOf = (code: string, from: string) =>
  [...code].map((letter, i) => (letter === from[i] ? letter : <u key={letter}>{letter}</u>));
