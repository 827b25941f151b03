import type { Release } from "../../shared/content/release.ts";
import type { Workbook } from "../author/workbook.ts";
import type { Retired } from "../compile/retired.ts";

/** What is written to D1: a release, and what stands beside it. */
export interface Seed {
  readonly release: Release;
  /** Of the release's file. */
  readonly sha256: string;
  readonly workbook: Workbook;
  readonly retired: readonly Retired[];
  /** When it is written, ISO 8601. */
  readonly at: string;
}

/** One module per file that the spec names (section 10): a seed's rows as SQL statements. */
export type Load = (seed: Seed) => string[];
