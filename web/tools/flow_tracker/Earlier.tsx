import type { RecallRow } from "../../../shared/content/block.ts";
import { Plus } from "../card/icons.tsx";

/** Earlier things to begin a moment from; folded where they are many, for they are no part of the question. */
export function Earlier({
  items,
  onAdd,
}: {
  readonly items: readonly RecallRow[];
  readonly onAdd: (item: RecallRow) => void;
}) {
  if (items.length === 0) return null;
  return (
    <details className="flow-earlier" open={items.length <= 4}>
      <summary>Begin from something you wrote earlier ({items.length})</summary>
      <ul className="tool-chips">
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" className="tool-chip" onClick={() => onAdd(item)}>
              <Plus />
              <span>{item.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
