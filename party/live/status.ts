import * as z from "zod/mini";
import { settlements } from "../../shared/live/tally.ts";
import { presences } from "../../shared/protocol/live.ts";
import { position } from "../../shared/protocol/server.ts";

/**
 * How a learner stands in a session, as their object tells the live object: places, counts and times. It has no field
 * for anything they wrote. Whole each time, so that one that is lost is made good by the next; only `took` and
 * `edits` are what has happened since the last one that arrived.
 */
export const status = z.strictObject({
  participantId: z.string(),
  /** Null outside the session's modules. */
  position: z.nullable(position),
  /** Only the learner can read that question. */
  private: z.boolean(),
  /** When the conversation came to it, ISO 8601; null at the very beginning. */
  arrivedAt: z.nullable(z.string()),
  /** The session's questions, as far as they are settled, by key. */
  settled: z.record(z.string(), z.enum(settlements)),
  /** The main line is past the session's last question. */
  done: z.boolean(),
  presence: z.enum(presences),
  /** A key was pressed since the last status. */
  typed: z.boolean(),
  hand: z.boolean(),
  /** Something begun waits for its sending. */
  unsent: z.boolean(),
  /** The newest answer that D1 has, ISO 8601; null where the object does not know. */
  savedAt: z.nullable(z.string()),
  /** Milliseconds by question, of those answered since. */
  took: z.record(z.string(), z.int()),
  /** How many earlier answers were changed since. */
  edits: z.int(),
});
export type Status = z.infer<typeof status>;
