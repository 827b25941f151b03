import { useState } from "react";
import { pastedLines } from "../../../shared/tools/list_builder/paste.ts";
import { counted, isComposing } from "../card/words.ts";
import { SkillPicker } from "../skill_tagger/SkillPicker.tsx";
import type { GatherProps } from "./Gather.tsx";
import { withItem, withoutItem } from "./model.ts";

/** A few more to rank: skills from the list, where skills are ranked; else in the learner's own words. */
export function AddItems({ card, config, draft, pool, change, say }: GatherProps) {
  const [text, setText] = useState("");
  const add = () => {
    const words = text.trim();
    if (words === "") return;
    change((now) => withItem(now, crypto.randomUUID(), words));
    setText("");
    say(`Added: ${words}`);
  };
  if (config.target === "user_skills") {
    return (
      <SkillPicker
        skills={card.skills}
        category={config.category ?? "transferable"}
        chosen={new Set(pool.map((item) => item.id))}
        label="Find a skill"
        onToggle={(id) => {
          const skill = card.skills.find((one) => one.id === id);
          if (draft.added.some((one) => one.id === id)) change((now) => withoutItem(now, id));
          else if (skill !== undefined) change((now) => withItem(now, id, skill.name));
        }}
      />
    );
  }
  return (
    <div className="gather-add">
      <input
        type="text"
        aria-label="Add one in your own words"
        placeholder="In your own words"
        enterKeyHint="done"
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || isComposing(event)) return;
          event.preventDefault();
          add();
        }}
        onPaste={(event) => {
          const lines = pastedLines(event.clipboardData.getData("text"));
          if (lines.length < 2) return;
          event.preventDefault();
          change((now) =>
            lines.reduce((made, line) => withItem(made, crypto.randomUUID(), line.slice(0, 300)), now),
          );
          say(`${counted(lines.length, "line")} added`);
        }}
      />
      <button type="button" className="button tool-step" onClick={add}>
        Add
      </button>
    </div>
  );
}
