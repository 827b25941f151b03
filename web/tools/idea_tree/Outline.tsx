import { Open } from "../card/icons.tsx";
import type { Line } from "./tree.ts";
import { useWish, type FocusWish, type TreeView } from "./view.ts";
import { remarks } from "./words.ts";

/** The tree in lines, one idea under the other, as a screen reader reads it too. */
export function Outline({ work, others, label, hear, wishRef }: TreeView) {
  const { lines, at, draft } = work;
  return (
    <div className="tree-outline" role="tree" aria-label={label} ref={hear} tabIndex={-1}>
      {lines.map((line) => (
        <Item
          key={line.key}
          line={line}
          isChosen={line.key === at?.key}
          isRinged={draft.ringed.includes(line.key)}
          others={others}
          wishRef={wishRef}
        />
      ))}
    </div>
  );
}

interface ItemProps {
  readonly line: Line;
  readonly isChosen: boolean;
  readonly isRinged: boolean;
  readonly others: TreeView["others"];
  readonly wishRef: FocusWish;
}

function Item({ line, isChosen, isRinged, others, wishRef }: ItemProps) {
  const said = remarks(line, isRinged, others);
  const words = useWish<HTMLSpanElement>(isChosen, wishRef);
  return (
    <div
      role="treeitem"
      data-id={line.key}
      data-level={Math.min(line.level, 8)}
      data-ringed={isRinged}
      aria-level={line.level}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      aria-selected={isChosen}
      aria-expanded={line.hasBranches ? !line.isFolded : undefined}
      tabIndex={isChosen ? 0 : -1}
    >
      <span className="tree-fold" data-folds={line.hasBranches} aria-hidden="true">
        {line.hasBranches ? <Open /> : null}
      </span>
      <span className="tree-words" ref={words}>
        {line.text}
      </span>{" "}
      {said.length === 0 ? null : <small>{said.join(" · ")}</small>}
    </div>
  );
}
