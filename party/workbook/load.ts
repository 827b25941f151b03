import { withDeadline } from "./deadline.ts";
import type { Journal } from "./journal/journal.ts";
import { Learner } from "./learner.ts";
import { rebuild } from "./rebuild.ts";
import { remembered, type Releases } from "./releases.ts";
import type { LearnerStore } from "./store.ts";

/** Every operation of this learner stands behind the first load. */
const loadDeadlineMs = 3_000;

/**
 * The learner from D1, for an object whose own log is empty: in one round trip, under a new epoch (rule 6).
 * Never from `onStart`: D1 may be down (platform 2.3).
 * @returns null when D1 does not know this learner
 * @throws when D1 cannot be reached
 */
export async function loadFromD1(
  userId: string,
  journal: Journal,
  store: LearnerStore,
  releases: Releases,
): Promise<{ learner: Learner; activeVersion: number | null } | null> {
  const stored = await withDeadline(store.load(userId), loadDeadlineMs);
  if (stored === null) return null;
  const { stream, activeVersion } = stored;
  const stem =
    stream === null
      ? (releases.at(activeVersion ?? 0) ?? releases.newest())
      : remembered(releases, stream.contentVersion);
  const rebuilt = rebuild(userId, stem, stored);
  const learner = Learner.begin(journal, stem, userId, crypto.randomUUID(), stored.settings, rebuilt);
  return { learner, activeVersion };
}
