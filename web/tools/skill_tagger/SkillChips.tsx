import { Cross } from "../card/icons.tsx";

interface SkillChipsProps {
  readonly label: string;
  readonly skills: readonly { readonly id: string; readonly name: string }[];
  readonly onRemove: (id: string) => void;
}

/** What has been chosen; a tap takes it out again. */
export function SkillChips({ label, skills, onRemove }: SkillChipsProps) {
  if (skills.length === 0) return null;
  return (
    <ul className="tool-chips" aria-label={label}>
      {skills.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            className="tool-chip tool-chip-on"
            aria-label={`Take out ${one.name}`}
            onClick={() => onRemove(one.id)}
          >
            {one.name}
            <Cross />
          </button>
        </li>
      ))}
    </ul>
  );
}
