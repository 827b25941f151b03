import { Grip } from "./icons.tsx";
import type { DragOrder } from "./order.ts";

/** Drags its row; with the focus on it, Alt and the arrows do the same. */
export function RowGrip({ name, id, drag }: { name: string; id: string; drag: DragOrder }) {
  return (
    <button
      type="button"
      className="tool-grip"
      aria-label={`Move ${name}: drag, or press Alt with the up or down arrow`}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      onPointerDown={(event) => drag.begin(event, id)}
    >
      <Grip />
    </button>
  );
}
