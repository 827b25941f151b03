import type { RecallRow } from "../../../shared/content/block.ts";
import { Plus } from "../card/icons.tsx";

/** What the learner wrote earlier and may want here too: one tap takes it in. */
export function Earlier({ items, onAdd }: { items: readonly RecallRow[]; onAdd: (item: RecallRow) => void }) {
  if (items.length === 0) return null;
  return (
    <fieldset className="list-earlier" aria-label="Add from earlier">
      <p>Add from earlier</p>
      <ul className="tool-chips">
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" className="tool-chip" onClick={() => onAdd(item)}>
              <Plus />
              {item.text}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
