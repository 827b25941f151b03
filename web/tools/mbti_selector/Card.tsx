import { useMemo, useState } from "react";
import type { PersonalityType } from "../../../shared/content/release.ts";
import { selectorConfig } from "../../../shared/tools/mbti_selector/tool.ts";
import type { AnswerProps } from "../../model/card.ts";
import { Radio, RadioGroup } from "../card/choices.tsx";
import { useDraft } from "../card/draft.ts";
import { Frame } from "../card/Frame.tsx";
import { useProblems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { notSure, readingsOf, restoreType, toRead, typeProblems, typeValue, withVerdict } from "./model.ts";
import { Sliders } from "./Sliders.tsx";
import { TypeOption } from "./TypeOption.tsx";
import { Verdicts } from "./Verdicts.tsx";
import "./mbti_selector.css";

/** A four-letter code chosen by reading, beside one's own sliders, and then edited line by line. */
export function Card(card: AnswerProps) {
  const config = useMemo(() => selectorConfig.parse(card.block.config ?? {}), [card.block]);
  const readings = useMemo(() => readingsOf(card.recalls, config), [card.recalls, config]);
  const nearest = useMemo(() => toRead(readings, card.types), [readings, card.types]);
  /** What stands in front from the first touch on: sliders that are moved elsewhere then move nothing under a hand. */
  const [held, hold] = useState<readonly PersonalityType[] | null>(null);
  const near = held ?? nearest;
  const [draft, change] = useDraft(() => restoreType(card.draft, card.value, config), card.onDraft);
  const [said, say] = useState("");
  // One under the other, three of them whole are three screens of a phone.
  const [isNarrow] = useState(() => matchMedia("(width < 36rem)").matches);
  const problems = useProblems(typeProblems(draft));
  const others = card.types.filter((type) => !near.includes(type));
  const [choiceBefore] = useState(draft.choice);
  const [wanted, setAllOpen] = useState<boolean | null>(null);
  const allOpen = wanted ?? (near.length === 0 || others.some((type) => type.code === choiceBefore));
  const chosen = card.types.find((type) => type.code === draft.choice);
  const choose = (choice: string, words: string) => {
    change((now) => ({ ...now, choice }));
    say(`${words}, chosen`);
  };
  const send = () => problems.attempt(() => card.onSubmit(typeValue(draft)));
  // One tab stop for the group: the choice, or the first option while there is none.
  const inSight = [...near, ...(allOpen ? others : [])];
  const stop =
    inSight.some((type) => type.code === draft.choice) || draft.choice === notSure
      ? draft.choice
      : (inSight[0]?.code ?? notSure);
  const [suggested, ...neighbors] = nearest;
  const option = (type: PersonalityType, isWhole: boolean, unfolds = false) => (
    <TypeOption
      key={type.code}
      type={type}
      isWhole={isWhole}
      unfolds={unfolds}
      suggested={suggested?.code ?? ""}
      isNear={neighbors.includes(type)}
      isChosen={draft.choice === type.code}
      isStop={stop === type.code}
      id={stop === type.code ? problems.id("choice") : undefined}
      onChoose={() => choose(type.code, `${type.code}, ${type.name}`)}
    />
  );

  return (
    <Frame
      card={card}
      title={config.goal ?? "Letters, held lightly"}
      left={
        draft.choice === null
          ? "Nothing picked yet"
          : draft.choice === notSure
            ? "Not sure yet"
            : draft.choice
      }
      said={said}
      onSend={send}
      showsRows={false}
    >
      <div className="type-intro">
        <p>
          {suggested === undefined
            ? "You passed over the sliders, so nothing is suggested. Leaf through the sixteen if you like."
            : `Your sliders as you left them. They lean toward ${suggested.code}; ${neighbors.map(({ code }) => code).join(" and ")} are next door.`}
          {" Read them as sketches: you know yourself better than any letters do."}
        </p>
        {suggested === undefined ? null : <Sliders readings={readings} />}
      </div>
      <RadioGroup
        label="Which reads most like you?"
        aria={problems.aria("choice")}
        onReach={() => hold((now) => now ?? nearest)}
      >
        {near.length > 0 && (
          <div className="types-near">
            {near.map((type, i) => option(type, i === 0 || !isNarrow, i > 0 && isNarrow))}
          </div>
        )}
        {near.length > 0 && (
          <button
            type="button"
            className="act types-more"
            aria-expanded={allOpen}
            onClick={() => setAllOpen(!allOpen)}
          >
            {allOpen ? `Fold up the other ${others.length}` : `Read the other ${others.length}`}
          </button>
        )}
        {allOpen && <div className="types-all">{others.map((type) => option(type, false))}</div>}
        <Radio
          className="type-unsure"
          isChosen={draft.choice === notSure}
          isStop={stop === notSure}
          id={stop === notSure ? problems.id("choice") : undefined}
          onClick={() => choose(notSure, "Not sure yet")}
        >
          <span className="type-mark" aria-hidden="true" />
          <b>Not sure yet</b>
          <small>That is a complete answer. You can come back to it on any day.</small>
        </Radio>
      </RadioGroup>
      <ProblemText problems={problems} at="choice" />
      {chosen !== undefined && (
        <Verdicts
          type={chosen}
          verdicts={draft.verdicts[chosen.code] ?? {}}
          onVerdict={(line, verdict) => change((now) => withVerdict(now, line, verdict))}
        />
      )}
    </Frame>
  );
}
