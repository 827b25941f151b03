import type { RecallRow } from "../../../shared/content/block.ts";

interface SeedsProps {
  readonly seeds: readonly RecallRow[];
  readonly label?: string;
  readonly onBegin: (seed: RecallRow) => void;
}

/** The moments noted before, to begin from; offered while the situation is empty. */
export function Seeds({ seeds, label = "Begin with one of your moments", onBegin }: SeedsProps) {
  if (seeds.length === 0) return null;
  return (
    <fieldset className="tool-seeds" aria-label={label}>
      <p className="tool-label">{label}</p>
      <ul>
        {seeds.map((seed) => (
          <li key={seed.id}>
            <button type="button" onClick={() => onBegin(seed)}>
              <span>{seed.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
