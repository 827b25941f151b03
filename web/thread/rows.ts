import type { StemBlock } from "../../shared/content/block.ts";
import { exerciseIdOf, moduleIdOf } from "../../shared/content/where.ts";
import type { Answer, LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { localDay } from "../ui/when.ts";
import type { Revealed } from "./reveal.ts";

/** One line of the letter. `id` is also the element's id, so that links and the outline find it. */
export type Row =
  | { readonly kind: "day"; readonly id: string; readonly at: string }
  | { readonly kind: "said"; readonly id: string; readonly block: StemBlock }
  | { readonly kind: "asked"; readonly id: string; readonly block: StemBlock; readonly late: boolean }
  | { readonly kind: "answered"; readonly id: string; readonly block: StemBlock; readonly answer: Answer }
  /** A question that came in after the conversation had passed this place (decision 21). */
  | { readonly kind: "new"; readonly id: string; readonly block: StemBlock }
  | { readonly kind: "tool"; readonly id: string; readonly block: StemBlock }
  /** What a facilitator wrote, until it is put away. */
  | { readonly kind: "note"; readonly id: string; readonly says: string }
  | { readonly kind: "return"; readonly id: string }
  | { readonly kind: "end"; readonly id: string };

export interface Scene {
  readonly stem: Stem;
  readonly state: LearnerState;
  readonly revealed: Revealed;
  readonly waiting: StemBlock | null;
  readonly greets: boolean;
  readonly atEnd: boolean;
  readonly now: Date;
  /** A mirror that has too little to say leaves no line (SPEC RC12). */
  readonly silent: (block: StemBlock) => boolean;
}

export const rowIdOf = (key: string): string => `q-${key}`;

/** The thread as rows, in the order of time: what was said, asked and answered, with the days between. */
export function threadRows(scene: Scene): readonly Row[] {
  const { stem, state, revealed, waiting } = scene;
  const rows: Row[] = [];
  const today = localDay(scene.now);
  let day: string | null = null;
  const separate = (at: string) => {
    const next = localDay(at);
    const row: Row = { kind: "day", id: `day-${next}`, at };
    // The first day stands above everything; a thread that begins today needs none.
    if (day === null && next !== today) rows.unshift(row);
    else if (day !== null && next !== day) rows.push(row);
    day = next;
  };
  const late = waiting !== null && waiting.id !== state.frontier;
  const tail = () => {
    // While a turn is still being opened, the day changes where it goes on.
    if (day !== null && day !== today && (revealed.gate === null || scene.greets))
      separate(scene.now.toISOString());
    if (scene.greets) rows.push({ kind: "return", id: "return" });
    // Where the learner is, whichever answer it hangs on: there it is read.
    for (const [noteId, note] of state.notes)
      if (!note.seen)
        rows.push({ kind: "note", id: `note-${noteId}`, says: `A note from ${note.from}: ${note.text}` });
  };
  for (const block of stem.blocks.slice(0, revealed.until)) {
    const id = rowIdOf(block.id);
    if (block.type === "content") {
      if (scene.silent(block)) continue;
      rows.push({ kind: "said", id, block });
      continue;
    }
    const answer = state.answers.get(block.id);
    if (answer !== undefined) {
      separate(answer.createdAt);
      rows.push({ kind: "asked", id, block, late: false });
      rows.push({ kind: "answered", id: `a-${block.id}`, block, answer });
    } else if (block.id === waiting?.id) {
      if (!late) ask(rows, block, false, tail);
    } else {
      rows.push({ kind: "new", id, block });
    }
  }
  if (waiting !== null && late && revealed.gate === null) ask(rows, waiting, true, tail);
  else if (revealed.gate !== null || waiting === null) tail();
  if (scene.atEnd && revealed.gate === null) rows.push({ kind: "end", id: "end" });
  return rows;
}

function ask(rows: Row[], block: StemBlock, late: boolean, tail: () => void): void {
  tail();
  rows.push({ kind: "asked", id: rowIdOf(block.id), block, late });
  if (block.type === "tool") rows.push({ kind: "tool", id: `a-${block.id}`, block });
}

/** The heading that opens each exercise, with how long the exercise takes. */
export function openings(stem: Stem): ReadonlyMap<string, number> {
  const minutes = new Map(stem.outline.map((entry) => [entry.id, entry.minutes]));
  const seen = new Set<string>();
  const found = new Map<string, number>();
  for (const block of stem.blocks) {
    const exercise = exerciseIdOf(block);
    if (block.contentType !== "heading" || seen.has(exercise)) continue;
    seen.add(exercise);
    // The introduction of a part is a module of its own; that of a module has no time of its own.
    const own = block.module === 0 ? minutes.get(moduleIdOf(block)) : undefined;
    found.set(block.id, minutes.get(exercise) ?? own ?? 0);
  }
  return found;
}
