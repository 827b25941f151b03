import * as z from "zod/mini";
import { facilitator, pace } from "./room.ts";
import { position } from "./server.ts";

/**
 * The live session on the wire (`protocol.md` section 3, SPEC LI): what a cockpit is told of the room, and the bodies
 * of the routes. The server parses everything that leaves it out of these, so that what has no field here cannot leak;
 * a client reads over what a later server adds.
 */

export const liveModes = ["self", "guided"] as const;

export const presences = ["active", "idle", "away", "offline"] as const;
/** Why somebody needs the facilitator; the first is needed first (SPEC LI6). */
export const reasons = [
  "hand",
  "stuck",
  "thrashing",
  "offline_unsent",
  "away_unsent",
  "idle",
  "away",
  "offline",
  "finished",
] as const;

/** How far a group of questions is: who has answered, and who is left. */
export const tally = z.object({
  answered: z.int(),
  skipped: z.int(),
  of: z.int(),
  waiting: z.array(z.string()),
});
export type Tally = z.infer<typeof tally>;
/** One learner in one exercise. */
export const cell = z.object({ answered: z.int(), skipped: z.int(), of: z.int() });
export type Cell = z.infer<typeof cell>;

/** The facilitators' own; learners never see them. */
export const ownNote = z.object({ id: z.string(), text: z.string(), at: z.string(), by: z.string() });

const participantId = z.string();
/** One learner on the roster: places and counts, only inside the session's modules; never what they wrote. */
export const member = z.object({
  participantId,
  alias: z.string(),
  presence: z.enum(presences),
  presenceSince: z.string(),
  /** Null outside the session's modules. */
  position: z.nullable(position),
  /** The question is one that only the learner can read. */
  private: z.boolean(),
  /** On that question since then, or since they joined. */
  since: z.string(),
  answered: z.int(),
  skipped: z.int(),
  total: z.int(),
  /** Past the last question of the session's modules. */
  done: z.boolean(),
  lastSavedAt: z.nullable(z.string()),
  hand: z.boolean(),
  joinedAt: z.string(),
  needs: z.nullable(z.object({ reason: z.enum(reasons), sentence: z.string() })),
  /** What is so without needing anybody: "Writing a long answer." */
  says: z.nullable(z.string()),
  /** Sorts the roster: the larger, the sooner; 0 where nobody is needed. */
  weight: z.number(),
});
export type Member = z.infer<typeof member>;

/** Somebody in the waiting room: nothing of theirs is shared. */
export const waiting = z.object({ participantId, alias: z.string(), since: z.string() });
export type Waiting = z.infer<typeof waiting>;

export const star = z.object({ participantId, blockId: z.string() });
export type Star = z.infer<typeof star>;

/** All of the matrix, or what has changed of it. */
const matrixParts = {
  /** By exercise: past all of its questions, and who is not. */
  matrix: z.record(z.string(), tally),
  /** By question. */
  prompts: z.record(z.string(), tally),
  /** By participant, then by exercise. */
  cells: z.record(z.string(), z.record(z.string(), cell)),
};

export const cockpitSession = z.object({
  liveId: z.string(),
  title: z.string(),
  modules: z.array(z.string()),
  mode: z.enum(liveModes),
  facilitators: z.array(facilitator),
  waitingRoom: z.boolean(),
  openedAt: z.string(),
  /** Null once it has run out: `POST /api/live/:id/code` makes another. */
  code: z.nullable(z.string()),
  link: z.nullable(z.string()),
  expiresAt: z.nullable(z.string()),
  contentVersion: z.int(),
});
export type CockpitSession = z.infer<typeof cockpitSession>;

export const cockpitFrame = z.discriminatedUnion("t", [
  z.object({
    t: z.literal("live_welcome"),
    v: z.int(),
    session: cockpitSession,
    /** Sorted as the roster is. */
    members: z.array(member),
    waiting: z.array(waiting),
    ...matrixParts,
    pace: z.nullable(pace),
    stars: z.array(star),
  }),
  /** The rows that have changed, and who is not in the room any more. */
  z.object({ t: z.literal("rows"), members: z.array(member), gone: z.array(participantId) }),
  z.object({ t: z.literal("waiting"), members: z.array(waiting) }),
  z.object({ t: z.literal("matrix"), ...matrixParts }),
  z.object({ t: z.literal("pace"), pace: z.nullable(pace) }),
  z.object({ t: z.literal("stars"), stars: z.array(star) }),
  /** Another code, another facilitator. */
  z.object({ t: z.literal("session"), session: cockpitSession }),
  z.object({ t: z.literal("ended"), endedAt: z.string(), keptUntil: z.string() }),
  /** To whoever sends anything but `ping`. */
  z.object({ t: z.literal("nack"), code: z.literal("readonly"), message: z.string() }),
]);
export type CockpitFrame = z.infer<typeof cockpitFrame>;
export type CockpitFrameOf<T extends CockpitFrame["t"]> = Extract<CockpitFrame, { t: T }>;

/* Bodies of the HTTP routes (protocol section 4). */

const words = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
/** A name is shown to others: one line of it. */
const name = (most: number) =>
  words(most).check(z.regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, "Use one line of letters"));
const moduleIds = z
  .array(z.string().check(z.regex(/^\d{1,2}\.\d{1,2}$/, "A module is named like 1.3")))
  .check(z.minLength(1), z.maxLength(30));
const blockId = z.string().check(z.minLength(1), z.maxLength(120));
const linkToken = z
  .string()
  .check(z.minLength(20), z.maxLength(200), z.regex(/^[A-Za-z0-9._-]+$/, "This is not the token of a link"));

export const openLiveBody = z.strictObject({
  title: name(80),
  modules: moduleIds,
  mode: z.enum(liveModes),
  /** How learners see the facilitator; what stands before the @ of their address, where it is absent. */
  name: z.optional(name(60)),
  waitingRoom: z.optional(z.boolean()),
});
export const lookBody = z.strictObject({ code: z.string().check(z.maxLength(64)) });
export const joinBody = z.strictObject({
  code: z.string().check(z.maxLength(64)),
  alias: name(40),
  consent: z.string().check(z.maxLength(64)),
});
export const blockBody = z.strictObject({ reason: z.optional(words(1_000)) });
export const participantBody = z.strictObject({ participantId: z.uuid() });
/** Nothing of it: the advice is over. */
export const paceBody = z.strictObject({
  blockId: z.optional(blockId),
  module: z.optional(z.string().check(z.maxLength(8))),
  paused: z.optional(z.boolean()),
});
/** A private turn in one learner's thread; with a `blockId` it hangs on that answer. */
export const nudgeBody = z.strictObject({
  participantId: z.uuid(),
  text: words(500),
  blockId: z.optional(blockId),
});
export const starBody = z.strictObject({ participantId: z.uuid(), blockId, starred: z.boolean() });
export const ownNoteBody = z.strictObject({ text: words(4_000) });
export const facilitateBody = z.strictObject({ token: linkToken, name: z.optional(name(60)) });
export const shareLookBody = z.strictObject({ modules: moduleIds, until: z.iso.datetime({ offset: true }) });
export const shareBody = z.strictObject({
  modules: moduleIds,
  until: z.iso.datetime({ offset: true }),
  consent: z.string().check(z.maxLength(64)),
});
export const acceptShareBody = z.strictObject({ token: linkToken, name: z.optional(name(60)) });

/** `POST /api/live`, and `POST /api/live/:id/code`, which answers the first four. */
export const openedLive = z.object({
  liveId: z.string(),
  code: z.string(),
  link: z.string(),
  expiresAt: z.string(),
  socket: z.string(),
});
/** `GET /api/live`: the sessions that one may open the cockpit or the report of, the newest first. */
export const liveList = z.object({
  sessions: z.array(
    z.object({
      liveId: z.string(),
      title: z.string(),
      modules: z.array(z.string()),
      mode: z.enum(liveModes),
      openedAt: z.string(),
      endedAt: z.nullable(z.string()),
      keptUntil: z.nullable(z.string()),
      socket: z.string(),
    }),
  ),
});
export const consent = z.object({ id: z.string(), text: z.string() });
/** `POST /api/live/look`. */
export const lookedLive = z.object({
  liveId: z.string(),
  title: z.string(),
  facilitators: z.array(facilitator),
  modules: z.array(z.object({ id: z.string(), title: z.string() })),
  mode: z.enum(liveModes),
  waitingRoom: z.boolean(),
  consent,
});
/** `POST /api/live/join`. */
export const joinedLive = z.object({
  liveId: z.string(),
  participantId: z.string(),
  socket: z.string(),
  pending: z.boolean(),
});
/** `POST /api/share`; the link is told once. */
export const openedShare = z.object({ id: z.string(), link: z.string(), expiresAt: z.string() });
/** `POST /api/share/accept`, and one line of `GET /api/coach`. */
export const coachedLearner = z.object({
  participantId: z.string(),
  socket: z.string(),
  modules: z.array(z.string()),
  since: z.string(),
  until: z.string(),
});
/** `GET /api/live/:id/projector`: no names, only starred answers, and of the room only what five or more have done. */
export const projectorAnswer = z.object({
  title: z.string(),
  /** Null under five people. */
  people: z.nullable(z.int()),
  pace: z.nullable(pace),
  exercises: z.array(z.object({ exercise: z.string(), answered: z.int(), of: z.int() })),
  starred: z.array(z.object({ blockId: z.string(), value: z.unknown() })),
});
