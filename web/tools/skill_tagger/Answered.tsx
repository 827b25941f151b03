import { taggerConfig } from "../../../shared/tools/skill_tagger/tool.ts";
import type { AnsweredProps } from "../../model/card.ts";
import { rowsFor } from "../card/sources.ts";
import { kindOf, masteryWords, namesOf, restoreTags } from "./model.ts";
import "./skill_tagger.css";

/** Rated skills with their numbers, the highest first; else by experience or story; else as one quiet line. */
export function Answered({ block, value, skills, recalls = [] }: AnsweredProps) {
  const config = taggerConfig.parse(block.config ?? {});
  const tags = restoreTags(undefined, value, config, []);
  const names = namesOf(skills, tags);
  if (tags.rows.length === 0) return <p className="answered-empty">No skills marked.</p>;
  const targets = rowsFor(recalls, "target").filter((target) =>
    tags.rows.some((row) => row.on.includes(target.id)),
  );
  if (!config.rate && targets.length > 0) {
    return (
      <dl className="answered-targets">
        {targets.map((target) => (
          <div key={target.id}>
            <dt>{target.text}</dt>
            <dd>
              <Words
                names={tags.rows
                  .filter((row) => row.on.includes(target.id))
                  .map((row) => names.get(row.id) ?? "")}
              />
            </dd>
          </div>
        ))}
      </dl>
    );
  }
  if (!config.rate) return <Words names={tags.rows.map((row) => names.get(row.id) ?? "")} />;
  const kind = kindOf(skills, tags, config);
  return (
    <ul className="answered-rated">
      {tags.rows
        .toSorted((a, b) => (b.mastery ?? 0) - (a.mastery ?? 0))
        .map((row) => (
          <li key={row.id}>
            <span>{names.get(row.id)}</span>
            <small>
              {row.mastery === null
                ? ""
                : `${row.mastery}, ${masteryWords[kind(row.id)][row.mastery - 1] ?? ""}`}
            </small>
          </li>
        ))}
    </ul>
  );
}

const Words = ({ names }: { names: readonly string[] }) => (
  <ul className="answered-words">
    {names.map((name) => (
      <li key={name}>{name}</li>
    ))}
  </ul>
);
