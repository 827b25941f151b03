import type { RecallRow } from "../../shared/content/block.ts";
import type { ToolInfo } from "../../shared/content/release.ts";
import { skillNameOf, type LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { toolNamed } from "../../shared/tools/registry.ts";
import type { ClientView } from "../model/client.ts";
import type { ToolEntry } from "./entries.ts";

/** What is said of an entry, line by line, by the tool's own account of its rows. */
export function entryLines(entry: ToolEntry, stem: Stem, state: LearnerState): string[] {
  const tool = entry.block.tool === undefined ? undefined : toolNamed(entry.block.tool);
  if (tool === undefined || entry.value === null) return ["(locked)"];
  const context = { userId: state.userId, skillName: skillNameOf(stem, state) };
  const rows = tool.rows(entry.value, tool.config.parse(entry.block.config ?? {}), context);
  return rows.flatMap((row) => rowLines(row));
}

/** Its words, then what else it says in words or numbers, each on a line of its own. */
function rowLines({ id: _id, text, ...rest }: RecallRow): string[] {
  const rank = typeof rest["rank"] === "number" ? `${rest["rank"]}. ` : "- ";
  const name = typeof rest["name"] === "string" && rest["name"] !== text ? `${rest["name"]}: ` : "";
  const more = Object.entries(rest).flatMap(([field, said]) => {
    if (field === "rank" || field === "name" || /_id$|Id$/.test(field)) return [];
    // A choice stands beside its words.
    if (`${field}_text` in rest) return [];
    if (typeof said === "number" && field !== "value") return [`  ${words(field)}: ${said}`];
    if (typeof said !== "string" || said.trim() === "" || said === text) return [];
    return [`  ${words(field)}: ${said.trim().replaceAll("\n", "\n    ")}`];
  });
  return [`${rank}${name}${text}`, ...more];
}

const words = (field: string): string => field.replace(/_text$/, "").replaceAll("_", " ");

export function entriesText(
  info: ToolInfo,
  entries: readonly ToolEntry[],
  closed: ClientView["closed"],
  stem: Stem,
  state: LearnerState,
): string {
  const parts = entries.map((entry) => {
    const from =
      entry.asked === null ? "Made outside the conversation" : `${entry.asked.exercise} ${entry.asked.title}`;
    const rest = entry.value !== null && closed.has(entry.id) ? ["(the notes are locked)"] : [];
    return [`${from}, ${entry.createdAt.slice(0, 10)}`, ...entryLines(entry, stem, state), ...rest].join(
      "\n",
    );
  });
  return [info.label, ...parts].join("\n\n") + "\n";
}
