import * as z from "zod/mini";

/** What a learner is told of the room they are in and of who may look (`protocol.md` section 3; the frame `live`). */

/** Who may see, as they call themselves, with the domain of the address that they have confirmed. */
export const facilitator = z.object({ name: z.string(), domain: z.string() });
export type Facilitator = z.infer<typeof facilitator>;

/**
 * Where the facilitator points, and whether the room pauses: advice, for nobody is moved (rule 12). `reached` of `of`
 * learners have come there; both are absent where fewer than five are in the room.
 */
export const pace = z.object({
  blockId: z.optional(z.string()),
  module: z.optional(z.string()),
  paused: z.boolean(),
  at: z.string(),
  reached: z.optional(z.int()),
  of: z.optional(z.int()),
});
export type Pace = z.infer<typeof pace>;

/** `session` of the frame `live`. */
const learnersSession = z.object({
  /** The session's id: `POST /api/live/:id/leave` names it. */
  sessionId: z.string(),
  title: z.string(),
  alias: z.string(),
  /** Who can see it; who is watching now is in the frame `presence`. */
  facilitators: z.array(facilitator),
  /** Shared from then on; while `pending`, nothing is. */
  since: z.string(),
  modules: z.array(z.string()),
  /** In the waiting room. */
  pending: z.boolean(),
  /** Raised, on any of their devices. */
  hand: z.boolean(),
  pace: z.nullable(pace),
});
/** A coach who may look; `name` and `domain` are null until the link was opened. */
const learnersShare = z.object({
  id: z.string(),
  name: z.nullable(z.string()),
  domain: z.nullable(z.string()),
  modules: z.array(z.string()),
  since: z.string(),
  until: z.string(),
});
export const learnersLive = z.object({
  session: z.nullable(learnersSession),
  shares: z.array(learnersShare),
});
export type LearnersLive = z.infer<typeof learnersLive>;
