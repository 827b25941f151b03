import { memo, useState, type FocusEvent } from "react";
import type { Answer } from "../../shared/engine/state.ts";
import type { StemBlock } from "../../shared/content/block.ts";
import type { Conflict, Sending } from "../model/client.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { dayName } from "../ui/when.ts";
import { Asked } from "./Asked.tsx";
import { EditingLater, EndLater, NoteLater } from "./later.tsx";
import { Mine } from "./Mine.tsx";
import { useReading } from "./reading.ts";
import { Greeting } from "./Return.tsx";
import type { Row } from "./rows.ts";
import { Said } from "./Said.tsx";
import { TabStop } from "./Text.tsx";
import { Waiting } from "./Waiting.tsx";

/** Flat, so that a row is drawn again only when something of its own has changed. */
export interface ThreadRowProps {
  readonly id: string;
  readonly kind: Row["kind"];
  readonly block: StemBlock | null;
  readonly answer: Answer | undefined;
  readonly at: string | null;
  readonly late: boolean;
  readonly opens: number | null;
  readonly sending: Sending | undefined;
  readonly conflict: Conflict | undefined;
  readonly editing: boolean;
  /** Far above the end: left out of layout until it comes near the view. */
  readonly far: boolean;
}

export const ThreadRow = memo(function ThreadRow(props: ThreadRowProps) {
  const [active, setActive] = useState(false);
  if (props.kind === "day") {
    return (
      <p className="day" id={props.id}>
        <time dateTime={props.at ?? ""}>{dayName(props.at ?? "")}</time>
      </p>
    );
  }
  const leave = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setActive(false);
  };
  return (
    <div
      id={props.id}
      className={`row row--${props.kind}${props.far ? " row--far" : ""}`}
      data-row
      data-type={props.block?.contentType}
      lang={props.block?.lang}
      tabIndex={-1}
      onFocus={() => setActive(true)}
      onBlur={leave}
    >
      <TabStop value={active ? 0 : -1}>
        <Inside {...props} />
      </TabStop>
    </div>
  );
});

function Inside({ id, kind, block, answer, late, opens, sending, conflict, editing }: ThreadRowProps) {
  if (kind === "return") return <Back />;
  if (kind === "end") return <EndLater />;
  if (kind === "note") return <NoteLater rowId={id} />;
  if (block === null) return null;
  if (kind === "said") return <Said block={block} opens={opens} />;
  if (kind === "asked") return <Asked block={block} late={late} isNew={false} />;
  if (kind === "tool") return <Waiting block={block} />;
  if (kind === "new") {
    return (
      <>
        <Asked block={block} late={false} isNew={!editing} />
        {editing ? <EditingLater block={block} answer={undefined} /> : null}
      </>
    );
  }
  if (answer === undefined) return null;
  return <Mine block={block} answer={answer} sending={sending} conflict={conflict} editing={editing} />;
}

function Back() {
  const client = useClient();
  const reading = useReading();
  const returned = useView((view) => view.returned);
  if (returned === null) return null;
  return (
    <Greeting
      returned={returned}
      onGoOn={() => {
        reading.goOn();
        client.resume();
      }}
    />
  );
}
