import { useMemo, useState } from "react";
import { storyHints } from "../../../shared/tools/soared_form/hints.ts";
import { soaredConfig, soaredFields } from "../../../shared/tools/soared_form/tool.ts";
import type { AnswerProps } from "../../model/card.ts";
import { useDraft } from "../card/draft.ts";
import { Frame } from "../card/Frame.tsx";
import { useProblems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { rowsFor } from "../card/sources.ts";
import { begunWith, restoreStory, storyLeft, storyProblems, storyValue, type Story } from "./model.ts";
import { Part } from "./Part.tsx";
import { hintWords } from "./parts.ts";
import { Seeds } from "../card/Seeds.tsx";
import { isComposing } from "../card/words.ts";
import "./soared_form.css";

/** One moment told in six parts. */
export function Card(card: AnswerProps) {
  const config = useMemo(() => soaredConfig.parse(card.block.config ?? {}), [card.block]);
  const experiences = useMemo(() => rowsFor(card.recalls, "experience"), [card.recalls]);
  const seeds = useMemo(() => rowsFor(card.recalls, "seed"), [card.recalls]);
  const [draft, change] = useDraft(
    () => restoreStory(card.draft, card.value, config, () => crypto.randomUUID()),
    card.onDraft,
  );
  const [said, say] = useState("");
  const problems = useProblems(storyProblems(draft));
  const hints = useMemo(() => storyHints(draft.story), [draft.story]);
  const { story } = draft;
  const write = (name: keyof Story, words: string) =>
    change((now) => ({ ...now, story: { ...now.story, [name]: words } }));
  // A link to an experience that has since been taken out of its list is no choice any more.
  const linked = experiences.some((one) => one.id === draft.experienceId) ? draft.experienceId : null;
  const send = () => problems.attempt(() => card.onSubmit(storyValue({ ...draft, experienceId: linked })));

  return (
    <Frame card={card} title={config.goal ?? "Your story"} left={storyLeft(draft)} said={said} onSend={send}>
      {story.situation.trim() === "" && (
        <Seeds
          seeds={seeds}
          onBegin={(seed) => {
            change((now) => begunWith(now, seed.text));
            say("Your moment stands in Situation. Change it as you like.");
            document.getElementById(problems.id("situation"))?.focus();
          }}
        />
      )}
      <div className="story-title">
        <label className="unseen" htmlFor={problems.id("title")}>
          A name for this story
        </label>
        <textarea
          id={problems.id("title")}
          rows={1}
          autoComplete="off"
          placeholder="A name for this story"
          enterKeyHint="next"
          value={story.title}
          onChange={(event) => write("title", event.target.value.replace(/\s*\n\s*/g, " "))}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.ctrlKey || event.metaKey || isComposing(event)) return;
            // A name has one line, however many it takes here.
            event.preventDefault();
            document.getElementById(problems.id("situation"))?.focus();
          }}
          {...problems.aria("title")}
        />
        <ProblemText problems={problems} at="title" />
      </div>
      <div className="story-parts">
        {soaredFields.map((name) => {
          const hint = hints.find((one) => one.field === name);
          return (
            <Part
              key={name}
              name={name}
              value={story[name]}
              notice={hint === undefined ? null : hintWords[hint.kind]}
              problems={problems}
              onChange={(words) => write(name, words)}
            />
          );
        })}
      </div>
      {experiences.length > 0 && (
        <div className="story-link">
          <label className="tool-label" htmlFor={problems.id("experience")}>
            Where does it belong?
          </label>
          <select
            id={problems.id("experience")}
            value={linked ?? ""}
            onChange={(event) =>
              change((now) => ({
                ...now,
                experienceId: event.target.value === "" ? null : event.target.value,
              }))
            }
          >
            <option value="">Nowhere on my list</option>
            {experiences.map((one) => (
              <option key={one.id} value={one.id}>
                {one.text}
              </option>
            ))}
          </select>
        </div>
      )}
    </Frame>
  );
}
