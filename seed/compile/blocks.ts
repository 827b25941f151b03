import type { StemBlock } from "../../shared/content/block.ts";
import type { Competency } from "../../shared/content/release.ts";
import { isContent, isQuestion, isTool } from "../author/kinds.ts";
import type { Placed, Workbook } from "../author/workbook.ts";
import { citationsOf, numberWorks } from "./citations.ts";
import { competenciesOf } from "./competencies.ts";
import { connectionsOf, feedsOf } from "./connections.ts";
import { assessed } from "./levels.ts";
import type { Lock } from "./lock.ts";
import { markdownOf, nodesOf } from "./nodes.ts";

/** Room for a block between two others in D1, where a sequence is unique. */
const sequenceGap = 10;

/** Nothing to say is left out of the release. */
const given = <T>(name: string, value: T | undefined, empty = false): Record<string, T> =>
  value === undefined || empty ? {} : { [name]: value };

function settingsOf({ block }: Placed, competencies: readonly Competency[]) {
  const slug = block.kind === "select" ? block.config["competency"] : undefined;
  return (typeof slug === "string" ? assessed(competencies, slug) : null) ?? block;
}

/** The stem: every block in order, as a learner meets it (`shared/content/block.ts`). */
export function compileBlocks(workbook: Workbook, lock: Lock): StemBlock[] {
  const numbers = numberWorks(workbook);
  const feeds = feedsOf(workbook);
  const competencies = competenciesOf(workbook);
  return workbook.blocks.map((placed: Placed): StemBlock => {
    const { key, block, exercise, index } = placed;
    const { kind, flags } = block;
    const { config, save } = settingsOf(placed, competencies);
    const ids = lock[key];
    if (ids === undefined) throw new Error(`${key} has no ids: lock the keys before compiling`);
    const citations = citationsOf(placed, workbook, numbers);
    const connections = connectionsOf(workbook, placed);
    return {
      id: key,
      stemId: ids.stemId,
      contentId: ids.contentId,
      since: ids.since,
      sequence: (index + 1) * sequenceGap,
      part: exercise.part,
      module: exercise.module,
      exercise: exercise.exercise,
      activity: block.activity,
      type: block.family,
      required: flags.required,
      private: flags.private,
      text: markdownOf(block.text, numbers),
      nodes: nodesOf(placed.paragraphs, numbers),
      ...given("lang", flags.lang),
      ...given("beat", flags.beat),
      ...(isContent(kind) ? { contentType: kind } : {}),
      ...(isQuestion(kind) ? { inputType: kind } : {}),
      ...(isTool(kind) ? { tool: kind } : {}),
      ...given("config", config, Object.keys(config).length === 0),
      ...given("feeds", feeds.get(key)?.slice()),
      ...given("citations", citations, citations.length === 0),
      ...given("connections", connections, connections.length === 0),
      ...given("save", save),
    };
  });
}
