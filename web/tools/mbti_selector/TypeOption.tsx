import { useState } from "react";
import type { PersonalityType } from "../../../shared/content/release.ts";
import { typeLines } from "../../../shared/content/release.ts";
import { Radio } from "../card/choices.tsx";
import { lineWords } from "./model.ts";

interface TypeOptionProps {
  readonly type: PersonalityType;
  /** With all its lines; of the others the first stands here, and the rest at a tap where they `unfold`. */
  readonly isWhole: boolean;
  readonly unfolds: boolean;
  /** The code that the sliders suggest; "" where none was moved. */
  readonly suggested: string;
  /** Whether it is a letter from that one, and the sliders nearly suggest it. */
  readonly isNear: boolean;
  readonly isChosen: boolean;
  readonly isStop: boolean;
  readonly id: string | undefined;
  readonly onChoose: () => void;
}

/** A type to read and to choose: whole where it lay near as the card was begun and there is room. */
export function TypeOption(props: TypeOptionProps) {
  const { type, unfolds, suggested, isNear, isChosen, isStop, id, onChoose } = props;
  const [isOpen, setIsOpen] = useState(false);
  const isWhole = props.isWhole || isOpen;
  const lines = isWhole ? typeLines : typeLines.slice(0, 1);
  return (
    <article className={isWhole ? "type type-whole" : "type"} data-chosen={isChosen}>
      <Radio isChosen={isChosen} isStop={isStop} id={id} onClick={onChoose}>
        <span className="type-mark" aria-hidden="true" />
        <b>{lettersOf(type.code, isNear ? suggested : type.code)}</b>
        <span className="type-name">{type.name}</span>
        <small>{type.code === suggested ? "Closest to your sliders" : isNear ? "Next door" : ""}</small>
      </Radio>
      <dl>
        {lines.map((line) => (
          <div key={line}>
            {isWhole && <dt>{lineWords[line]}</dt>}
            <dd>{type.lines[line]}</dd>
          </div>
        ))}
      </dl>
      {unfolds && (
        <button
          type="button"
          className="act type-more"
          aria-expanded={isOpen}
          aria-label={`All ${typeLines.length} lines of ${type.code}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? "Fold it up" : `All ${typeLines.length} lines`}
        </button>
      )}
    </article>
  );
}

/** The letter in which a neighbor differs is underlined. */
const lettersOf = (code: string, from: string) =>
  [...code].map((letter, i) => (letter === from[i] ? letter : <u key={letter}>{letter}</u>));
