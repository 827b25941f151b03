import type { StemBlock } from "../../shared/content/block.ts";
import { placedTool } from "../../shared/engine/placed.ts";
import { announce } from "../ui/announce.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { moment } from "../ui/when.ts";
import { Answered } from "./Answered.tsx";

interface Props {
  readonly block: StemBlock;
  /** The control begins again, from what is the draft now. */
  readonly onTaken: () => void;
}

/**
 * What was also written for a question and not sent: on another device, or what was refused. It stands beside the
 * field until the learner has decided; nothing of theirs is kept where they cannot see it (ux 3.7: show both).
 */
export function Beside({ block, onTaken }: Props) {
  const client = useClient();
  const draft = useView(({ drafts }) => drafts.get(block.id));
  const other = draft?.other;
  if (other === undefined || JSON.stringify(other.value) === JSON.stringify(draft?.value)) return null;
  return (
    <section className="beside" aria-label="Also written here">
      <p>
        Also written, not sent · from {other.from}, {moment(other.at)}
      </p>
      {isAnswer(block, other.value) ? (
        <div className="beside__words">
          <Answered block={block} value={other.value} />
        </div>
      ) : null}
      <p className="beside__ways">
        <button
          type="button"
          className="act"
          onClick={() => {
            client.besideDraft(block.id, "take");
            onTaken();
            announce("That one is in the field now. What you had written stands beside it.");
          }}
        >
          Go on with this one
        </button>
        <button
          type="button"
          className="act"
          onClick={() => {
            client.besideDraft(block.id, "drop");
            announce("Put away.");
          }}
        >
          Put it away
        </button>
      </p>
    </section>
  );
}

/** What was begun in a tool's card is in the card's own form, and only the card can show it: taken, it does. */
function isAnswer(block: StemBlock, value: unknown): boolean {
  if (block.type !== "tool") return true;
  const placed = placedTool(block);
  return placed?.tool.value(placed.config, "open").safeParse(value).success === true;
}
