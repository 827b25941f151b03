import type { Release } from "../../shared/content/release.ts";

function lines(value: unknown): string {
  if (Array.isArray(value)) {
    const rows = value.map((row) => JSON.stringify(row)).join(",\n");
    return `[${rows === "" ? "" : `\n${rows}\n`}]`;
  }
  return typeof value === "object" && value !== null ? `{${fields(value)}}` : JSON.stringify(value);
}
const fields = (value: object): string =>
  Object.entries(value)
    .map(([name, one]) => `"${name}":${lines(one)}`)
    .join(",\n");

/** Compact JSON, one block, skill or row per line, so that a review sees what changed. */
export const printRelease = ({ version, complete, ...lists }: Release): string =>
  `{"version":${version},"complete":${complete},\n${fields(lists)}}\n`;
