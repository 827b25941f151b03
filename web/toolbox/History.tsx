import * as z from "zod/mini";
import type { ToolName } from "../../shared/content/block.ts";
import type { Outside } from "../model/client.ts";
import { Missing } from "../pages/Missing.tsx";
import { useAnswer } from "../pages/useAnswer.ts";
import { ClosedNote } from "../private/ClosedNote.tsx";
import { Answered } from "../thread/Answered.tsx";
import { announce } from "../ui/announce.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { dayName, time } from "../ui/when.ts";
import type { ToolEntry } from "./entries.ts";

const revisions = z.object({
  revisions: z.array(z.object({ rev: z.int(), at: z.string(), value: z.unknown() })),
});

interface Props {
  readonly entry: ToolEntry;
  readonly tool: ToolName;
  readonly outside: Outside;
  readonly onDone: () => void;
}

/** What it said before, and the way back to any of it. The server keeps the first and the newest twenty (decision 10). */
export function History({ entry, tool, outside, onDone }: Props) {
  const { answer, again } = useAnswer(`/api/revisions/${entry.id}`, revisions);
  if (answer === "loading") return <p className="tool-history">…</p>;
  if (answer === "missing") return <Missing what="What this said before is kept, not" onAgain={again} />;
  const earlier = answer.revisions.filter((one) => one.rev < entry.rev && one.value !== null);
  return (
    <ol className="tool-history" aria-label="Earlier versions">
      {earlier.map((one) => (
        <Version key={one.rev} {...one} entry={entry} tool={tool} outside={outside} onDone={onDone} />
      ))}
      {earlier.length === 0 ? <li>There is none. Changes made within ten minutes count as one.</li> : null}
    </ol>
  );
}

interface VersionProps extends Props {
  readonly at: string;
  readonly value: unknown;
}

function Version({ at, value: kept, entry, tool, outside, onDone }: VersionProps) {
  const client = useClient();
  const owner = entry.asked === null ? tool : undefined;
  const value = useView(() => outside.read(entry.id, kept, owner));
  const bringBack = () => {
    if (entry.asked === null) outside.save(tool, entry.id, value, { baseRev: entry.rev });
    else client.edit(entry.id, value, { baseRev: entry.rev });
    announce("The earlier version stands again. What stood here is among the earlier ones.");
    onDone();
  };
  return (
    <li>
      <p className="tool-entry__when">
        {dayName(at)}, {time(at)}
      </p>
      {value === undefined || value === null ? (
        <ClosedNote why="locked" />
      ) : (
        <>
          <Answered block={entry.block} value={value} />
          {entry.asked?.retired === true ? null : (
            <button type="button" className="act" onClick={bringBack}>
              Bring this back
            </button>
          )}
        </>
      )}
    </li>
  );
}
