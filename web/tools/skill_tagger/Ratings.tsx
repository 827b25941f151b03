import type { SkillCategory } from "../../../shared/content/block.ts";
import type { TaggedSkill } from "../../../shared/tools/skill_tagger/tool.ts";
import { Choices } from "../card/choices.tsx";
import { Cross } from "../card/icons.tsx";
import { masteryWords } from "./model.ts";

interface RatingsProps {
  readonly rows: readonly TaggedSkill[];
  readonly names: ReadonlyMap<string, string>;
  readonly kindOf: (id: string) => SkillCategory;
  readonly onRate: (id: string, mastery: number) => void;
  readonly onRemove: (id: string) => void;
}

/** Every chosen skill with its number from 1 to 5, in words too. */
export function Ratings({ rows, names, kindOf, onRate, onRemove }: RatingsProps) {
  if (rows.length === 0) return null;
  return (
    <div className="ratings">
      <p className="tool-label">How well, today</p>
      <ul>
        {rows.map((row) => {
          const name = names.get(row.id) ?? "";
          const words = masteryWords[kindOf(row.id)];
          return (
            <li key={row.id} className="rating">
              <span className="rating-name">
                {name}
                <span className="rating-words">
                  {row.mastery === null ? "Not rated" : words[row.mastery - 1]}
                </span>
              </span>
              <Choices
                className="rating-scale"
                label={`How well, today: ${name}`}
                options={words.map((text, i) => ({
                  value: String(i + 1),
                  text: i + 1,
                  name: `${i + 1}, ${text}`,
                }))}
                value={row.mastery === null ? null : String(row.mastery)}
                onChoose={(value) => onRate(row.id, Number(value))}
              />
              <button
                type="button"
                className="tool-icon-button"
                aria-label={`Take out ${name}`}
                onClick={() => onRemove(row.id)}
              >
                <Cross />
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
