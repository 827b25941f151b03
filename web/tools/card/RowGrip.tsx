import { Grip } from "./icons.tsx";
import type { DragOrder } from "./order.ts";

interface RowGripProps {
  readonly name: string;
  readonly id: string;
  readonly drag: DragOrder;
  /** The row is being attended to: not every browser gives a tapped button the focus. */
  readonly onTouch?: () => void;
}

/** Drags its row; with the focus on it, Alt and the arrows do the same. */
export function RowGrip({ name, id, drag, onTouch }: RowGripProps) {
  return (
    <button
      type="button"
      className="tool-grip"
      aria-label={`Move ${name}: drag, or press Alt with the up or down arrow`}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      onFocus={onTouch}
      onClick={onTouch}
      onPointerDown={(event) => drag.begin(event, id)}
    >
      <Grip />
    </button>
  );
}
