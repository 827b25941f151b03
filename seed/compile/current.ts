import { canonicalJson } from "../../shared/ids/uuid5.ts";
import type { Release } from "../../shared/content/release.ts";
import { openFiles, readWorkbook } from "../author/open.ts";
import { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { checkAll } from "../check/all.ts";
import { lockKeys, type Lock } from "./lock.ts";
import { printRelease } from "./print.ts";
import { compileRelease } from "./release.ts";
import { readRetired, type Retired } from "./retired.ts";
import { Shelf } from "./shelf.ts";

/** The authored files as they are now, and the release they make. */
export interface Current {
  readonly workbook: Workbook;
  readonly retired: readonly Retired[];
  readonly problems: Problems;
  readonly version: number;
  /** Null while there are problems. */
  readonly compiled: { readonly release: Release; readonly text: string; readonly lock: Lock } | null;
  /** The newest release of the repository says the same. */
  readonly upToDate: boolean;
}

/**
 * Reads, checks and compiles. The version is the newest one while that is not published, or says the same;
 * otherwise the next: a published release never changes (decision 28).
 */
export function current(root: string): Current {
  const shelf = new Shelf(root);
  const problems = new Problems();
  const workbook = readWorkbook(openFiles(root), problems);
  checkAll(workbook, problems);
  const retired = readRetired(shelf.retiredText, problems);
  const newest = shelf.versions.at(-1) ?? 1;
  const attempt = (version: number) => {
    const previous = shelf.before(version);
    const { release, lock } = compileRelease(
      { workbook, lock: shelf.lock, retired, previous },
      version,
      new Problems(),
    );
    return { version, release, lock, text: printRelease(release) };
  };
  const isSame = (one: ReturnType<typeof attempt>) =>
    shelf.releaseText(one.version) === one.text && canonicalJson(one.lock) === canonicalJson(shelf.lock);
  const next = shelf.published.includes(newest) ? newest + 1 : newest;
  if (problems.any) {
    lockKeys(workbook, shelf.lock, retired, next, problems);
    return { workbook, retired, problems, version: next, compiled: null, upToDate: false };
  }
  const again = attempt(newest);
  const upToDate = isSame(again);
  const compiled = upToDate || next === newest ? again : attempt(next);
  lockKeys(workbook, shelf.lock, retired, compiled.version, problems);
  return {
    workbook,
    retired,
    problems,
    version: compiled.version,
    compiled: problems.any ? null : compiled,
    upToDate,
  };
}
