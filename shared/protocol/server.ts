import * as z from "zod/mini";
import { recall, toolNames, wireBlock } from "../content/block.ts";
import { instanceTools } from "./client.ts";
import { nackCodes } from "./codes.ts";
import { learnersLive } from "./room.ts";

/** Events and server → client frames (`protocol.md` section 2). */
/** When it was made, where that is not the operation's time: what was imported or merged (decision 30; SPEC IM4). */
const elsewhere = {
  createdAt: z.optional(z.string()),
  respondedAt: z.optional(z.string()),
};
/** The keyed hashes that came with it. */
const hashes = z.optional(z.record(z.string(), z.string()));
const answerShape = {
  opId: z.string(),
  blockId: z.string(),
  rev: z.int(),
  value: z.optional(z.unknown()),
  skipped: z.boolean(),
  onlyMe: z.boolean(),
  erased: z.optional(z.boolean()),
  /** The value was replaced later; it is not told any more (decision 10). */
  superseded: z.optional(z.boolean()),
  ...elsewhere,
  hashes,
  /** The row it belongs to, where it comes with one (decision 5). */
  rowId: z.optional(z.string()),
};
export const moduleProgress = z.strictObject({
  id: z.string(),
  answered: z.int(),
  total: z.int(),
  completed: z.boolean(),
});
export type ModuleProgress = z.infer<typeof moduleProgress>;

export const settings = z.object({
  background_color: z.enum(["cream", "ivory", "sage", "charcoal", "black"]),
  text_color: z.enum(["charcoal", "black", "brown", "cream", "ivory"]),
  font: z.enum(["sans", "serif", "system", "mono", "readable"]),
  personality_type: z.nullable(z.string()),
  locale: z.string(),
  enter_sends: z.enum(["auto", "always", "never"]),
  reminders: z.boolean(),
  /** Null unless a reminder is on or the learner pinned it (decision 15). */
  time_zone: z.nullable(z.string()),
});
export type Settings = z.infer<typeof settings>;

const counts = z.record(z.string(), z.int());

const bodies = [
  z.strictObject({ kind: z.literal("block"), block: wireBlock }),
  z.strictObject({ kind: z.literal("answer"), ...answerShape }),
  z.strictObject({ kind: z.literal("answer_edited"), ...answerShape }),
  z.strictObject({ kind: z.literal("visibility"), blockId: z.string(), onlyMe: z.boolean() }),
  z.strictObject({ kind: z.literal("withheld"), blockId: z.optional(z.string()) }),
  z.strictObject({ kind: z.literal("exercise_completed"), exerciseId: z.string() }),
  z.strictObject({
    kind: z.literal("module_completed"),
    moduleId: z.string(),
    completedAt: z.optional(z.string()),
  }),
  z.strictObject({ kind: z.literal("unlocked"), tool: z.enum(toolNames) }),
  z.strictObject({
    kind: z.literal("progress"),
    answered: z.int(),
    total: z.int(),
    percent: z.int(),
    modules: z.array(moduleProgress),
  }),
  z.strictObject({
    kind: z.literal("skill"),
    id: z.string(),
    name: z.string(),
    category: z.nullable(z.string()),
    status: z.enum(["pending", "approved", "rejected"]),
  }),
  z.strictObject({
    kind: z.literal("content"),
    from: z.int(),
    to: z.int(),
    kept: z.int(),
    added: z.array(z.string()),
    retired: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal("workbook_completed") }),
  z.strictObject({
    kind: z.literal("tool_saved"),
    tool: z.enum(instanceTools),
    instanceId: z.string(),
    rev: z.int(),
    value: z.optional(z.unknown()),
    /** Its sealed fields were lost to a reset (decision 34). */
    erased: z.optional(z.boolean()),
    superseded: z.optional(z.boolean()),
    ...elsewhere,
    hashes,
  }),
  z.strictObject({
    kind: z.literal("tool_deleted"),
    tool: z.enum(instanceTools),
    instanceId: z.string(),
    rev: z.int(),
    ...elsewhere,
    hashes,
  }),
  z.strictObject({
    kind: z.literal("practice"),
    practice: z.string(),
    day: z.string(),
    done: z.boolean(),
    note: z.optional(z.unknown()),
    ...elsewhere,
  }),
  z.strictObject({ kind: z.literal("settings"), settings }),
  z.strictObject({
    kind: z.literal("note"),
    noteId: z.string(),
    from: z.string(),
    text: z.string(),
    blockId: z.optional(z.string()),
    ...elsewhere,
  }),
  z.strictObject({ kind: z.literal("note_seen"), noteId: z.string() }),
  z.strictObject({
    kind: z.literal("erased"),
    blockId: z.optional(z.string()),
    instanceId: z.optional(z.string()),
  }),
  z.strictObject({ kind: z.literal("imported"), counts }),
  z.strictObject({ kind: z.literal("merged"), counts }),
  z.strictObject({ kind: z.literal("wallet"), exportedAt: z.string() }),
] as const;
export const eventBody = z.discriminatedUnion("kind", bodies);
export type EventBody = z.infer<typeof eventBody>;
/** An event as it is told: numbered, and timed by the server. */
export type Event = EventBody & { seq: number; at: string };

export const position = z.object({
  blockId: z.string(),
  part: z.int(),
  module: z.int(),
  exercise: z.int(),
  activity: z.int(),
  sequence: z.int(),
});
export type Position = z.infer<typeof position>;

const draftState = z.object({
  blockId: z.optional(z.string()),
  instanceId: z.optional(z.string()),
  draftRev: z.int(),
  value: z.unknown(),
  deviceId: z.string(),
  at: z.string(),
});

const device = z.object({
  deviceId: z.string(),
  label: z.string(),
  state: z.enum(["active", "idle", "away", "typing"]),
});

export interface Current {
  rev: number;
  value: unknown;
  skipped: boolean;
  onlyMe: boolean;
  at: string;
  device: string | null;
}

/** A client ignores what it does not know: these are loose where a later server may add. */
const event = z.custom<Event>(
  (raw) =>
    typeof raw === "object" && raw !== null && "seq" in raw && typeof raw.seq === "number" && "kind" in raw,
);
export const serverFrame = z.discriminatedUnion("t", [
  z.object({
    t: z.literal("welcome"),
    v: z.int(),
    role: z.enum(["owner", "observer"]),
    userId: z.string(),
    epoch: z.string(),
    headSeq: z.int(),
    savedSeq: z.int(),
    mode: z.enum(["delta", "snapshot"]),
    contentVersion: z.int(),
    position: z.nullable(position),
    /** The main line's own waiting placement, which differs from `position` only while an earlier, new
     * placement is asked first (decision 21; SPEC HS4). */
    frontier: z.nullable(z.string()),
  }),
  z.object({
    t: z.literal("snapshot"),
    part: z.int(),
    of: z.int(),
    items: z.array(event),
    state: z.optional(
      z.object({ settings: settings, drafts: z.array(draftState), live: z.nullable(learnersLive) }),
    ),
  }),
  z.object({
    t: z.literal("events"),
    from: z.int(),
    to: z.int(),
    items: z.array(event),
    more: z.optional(z.boolean()),
  }),
  z.object({ t: z.literal("page"), before: z.int(), items: z.array(event), more: z.boolean() }),
  z.object({
    t: z.literal("ack"),
    opId: z.string(),
    seq: z.int(),
    rev: z.nullable(z.int()),
    dup: z.boolean(),
  }),
  z.object({
    t: z.literal("nack"),
    opId: z.nullable(z.string()),
    code: z.enum(nackCodes),
    message: z.string(),
    path: z.optional(z.string()),
    retryable: z.boolean(),
    retryAfterMs: z.optional(z.int()),
    current: z.optional(z.custom<Current>((raw) => typeof raw === "object" && raw !== null)),
  }),
  z.object({ t: z.literal("saved"), seq: z.int() }),
  z.object({
    t: z.literal("draft"),
    blockId: z.optional(z.string()),
    instanceId: z.optional(z.string()),
    draftRev: z.int(),
    value: z.unknown(),
    deviceId: z.string(),
    at: z.optional(z.string()),
  }),
  z.object({ t: z.literal("recall"), blockId: z.string(), recall: z.array(recall) }),
  z.object({
    t: z.literal("presence"),
    devices: z.array(device),
    observers: z.array(z.object({ name: z.string() })),
  }),
  z.object({ t: z.literal("live"), ...learnersLive.shape }),
  z.object({ t: z.literal("status"), store: z.enum(["ok", "degraded"]) }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;
export type ServerFrameOf<T extends ServerFrame["t"]> = Extract<ServerFrame, { t: T }>;
