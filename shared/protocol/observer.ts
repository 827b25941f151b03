import * as z from "zod/mini";
import { wireBlock } from "../content/block.ts";
import { moduleProgress } from "./server.ts";

/**
 * What a facilitator or coach may be told, as a schema of its own (rule 8): private values, envelopes, drafts
 * and "only me" answers have no field in it. Every event is parsed out of it, so that a field that is added
 * to an owner's event can never leak by spreading.
 */
const numbered = { seq: z.int(), at: z.optional(z.string()) };
const observedAnswer = {
  ...numbered,
  blockId: z.string(),
  rev: z.int(),
  value: z.optional(z.unknown()),
  skipped: z.boolean(),
  onlyMe: z.literal(false),
};
const observedBlock = z.omit(wireBlock, { recall: true });
/** As the content has it: `rowId` is the learner's. */
const observedConfig = z.pipe(
  z.record(z.string(), z.unknown()),
  z.transform(({ rowId: _own, ...config }) => config),
);

export const observedEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("block"),
    ...numbered,
    block: z.object({ ...observedBlock.shape, config: z.optional(observedConfig) }),
  }),
  z.object({ kind: z.literal("answer"), ...observedAnswer }),
  z.object({ kind: z.literal("answer_edited"), ...observedAnswer }),
  z.object({ kind: z.literal("withheld"), seq: z.int(), blockId: z.string() }),
  z.object({ kind: z.literal("exercise_completed"), ...numbered, exerciseId: z.string() }),
  z.object({ kind: z.literal("module_completed"), ...numbered, moduleId: z.string() }),
  z.object({
    kind: z.literal("progress"),
    ...numbered,
    answered: z.int(),
    total: z.int(),
    modules: z.array(moduleProgress),
  }),
]);
