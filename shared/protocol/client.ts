import * as z from "zod/mini";
import { toolNames } from "../content/block.ts";
import { isTooDeep } from "./depth.ts";
import { limits } from "./limits.ts";

/** Client → server frames (`protocol.md` section 2). Strict: an unknown key or kind is refused. */
const opId = z.uuid();
const blockId = z.string().check(z.minLength(1), z.maxLength(120));
const at = z.optional(z.iso.datetime({ offset: true }));
const version = z.optional(z.int());
const rev = z.int().check(z.nonnegative());
/** The keyed hashes of sealed rows, by row id (decision 9). */
const hashes = z.optional(z.record(z.string(), z.string().check(z.maxLength(100))));
/** Any JSON; what it must be, its block says. */
const value = z.unknown();

/** A day of the calendar, the learner's. */
export const day = z.iso.date();

/**
 * Tools that can be used outside the thread: the ten, and the competency assessment, which is no row of `tools`
 * (decision 12).
 */
export const instanceTools = [...toolNames, "competency_assessment"] as const;
export type InstanceTool = (typeof instanceTools)[number];

export const zone = z
  .string()
  .check(z.maxLength(64), z.regex(/^[A-Za-z0-9_+\-/]+$/, "Use an IANA time zone"));

const hello = z.strictObject({
  t: z.literal("hello"),
  v: z.int(),
  deviceId: z.uuid(),
  epoch: z.nullable(z.string().check(z.maxLength(64))),
  lastSeq: z.int().check(z.nonnegative()),
  zone,
});
const reply = z.strictObject({
  t: z.literal("reply"),
  opId,
  blockId,
  value,
  at,
  version,
  onlyMe: z.optional(z.boolean()),
  hashes,
});
const skip = z.strictObject({
  t: z.literal("skip"),
  opId,
  blockId,
  scope: z.optional(z.enum(["block", "activity", "exercise", "module"])),
  at,
  version,
});
const edit = z.strictObject({
  t: z.literal("edit"),
  opId,
  blockId,
  baseRev: rev,
  value,
  at,
  version,
  onlyMe: z.optional(z.boolean()),
  hashes,
});
const visibility = z.strictObject({ t: z.literal("visibility"), opId, blockId, onlyMe: z.boolean() });
const tool = z.strictObject({
  t: z.literal("tool"),
  opId,
  tool: z.enum(instanceTools),
  instanceId: z.uuid(),
  baseRev: rev,
  value,
  at,
  hashes,
});
const practice = z.strictObject({
  t: z.literal("practice"),
  opId,
  practice: z.string().check(z.minLength(1), z.maxLength(60)),
  day,
  done: z.boolean(),
  note: z.optional(z.unknown()),
});
const noteSeen = z.strictObject({ t: z.literal("note_seen"), opId, noteId: z.uuid() });
const draft = z.strictObject({
  t: z.literal("draft"),
  blockId: z.optional(blockId),
  instanceId: z.optional(z.uuid()),
  baseDraftRev: rev,
  value,
});
const history = z.strictObject({
  t: z.literal("history"),
  before: z.int().check(z.positive()),
  limit: z.int().check(z.minimum(1), z.maximum(100)),
});
const presence = z.strictObject({
  t: z.literal("presence"),
  state: z.enum(["active", "idle", "away", "typing"]),
});
const hand = z.strictObject({ t: z.literal("hand"), raised: z.boolean() });

/** By their `t`: a union would try to find out which. */
const frames = {
  hello,
  reply,
  skip,
  edit,
  visibility,
  tool,
  practice,
  note_seen: noteSeen,
  draft,
  history,
  presence,
  hand,
};
type Kind = keyof typeof frames;
const isKind = (t: unknown): t is Kind => typeof t === "string" && Object.hasOwn(frames, t);
export type ClientFrame = z.infer<(typeof frames)[Kind]>;
export type Hello = z.infer<typeof hello>;
export type Draft = z.infer<typeof draft>;

/** Frames that are operations: they carry an `opId`, are committed, and are acked. */
export type OperationFrame = Extract<ClientFrame, { opId: string }>;
/** Operations on a placement: what the thread itself sends. */
export type PlacementFrame = Extract<OperationFrame, { blockId: string }>;
export const isOperation = (frame: ClientFrame): frame is OperationFrame => "opId" in frame;

export type Parsed =
  | { ok: true; frame: ClientFrame }
  | { ok: false; opId: string | null; path: string; message: string };

/**
 * Parses the text of a frame. A frame that fails is not an operation and leaves no trace (rule 10); its
 * `opId` is told back when it has a readable one, so that an outbox knows which operation was refused.
 */
export function parseClientFrame(text: string): Parsed {
  if (isTooDeep(text)) {
    return {
      ok: false,
      opId: null,
      path: "",
      message: `A frame is at most ${limits.frameDepth} levels deep`,
    };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, opId: null, path: "", message: "A frame is one JSON object" };
  }
  if (json === null || typeof json !== "object" || Array.isArray(json))
    return refusal(json, "", "A frame is one JSON object");
  const kind = "t" in json ? json.t : undefined;
  if (!isKind(kind)) return refusal(json, "t", "This kind of frame is not known");
  const parsed: z.core.util.SafeParseResult<ClientFrame> = frames[kind].safeParse(json);
  if (parsed.success) {
    const { data } = parsed;
    if ("value" in data && data.value === undefined) return refusal(json, "value", "value is missing");
    if (data.t === "draft" && (data.blockId === undefined) === (data.instanceId === undefined)) {
      return refusal(json, "blockId", "A draft names a blockId or an instanceId");
    }
    return { ok: true, frame: data };
  }
  const issue = parsed.error.issues[0];
  const path = (issue?.path ?? []).join(".");
  if (issue?.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    return refusal(json, [path, key].filter(Boolean).join("."), "This field is not known");
  }
  return refusal(json, path, issue?.message ?? "The frame is not valid");
}

function refusal(json: unknown, path: string, message: string): Parsed {
  const raw = json !== null && typeof json === "object" && "opId" in json ? json.opId : null;
  const known = opId.safeParse(raw);
  return { ok: false, opId: known.success ? known.data : null, path, message };
}
