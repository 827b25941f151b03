import type { InstanceTool } from "../../shared/protocol/client.ts";

/** Unsent work on one placement, instance or practice (ux 3.7). Local typing is never overwritten. */
export interface Draft {
  readonly value: unknown;
  /** Milliseconds of the last input. */
  readonly at: number;
  /** The server's `draftRev` this one stands on, as far as we know. */
  readonly rev: number;
  /** Typed here and not told to the server yet. */
  readonly dirty: boolean;
  /** Set when it was written on another device and nothing was typed here. */
  readonly from: string | null;
  /** What was also written for it, where it differs from what was typed here: both are shown. */
  readonly other: OtherDraft | null;
}
interface OtherDraft {
  readonly value: unknown;
  readonly at: number;
  readonly from: string;
  /** It is nowhere but here: refused, or put aside for the other. What another device has is kept there as well. */
  readonly only?: true;
}

export const typed = (before: Draft | undefined, value: unknown, now: number): Draft => ({
  value,
  at: now,
  rev: before?.rev ?? 0,
  dirty: true,
  from: null,
  other: before?.other ?? null,
});

/**
 * Unsent work on an instance, which may not be there yet: which tool it is of goes along (SPEC DR7).
 * @returns null for any other draft
 */
export function instanceDraft(value: unknown): { tool: InstanceTool; value: unknown } | null {
  if (value === null || typeof value !== "object" || !("tool" in value) || !("value" in value)) return null;
  const { tool } = value;
  return typeof tool === "string" ? { tool: tool as InstanceTool, value: value.value } : null;
}

/** One of two drafts is taken, and the first stands beside it; or the other is put away. */
export function chosen(draft: Draft, choice: "take" | "drop", now: number): Draft {
  const { value, at, other } = draft;
  if (other === null || choice === "drop") return { ...draft, other: null };
  return { ...typed(draft, other.value, now), other: { value, at, from: "this device", only: true } };
}

export type Drafts = ReadonlyMap<string, Draft>;

export function withDraft(drafts: Drafts, about: string, draft: Draft | null): Drafts {
  const all = new Map(drafts);
  if (draft === null) all.delete(about);
  else all.set(about, draft);
  return all;
}

/** Text typed in any tab outlives the meeting of two tabs. */
export function newest(mine: Drafts, theirs: Drafts): Drafts {
  const all = new Map(theirs);
  for (const [about, draft] of mine) if ((all.get(about)?.at ?? 0) < draft.at) all.set(about, draft);
  return all;
}
