import * as z from "zod/mini";
import { liveModes } from "../../shared/protocol/live.ts";
import { facilitator, pace } from "../../shared/protocol/room.ts";
import { status } from "./status.ts";

/** A facilitator as the server knows them: the account, and what learners are told of it. */
const known = z.strictObject({ userId: z.string(), name: z.string(), domain: z.string() });
export type KnownFacilitator = z.infer<typeof known>;

const participantId = z.string();
/** The account that asks: the object itself looks whether it may. */
const by = z.string();

/** What the worker and learners' objects may ask a live object. Nobody else reaches it. */
export const liveAsk = z.discriminatedUnion("ask", [
  z.strictObject({
    ask: z.literal("open"),
    by: known,
    title: z.string(),
    modules: z.array(z.string()),
    mode: z.enum(liveModes),
    waitingRoom: z.boolean(),
    code: z.string(),
    codeKey: z.string(),
    codeUntil: z.string(),
    link: z.string(),
  }),
  z.strictObject({
    ask: z.literal("code"),
    by,
    code: z.string(),
    codeKey: z.string(),
    codeUntil: z.string(),
    link: z.string(),
  }),
  /** `invitation` lets one account in. */
  z.strictObject({ ask: z.literal("facilitate"), who: known, invitation: z.string() }),
  z.strictObject({ ask: z.literal("unfacilitate"), userId: z.string() }),
  /** A learner is about to join: keeps a seat. */
  z.strictObject({ ask: z.literal("seat"), participantId, userId: z.string(), alias: z.string() }),
  /** They did not, or have left. */
  z.strictObject({ ask: z.literal("left"), participantId }),
  z.strictObject({ ask: z.literal("status"), status }),
  z.strictObject({ ask: z.literal("admit"), by, participantId }),
  z.strictObject({ ask: z.literal("remove"), by, participantId }),
  z.strictObject({ ask: z.literal("pace"), by, pace: z.nullable(z.omit(pace, { at: true })) }),
  z.strictObject({
    ask: z.literal("nudge"),
    by,
    opId: z.uuid(),
    participantId,
    text: z.string(),
    blockId: z.nullable(z.string()),
  }),
  z.strictObject({
    ask: z.literal("star"),
    by,
    participantId,
    blockId: z.string(),
    starred: z.boolean(),
  }),
  z.strictObject({ ask: z.literal("own_note"), by, id: z.uuid(), text: z.nullable(z.string()) }),
  /** `by` is null for an operator, and for an account that goes. */
  z.strictObject({ ask: z.literal("end"), by: z.nullable(by) }),
  /** What the room may see of itself. */
  z.strictObject({ ask: z.literal("projector"), by }),
  z.strictObject({ ask: z.literal("end_session"), userId: z.string(), sessionId: z.string() }),
]);
export type LiveAsk = z.infer<typeof liveAsk>;
export type LiveAskOf<T extends LiveAsk["ask"]> = Extract<LiveAsk, { ask: T }>;

/** What a status is answered: how the session stands, or that this learner is not in it any more. */
export const statusAnswer = z.union([
  z.object({
    session: z.object({
      facilitators: z.array(facilitator),
      /** Their accounts: a learner who has blocked one of them is out of it (SPEC LI11). */
      accounts: z.array(z.string()),
      pace: z.nullable(pace),
    }),
  }),
  z.object({ gone: z.enum(["removed", "ended"]), keepUntil: z.nullable(z.string()) }),
]);
export type StatusAnswer = z.infer<typeof statusAnswer>;
