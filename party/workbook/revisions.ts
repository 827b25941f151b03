import type { Answer } from "../../shared/engine/state.ts";
import { limits } from "../../shared/protocol/limits.ts";
import type { Revision } from "./journal/journal.ts";

/**
 * The value an edit replaces, unless this device wrote it by an edit within the last ten minutes: a burst of
 * corrections is one revision (decision 10).
 */
export function keptRevision(
  blockId: string,
  previous: Answer | undefined,
  device: string | null,
  at: string,
): Revision | null {
  if (previous === undefined || previous.rev === 0) return null;
  const sameBurst =
    previous.rev > 1 &&
    previous.device === device &&
    Date.parse(at) - Date.parse(previous.respondedAt) < limits.revisionWindowMs;
  if (sameBurst) return null;
  const { rev, value, respondedAt } = previous;
  return { blockId, rev, value, device: previous.device, at: respondedAt };
}

/**
 * Of those kept already, oldest first, the ones that go when one more comes: the first stays for ever, of the
 * others the newest twenty, the coming one among them (decision 10).
 */
export const tooMany = <T>(kept: readonly T[]): readonly T[] =>
  kept.slice(1, Math.max(1, kept.length - limits.revisionsKept + 1));
