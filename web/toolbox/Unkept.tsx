import type { ToolName } from "../../shared/content/block.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { SendState } from "../thread/SendState.tsx";
import { dayName, time } from "../ui/when.ts";
import type { ToolEntry } from "./entries.ts";
import { toolWords } from "./words.ts";

interface Props {
  readonly tool: ToolName;
  readonly entries: readonly ToolEntry[];
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
}

/** New ones that were begun and not kept yet, here or on another device, and such as were refused: nothing is lost. */
export function Unkept({ tool, entries, open, onOpen }: Props) {
  const client = useClient();
  const drafts = useView((view) => view.drafts);
  const sending = useView((view) => view.sending);
  const isNew = (id: string) => id !== open && !entries.some((entry) => entry.id === id);
  const begun = [...drafts].filter(([id, draft]) => draft.tool === tool && isNew(id));
  const refused = [...sending].filter(
    ([id, one]) => one.state === "failed" && one.tool === tool && isNew(id) && !drafts.has(id),
  );
  if (begun.length + refused.length === 0) return null;
  return (
    <ul className="tool-unkept">
      {begun.map(([id, { at, from }]) => (
        <li key={id}>
          <span>
            A {toolWords[tool].one} you began{from === null ? "" : ` on ${from}`}, {dayName(at)} {time(at)}
          </span>
          <button type="button" className="act" onClick={() => onOpen(id)}>
            Go on with it
          </button>
          <button type="button" className="act" onClick={() => client.discardDraft(id)}>
            Throw it away
          </button>
        </li>
      ))}
      {refused.map(([id, one]) => (
        <li key={id}>
          <SendState sending={one} tab={0} onEdit={() => onOpen(id)} />
        </li>
      ))}
    </ul>
  );
}
