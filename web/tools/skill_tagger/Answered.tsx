import { taggerConfig } from "../../../shared/tools/skill_tagger/tool.ts";
import type { AnsweredProps } from "../../model/card.ts";
import { masteryWords, namesOf, restoreTags } from "./model.ts";
import "./skill_tagger.css";

/** Chosen skills as one quiet line; rated ones as a list with their numbers, the highest first. */
export function Answered({ block, value, skills }: AnsweredProps) {
  const config = taggerConfig.parse(block.config ?? {});
  const tags = restoreTags(undefined, value, config, []);
  const names = namesOf(skills, tags);
  if (tags.rows.length === 0) return <p className="answered-empty">No skills marked.</p>;
  if (!config.rate) {
    return (
      <ul className="answered-words">
        {tags.rows.map((row) => (
          <li key={row.id}>{names.get(row.id)}</li>
        ))}
      </ul>
    );
  }
  const words = masteryWords[config.category];
  return (
    <ul className="answered-rated">
      {tags.rows
        .toSorted((a, b) => (b.mastery ?? 0) - (a.mastery ?? 0))
        .map((row) => (
          <li key={row.id}>
            <span>{names.get(row.id)}</span>
            <small>{row.mastery === null ? "" : `${row.mastery}, ${words[row.mastery - 1] ?? ""}`}</small>
          </li>
        ))}
    </ul>
  );
}
