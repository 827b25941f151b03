import type { Release } from "../../shared/content/release.ts";

/** Compact JSON, one block, skill or row per line, so that a review sees what changed. */
export function printRelease({ version, complete, ...lists }: Release): string {
  const fields = Object.entries(lists).map(([name, rows]) => {
    const lines = rows.map((row) => JSON.stringify(row)).join(",\n");
    return `"${name}":[${lines === "" ? "" : `\n${lines}\n`}]`;
  });
  return `{"version":${version},"complete":${complete},\n${fields.join(",\n")}}\n`;
}
