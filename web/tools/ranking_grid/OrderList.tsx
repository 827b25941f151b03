import { moved, movesRows, useDragOrder } from "../card/order.ts";
import { RowButtons } from "../card/RowButtons.tsx";
import { RowGrip } from "../card/RowGrip.tsx";

interface OrderListProps {
  readonly order: readonly string[];
  readonly nameOf: (id: string) => string;
  readonly top: number;
  readonly say: (words: string) => void;
  readonly onOrder: (reorder: (order: readonly string[]) => string[]) => void;
}

/** The list to put in order by dragging, with Alt and the arrows, or with the buttons. */
export function OrderList({ order, nameOf, top, say, onOrder }: OrderListProps) {
  const drag = useDragOrder(
    (id, to) => onOrder((now) => moved(now, now.indexOf(id), to)),
    () => say("Moved."),
  );
  const move = (id: string, step: 1 | -1) => {
    const to = order.indexOf(id) + step;
    if (to < 0 || to >= order.length) return;
    onOrder((now) => moved(now, now.indexOf(id), to));
    say(`${nameOf(id)}: ${to + 1} of ${order.length}`);
  };
  return (
    <ol className="ranked ranked-order" aria-label="Your order" ref={movesRows(move)}>
      {order.map((id, i) => (
        <li key={id} className="tool-row" data-row={id} data-top={i < top} data-dragged={drag.dragged === id}>
          <RowGrip name={nameOf(id)} id={id} drag={drag} />
          <b>{i + 1}</b>
          <span>{nameOf(id)}</span>
          <RowButtons
            name={nameOf(id)}
            isFirst={i === 0}
            isLast={i === order.length - 1}
            onMove={(step) => move(id, step)}
          />
        </li>
      ))}
    </ol>
  );
}
