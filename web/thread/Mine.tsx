import { memo, use } from "react";
import type { StemBlock } from "../../shared/content/block.ts";
import { seals } from "../../shared/engine/sealing.ts";
import type { Answer } from "../../shared/engine/state.ts";
import type { Conflict, Sending } from "../model/client.ts";
import { ClosedNote } from "../private/ClosedNote.tsx";
import { EyeOffIcon, LockIcon } from "../ui/icons.tsx";
import { useClient, useView } from "../ui/useClient.ts";
import { time } from "../ui/when.ts";
import { Answered } from "./Answered.tsx";
import { ChoiceLater, EditingLater } from "./later.tsx";
import { useReading } from "./reading.ts";
import { SendState } from "./SendState.tsx";
import { TabStop } from "./Text.tsx";

export interface MineProps {
  readonly block: StemBlock;
  readonly answer: Answer;
  readonly sending: Sending | undefined;
  readonly conflict: Conflict | undefined;
  readonly editing: boolean;
}

/** What the learner answered, framed: scrolling back, this is what stands out. */
export const Mine = memo(function Mine(props: MineProps) {
  const { block, answer, conflict, editing } = props;
  if (conflict !== undefined) return <ChoiceLater block={block} conflict={conflict} />;
  const standing = answer.skipped || answer.erased ? <Passed {...props} /> : <Words {...props} />;
  return editing ? <EditingLater block={block} answer={answer} meanwhile={standing} /> : standing;
});

function Words(props: MineProps) {
  const { block, answer } = props;
  const closed = useView((view) => view.closed.get(block.id));
  const wide = block.type === "tool";
  return (
    <>
      <div className={wide ? "mine mine--wide" : "mine"}>
        <span className="unseen">You answered: </span>
        {answer.value === null ? null : <Answered block={block} value={answer.value} />}
        {closed === undefined ? null : <ClosedNote why={closed} isNotes={answer.value !== null} />}
      </div>
      <Meta {...props} />
    </>
  );
}

function Passed({ block, answer, sending }: MineProps) {
  const reading = useReading();
  const tab = use(TabStop);
  const word = answer.erased ? "Erased" : answer.rev > 0 ? "Left empty" : "Skipped";
  return (
    <p className="passed">
      <span>{word}</span>
      <span aria-hidden="true">·</span>
      <button type="button" className="act" tabIndex={tab} onClick={() => reading.startEdit(block.id)}>
        Answer it now
      </button>
      {sending === undefined ? null : <SendState sending={sending} />}
    </p>
  );
}

const wasEdited = (answer: Answer) => answer.rev > 1 && answer.respondedAt !== answer.createdAt;

function Meta({ block, answer, sending }: MineProps) {
  const client = useClient();
  const reading = useReading();
  const tab = use(TabStop);
  const before = reading.before(block.id);
  if (sending?.state === "failed") {
    return (
      <div className="meta">
        <SendState sending={sending} />
      </div>
    );
  }
  return (
    <div className="meta">
      {sending === undefined ? null : <SendState sending={sending} />}
      {wasEdited(answer) ? (
        <span>
          Edited <time dateTime={answer.respondedAt}>{time(answer.respondedAt)}</time>
        </span>
      ) : (
        <time className="meta__time" dateTime={answer.createdAt}>
          {time(answer.createdAt)}
        </time>
      )}
      {before === undefined ? null : (
        <button
          type="button"
          className="act"
          tabIndex={tab}
          onClick={() => {
            reading.remember(block.id, undefined);
            client.edit(block.id, before.value);
            reading.focusRow(`a-${block.id}`);
          }}
        >
          Undo
        </button>
      )}
      {block.private || seals(block) ? (
        <span className="meta__locked">
          <LockIcon /> Private
        </span>
      ) : null}
      {/* Where only some of its fields are private, the others are seen. */}
      {block.private ? null : (
        <button
          type="button"
          className="act"
          tabIndex={tab}
          aria-pressed={answer.onlyMe}
          title="Only me: a facilitator does not see this answer"
          onClick={() => client.setOnlyMe(block.id, !answer.onlyMe)}
        >
          {answer.onlyMe ? <EyeOffIcon /> : null}
          Only me
        </button>
      )}
      <button type="button" className="act" tabIndex={tab} onClick={() => reading.startEdit(block.id)}>
        Edit
      </button>
    </div>
  );
}
