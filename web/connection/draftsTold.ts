import { canonicalJson } from "../../shared/ids/uuid5.ts";
import type { Draft as DraftFrame } from "../../shared/protocol/client.ts";
import type { Draft } from "./drafts.ts";

/* Drafts on their way to the server and from it: for the tab that holds the socket. */

const instanceId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** @returns null for what stays on this device: of a practice the server keeps no unsent note */
export function draftFrame(about: string, draft: Draft): DraftFrame | null {
  if (about.includes("/")) return null;
  const name = instanceId.test(about) ? { instanceId: about } : { blockId: about };
  return { t: "draft", ...name, baseDraftRev: draft.rev, value: draft.value };
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

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
