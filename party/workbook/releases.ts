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
