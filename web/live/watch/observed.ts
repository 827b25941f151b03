import * as z from "zod/mini";
import type { StemBlock } from "../../../shared/content/block.ts";
import { observedEvent } from "../../../shared/protocol/observer.ts";

/** One question of a watched thread, as far as it is shared. */
export type Seen =
  | { readonly kind: "said"; readonly value: unknown; readonly at: string | null }
  | { readonly kind: "skipped"; readonly at: string | null }
  /** Private, or “Only me”: it is there, and not to be read. */
  | { readonly kind: "withheld" };

/** A watched thread: its answers by block, and the blocks that came with them. */
export interface Thread {
  readonly seen: ReadonlyMap<string, Seen>;
  /** The snapshot that is coming replaces everything with its first part. */
  readonly ready: boolean;
}

export const nothingSeen: Thread = { seen: new Map(), ready: false };

const frame = z.discriminatedUnion("t", [
  z.object({ t: z.literal("welcome"), mode: z.enum(["delta", "snapshot"]), headSeq: z.int() }),
  z.object({
    t: z.literal("snapshot"),
    part: z.int(),
    of: z.int(),
    items: z.array(z.unknown()),
  }),
  z.object({ t: z.literal("events"), items: z.array(z.unknown()) }),
]);

/** The thread after a frame of `/ws/observe`; frames that say nothing about answers leave it as it is. */
export function watched(thread: Thread, parsed: unknown): Thread {
  const known = frame.safeParse(parsed);
  if (!known.success) return thread;
  const { data } = known;
  if (data.t === "welcome") return thread;
  const fresh = data.t === "snapshot" && data.part === 1;
  const seen = new Map(fresh ? [] : thread.seen);
  for (const item of data.items) take(seen, item);
  return { seen, ready: thread.ready || data.t === "events" || data.part === data.of };
}

function take(seen: Map<string, Seen>, item: unknown): void {
  const event = observedEvent.safeParse(item);
  if (!event.success) return;
  const { data } = event;
  if (data.kind === "withheld") seen.set(data.blockId, { kind: "withheld" });
  if (data.kind !== "answer" && data.kind !== "answer_edited") return;
  const at = data.at ?? null;
  if (data.skipped) seen.set(data.blockId, { kind: "skipped", at });
  else seen.set(data.blockId, { kind: "said", value: data.value, at });
}

export interface Line {
  readonly block: StemBlock;
  readonly seen: Seen;
}

/** What is shown of it, in the order of the workbook, or a learner's own words first (issue 6). */
export function linesOf(thread: Thread, blocks: readonly StemBlock[], wordsFirst: boolean): Line[] {
  const lines = blocks.flatMap((block): Line[] => {
    const seen = thread.seen.get(block.id);
    return seen === undefined ? [] : [{ block, seen }];
  });
  if (!wordsFirst) return lines;
  const isWords = ({ block, seen }: Line) => block.inputType === "textarea" && seen.kind === "said";
  return [...lines.filter(isWords), ...lines.filter((line) => !isWords(line))];
}
