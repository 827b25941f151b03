import { memo, use } from "react";
import type { StemBlock } from "../../shared/content/block.ts";
import { moduleIdOf } from "../../shared/content/where.ts";
import { seals } from "../../shared/engine/sealing.ts";
import { LockIcon } from "../ui/icons.tsx";
import { useView } from "../ui/useClient.ts";
import { RecallLater } from "./later.tsx";
import { useReading } from "./reading.ts";
import { TabStop, Text } from "./Text.tsx";
import { useRecalls } from "./useRecalls.ts";

interface Props {
  readonly block: StemBlock;
  /** Asked after the conversation had passed its place: it says so. */
  readonly late: boolean;
  readonly isNew: boolean;
}

/** A question: the only semibold in the flow. */
export const Asked = memo(function Asked({ block, late, isNew }: Props) {
  const recalls = useRecalls(block);
  const reading = useReading();
  const tab = use(TabStop);
  const cards =
    block.type === "tool" ? [] : recalls.filter((one) => one.as === undefined && one.use === "show");
  return (
    <>
      {late ? <Late block={block} /> : null}
      {cards.map((one) => (
        <RecallLater key={one.label + one.from.join()} recall={one} />
      ))}
      <div className="ask">
        <Text block={block} recalls={recalls} />
      </div>
      <Private block={block} />
      {isNew ? (
        <p className="passed">
          <span>New since you were here</span>
          <span aria-hidden="true">·</span>
          <button type="button" className="act" tabIndex={tab} onClick={() => reading.startEdit(block.id)}>
            Answer it now
          </button>
        </p>
      ) : null}
    </>
  );
});

/** Said as it is: the numbers and choices of a private question are kept from others, but not sealed. */
function Private({ block }: { block: StemBlock }) {
  const sealed = seals(block);
  if (!block.private && !sealed) return null;
  return (
    <p className="locked">
      <LockIcon />
      {!sealed
        ? "Private. No facilitator sees it."
        : block.private
          ? "Private. Locked in this browser before it is sent; we cannot read it."
          : "Private in parts. Names and notes are locked in this browser; we cannot read them."}
    </p>
  );
}

function Late({ block }: { block: StemBlock }) {
  const title = useView((view) => view.stem?.outline.find((entry) => entry.id === moduleIdOf(block))?.title);
  return <p className="late">Before we go on: one question is new in {title ?? "an earlier part"}.</p>;
}
