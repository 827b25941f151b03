import type { Answer } from "../../shared/engine/state.ts";
import { limits } from "../../shared/protocol/limits.ts";
import type { Revision } from "./journal/journal.ts";

/**
 * The value that another replaces, unless this device wrote it by a change within the last ten minutes: a burst of
 * corrections is one revision (decision 10).
 */
export function keptRevision(
  key: string,
  previous: Pick<Answer, "rev" | "value" | "device" | "respondedAt"> | undefined,
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
  return { key, rev, value, device: previous.device, at: respondedAt };
}

/**
 * Of those kept already, oldest first, the ones that go when one more comes: the first stays for ever, of the
 * others the newest twenty, the coming one among them (decision 10).
 */
export const tooMany = <T>(kept: readonly T[]): readonly T[] =>
  kept.slice(1, Math.max(1, kept.length - limits.revisionsKept + 1));
