import { nextFrontier } from "../../shared/engine/position.ts";
import type { Answer } from "../../shared/engine/state.ts";
import { indexRelease, type Stem } from "../../shared/engine/stem.ts";
import type { Release } from "../../shared/content/release.ts";

/** The releases this worker carries, indexed once per isolate (design section 4; decision 28). */
export interface Releases {
  /** @returns undefined for a version that this worker does not carry. */
  at(version: number): Stem | undefined;
  newest(): Stem;
}

export function releasesOf(releases: readonly Release[]): Releases {
  const newest = releases.at(-1);
  if (newest === undefined) throw new Error("no content release: run `npm run content -- compile`");
  const byVersion = new Map(releases.map((release) => [release.version, release]));
  const indexed = new Map<number, Stem>();
  const at = (version: number): Stem | undefined => {
    const known = indexed.get(version);
    if (known !== undefined) return known;
    const release = byVersion.get(version);
    if (release === undefined) return undefined;
    const stem = indexRelease(release);
    indexed.set(version, stem);
    return stem;
  };
  return { at, newest: () => at(newest.version) ?? indexRelease(newest) };
}

/**
 * A release that this worker carries no longer, as far as the newest one remembers it: what came in since is
 * not in it, what has gone since is. A learner who comes back after five releases is found again in it and then
 * switched like anybody else (decision 28).
 */
export function remembered(releases: Releases, version: number): Stem {
  const carried = releases.at(version);
  if (carried !== undefined) return carried;
  const newest = releases.newest();
  const gone = [...newest.retired.values()].filter((block) => block.since <= version);
  const then = newest.blocks.filter((block) => block.since <= version);
  return {
    ...newest,
    version,
    byKey: new Map([...gone, ...then].map((block) => [block.id, block])),
    placements: [...then, ...gone].filter((block) => block.type !== "content"),
  };
}

interface Place {
  readonly frontier: string | null;
  /** The last block of the main line that was sent, by its place in `stem`; −1 before the first. */
  readonly delivered: number;
}

/** Where a learner stands in `stem`; behind their furthest answer, where the block itself is gone. */
export function placeIn(
  stem: Stem,
  answers: ReadonlyMap<string, Answer>,
  frontier: string | null,
  delivered: string | null,
): Place {
  const furthest = stem.blocks.findLast((block) => answers.has(block.id));
  const behind = furthest === undefined ? -1 : (stem.indexOf.get(furthest.id) ?? -1);
  const lost = frontier !== null && !stem.indexOf.has(frontier);
  return {
    frontier: lost ? nextFrontier(stem, answers, furthest?.id ?? "") : frontier,
    delivered: delivered === null ? -1 : (stem.indexOf.get(delivered) ?? behind),
  };
}
