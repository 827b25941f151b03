import * as z from "zod/mini";

/**
 * The live session on the wire (`protocol.md` section 3, SPEC LI): what a learner is told of the room they are in, what
 * a cockpit and a projector are told of the room, and the report. The server parses everything that leaves it out of
 * these, so that what has no field here cannot leak; a client reads over what a later server adds.
 */

/** Who may see, as they call themselves, with the domain of the address that they have confirmed. */
export const facilitator = z.object({ name: z.string(), domain: z.string() });
export type Facilitator = z.infer<typeof facilitator>;

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
