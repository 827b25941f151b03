import * as z from "zod/mini";
import type { Family, Kind } from "../author/kinds.ts";
import type { Problems } from "../author/problem.ts";
import type { AuthoredBlock } from "../author/exercise.ts";
import type { Workbook } from "../author/workbook.ts";
import { sealedColumns } from "../../shared/crypto/sealed.ts";
import type { Retired } from "./retired.ts";

export const lockFile = "seed/keys.lock.json";

const lockEntry = z.strictObject({
  stemId: z.int(),
  contentId: z.int(),
  /** The release in which the key first appeared. */
  since: z.int(),
  /** What the key is, for ever: "content", a question's or a tool's kind. An answer of one is none of another. */
  kind: z.string(),
  /**
   * Where what is private in its answers is bound to: an envelope opens at the place it was sealed for, and nowhere
   * else. Absent where nothing is sealed.
   */
  place: z.optional(z.string()),
});
export const lock = z.record(z.string(), lockEntry);
export type Lock = z.infer<typeof lock>;

/** One key per line, so that a diff shows what came. */
export function printLock(entries: Lock): string {
  const lines = Object.entries(entries).map(
    ([key, entry]) => `  ${JSON.stringify(key)}: ${JSON.stringify(entry)}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}

const lockedKind = (kind: Kind, family: Family): string => (family === "content" ? "content" : kind);
const familyOfLocked = (kind: string, tools: ReadonlyMap<string, number>): Family =>
  kind === "content" ? "content" : tools.has(kind) ? "tool" : "prompt";

/** Table and column, and of a row that is chosen which; of a tool the table its fields go to. */
function placeOf({ family, kind, flags, config, save }: AuthoredBlock): string | undefined {
  if (family === "content") return undefined;
  if (family === "prompt") {
    if (!flags.private || kind !== "textarea") return undefined;
    if (save === undefined) return "user_responses.response_text";
    const row = save.row === undefined ? "" : ` ${JSON.stringify(save.row)}`;
    return `${save.table}.${save.column}${row}`;
  }
  const target = config["target"];
  const table = typeof target === "string" ? target : kind;
  return flags.private || Object.hasOwn(sealedColumns, table) ? table : undefined;
}

/**
 * Permanent ids (decision 7): a key keeps those it has, a new one takes the next. Reports keys that vanished
 * without being retired, came back, changed what they are, or where what is private in them is sealed.
 * @param version the release being compiled
 */
export function lockKeys(
  workbook: Workbook,
  before: Lock,
  retired: readonly Retired[],
  version: number,
  problems: Problems,
): Lock {
  const tools = new Map<string, number>(workbook.reference.tools.map((tool) => [tool.name, tool.id]));
  const after: Lock = { ...before };
  const next = { stem: 1, content: 1, prompt: 1 };
  for (const { stemId, contentId, kind } of Object.values(before)) {
    next.stem = Math.max(next.stem, stemId + 1);
    const family = familyOfLocked(kind, tools);
    if (family !== "tool") next[family] = Math.max(next[family], contentId + 1);
  }
  const gone = new Map(retired.map((one) => [one.key, one]));
  for (const { key, block } of workbook.byKey.values()) {
    const kind = lockedKind(block.kind, block.family);
    const known = before[key];
    const place = placeOf(block);
    if (gone.has(key))
      problems.add(
        block.at,
        `${key} was retired in release ${gone.get(key)?.in ?? ""} and is never used again; choose a new word`,
      );
    if (known !== undefined) {
      if (known.kind !== kind)
        problems.add(
          block.at,
          `${key} was a ${known.kind} and is now a ${kind}: what was answered would not fit; choose a new word`,
        );
      if (known.place !== undefined && known.place !== place)
        problems.add(
          block.at,
          `${key} is sealed for ${known.place} and would now be ${place === undefined ? "in the clear" : `for ${place}`}: what was answered could not be opened; choose a new word`,
        );
      else if (place !== undefined) after[key] = { ...known, place };
      continue;
    }
    const contentId = block.family === "tool" ? (tools.get(block.kind) ?? 0) : next[block.family]++;
    after[key] = {
      stemId: next.stem++,
      contentId,
      since: version,
      kind,
      ...(place === undefined ? {} : { place }),
    };
  }
  for (const [i, [key, { since }]] of Object.entries(before).entries()) {
    if (workbook.byKey.has(key) || gone.has(key)) continue;
    const line = `- {key: ${key}, in: ${version}, why: …}`;
    problems.add(
      { file: lockFile, line: i + 2 },
      `${key} stands in the lock since release ${since} and in no file; give the block its word back, or add \`${line}\` to seed/retired.yaml`,
    );
  }
  return after;
}
