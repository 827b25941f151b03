import type { RecallRow } from "../../../shared/content/block.ts";

/** The moments noted before, to begin from; offered while the situation is empty. */
export function Seeds({
  seeds,
  onBegin,
}: {
  seeds: readonly RecallRow[];
  onBegin: (seed: RecallRow) => void;
}) {
  if (seeds.length === 0) return null;
  return (
    <fieldset className="story-seeds" aria-label="Begin with one of your moments">
      <p className="tool-label">Begin with one of your moments</p>
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
