import { useMemo, useState } from "react";
import { skillCategories } from "../../../shared/content/block.ts";
import { taggerConfig } from "../../../shared/tools/skill_tagger/tool.ts";
import type { AnswerProps } from "../../model/card.ts";
import { Choices } from "../card/choices.tsx";
import { useDraft } from "../card/draft.ts";
import { Frame } from "../card/Frame.tsx";
import { useProblems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { rowsFor } from "../card/sources.ts";
import { counted } from "../card/words.ts";
import {
  categoryWords,
  invented,
  kindOf,
  namesOf,
  rated,
  restoreTags,
  tagProblems,
  tagsLeft,
  tagsValue,
  toggled,
  without,
} from "./model.ts";
import { Ratings } from "./Ratings.tsx";
import { SkillChips } from "./SkillChips.tsx";
import { SkillPicker } from "./SkillPicker.tsx";
import { Target } from "./Target.tsx";
import "./skill_tagger.css";

/** Skills found in experiences or stories, or in oneself. */
export function Card(card: AnswerProps) {
  const config = useMemo(() => taggerConfig.parse(card.block.config ?? {}), [card.block]);
  const targets = useMemo(
    () => (config.on === undefined ? [] : rowsFor(card.recalls, "target")),
    [card.recalls, config],
  );
  const [draft, change] = useDraft(() => restoreTags(card.draft, card.value, config, targets), card.onDraft);
  const [said, say] = useState("");
  const [kind, setKind] = useState(config.category);
  const names = useMemo(() => namesOf(card.skills, draft), [card.skills, draft]);
  const problems = useProblems(tagProblems(draft, config), () => {
    if (targets.length > 0) change((now) => ({ ...now, target: now.target ?? targets[0]?.id ?? null }));
  });
  const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: names.get(id) ?? "" }));
  const onTarget = (target: string) =>
    named(draft.rows.filter((row) => row.on.includes(target)).map((row) => row.id));
  const toggle = (id: string, target: string | null) => {
    const has = draft.rows.some((row) => row.id === id && (target === null || row.on.includes(target)));
    change((now) => toggled(now, id, target));
    const count = draft.rows.length + (has ? -1 : 1);
    say(`${has ? "Taken out" : "Added"}: ${names.get(id) ?? ""}. ${counted(count, "skill")}.`);
  };
  const invent = (name: string, target: string | null) => {
    change((now) => invented(now, card.userId, name, kind, target));
    say(`Added in your own words: ${name}.`);
  };
  const remove = (id: string) => {
    change((now) => without(now, id));
    say(`Taken out: ${names.get(id) ?? ""}.`);
  };
  const send = () => problems.attempt(() => card.onSubmit(tagsValue(draft, targets, card.value)));
  const find = {
    skills: card.skills,
    category: kind,
    id: problems.id("skills"),
    aria: problems.aria("skills"),
  };
  // Skills whose experience or story has since been taken out: kept, and seen, until the learner decides.
  const strays = draft.rows.filter(
    (row) => targets.length > 0 && !targets.some((one) => row.on.includes(one.id)),
  );

  return (
    <Frame
      card={card}
      title={config.goal ?? "Your skills"}
      left={tagsLeft(draft, config)}
      said={said}
      onSend={send}
    >
      {targets.length > 0 ? (
        <ul className="targets">
          {targets.map((target) => (
            <Target
              {...find}
              key={target.id}
              target={target}
              isOpen={draft.target === target.id}
              shown={onTarget(target.id)}
              onOpen={() =>
                change((now) => ({ ...now, target: now.target === target.id ? null : target.id }))
              }
              onToggle={(id) => toggle(id, target.id)}
              onInvent={(name) => invent(name, target.id)}
            />
          ))}
        </ul>
      ) : (
        <div className="tags-self">
          {config.mixed === true && (
            <Choices
              label="Which kind"
              options={skillCategories.map((value) => ({ value, text: capital(categoryWords[value]) }))}
              value={kind}
              onChoose={setKind}
            />
          )}
          {!config.rate && (
            <SkillChips
              label="Chosen"
              skills={named(draft.rows.map((row) => row.id))}
              onRemove={(id) => toggle(id, null)}
            />
          )}
          <SkillPicker
            {...find}
            key={kind}
            label="Find a skill"
            chosen={new Set(draft.rows.map((row) => row.id))}
            onToggle={(id) => toggle(id, null)}
            onInvent={(name) => invent(name, null)}
          />
        </div>
      )}
      <ProblemText problems={problems} at="skills" />
      {!config.rate && strays.length > 0 && (
        <div className="tags-strays">
          <p className="tool-label">Marked before, on something you took out since</p>
          <SkillChips label="Marked before" skills={named(strays.map((row) => row.id))} onRemove={remove} />
        </div>
      )}
      {config.rate && (
        <Ratings
          rows={draft.rows}
          names={names}
          kindOf={kindOf(card.skills, draft, config)}
          onRate={(id, mastery) => change((now) => rated(now, id, mastery))}
          onRemove={remove}
        />
      )}
    </Frame>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
