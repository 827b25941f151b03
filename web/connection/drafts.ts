import { canonicalJson } from "../../shared/ids/uuid5.ts";
import type { Draft as DraftFrame, InstanceTool } from "../../shared/protocol/client.ts";

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

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

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

const instanceId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** @returns null for what stays on this device: of a practice the server keeps no unsent note */
export function draftFrame(about: string, draft: Draft): DraftFrame | null {
  if (about.includes("/")) return null;
  const name = instanceId.test(about) ? { instanceId: about } : { blockId: about };
  return { t: "draft", ...name, baseDraftRev: draft.rev, value: draft.value };
}

/** Sent: accepted, its rev is one more; a stale one comes back as the other's draft. */
export const draftSent = (draft: Draft): Draft => ({ ...draft, rev: draft.rev + 1, dirty: false });

export interface Told {
  readonly value: unknown;
  readonly rev: number;
  readonly at: number;
  /** Null when it is this device's own. */
  readonly from: string | null;
}

/**
 * The server's draft meets the one here. What was typed here stays the draft and, where the server did not
 * take it, is sent again on the new rev; the other's is kept beside it, unless what stands there is nowhere else. Two
 * devices do not answer each other's drafts for ever: only text the server has not taken is sent again.
 * @returns null when there is no draft any more
 */
export function told(local: Draft | undefined, server: Told): Draft | null {
  const { value, rev, at, from } = server;
  if (local === undefined) return value === null ? null : { value, at, rev, dirty: false, from, other: null };
  if (same(local.value, value)) return { ...local, rev, dirty: false };
  const typedHere = local.from === null;
  if (!typedHere && !local.dirty) {
    return value === null ? null : { value, at, rev, dirty: false, from, other: null };
  }
  // Its own older text coming back: the newer one never arrived.
  const notTaken = local.dirty || rev <= local.rev || from === null;
  const stays = value === null || from === null || local.other?.only === true;
  const other = stays ? local.other : { value, at, from };
  return { ...local, rev, dirty: notTaken, other };
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
