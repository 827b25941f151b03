import type { Ref } from "react";

interface RankedListProps {
  readonly names: readonly string[];
  /** Ranks are given to this many. */
  readonly top: number;
  /** While comparing: only the first few, for the pair is what matters. */
  readonly partly?: boolean;
  readonly ref?: Ref<HTMLOListElement>;
}

const inSight = 5;

/** The order as numbers and names; the result's ranks are marked, the others stand quietly under them. */
export function RankedList({ names, top, partly = false, ref }: RankedListProps) {
  const shown = partly ? names.slice(0, inSight) : names;
  if (partly && names.length < 2) return null;
  return (
    <>
      {partly && <p className="rank-caption">So far</p>}
      <ol
        className="ranked"
        ref={ref}
        tabIndex={partly ? undefined : -1}
        aria-label={partly ? "The order so far" : "Your order"}
      >
        {shown.map((name, i) => (
          <li key={name} data-top={i < top}>
            <b>{i + 1}</b>
            <span>{name}</span>
          </li>
        ))}
      </ol>
      {names.length > shown.length && (
        <p className="rank-more">{`and ${names.length - shown.length} more`}</p>
      )}
    </>
  );
}
