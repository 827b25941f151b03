import type { Random } from "./random.ts";
import type { Server } from "./server.ts";
import type { Meter } from "./worker/meter.ts";

/** How much is measured. */
export interface Size {
  /** A scenario is given up after so long: a machine that does other things may never finish. */
  readonly longestMs: number;
  /** Replies of the main comparison. */
  readonly turns: number;
  /** Replies with slow D1, and as many without. */
  readonly slowTurns: number;
  readonly throughputRounds: number;
  /** Replies of each of the 200 learners in a round. */
  readonly throughputReplies: number;
  /** Learners at each length of the thread, and replies of each. */
  readonly lengthLearners: number;
  readonly lengthTurns: number;
  readonly wakes: number;
  /** Of a full live session, of the same load without one, and of the bare relay. */
  readonly roomSeconds: number;
  /** Visits of each kind with a browser. */
  readonly visits: number;
}

export const whole: Size = {
  longestMs: 300_000,
  turns: 1_200,
  slowTurns: 800,
  throughputRounds: 3,
  throughputReplies: 10,
  lengthLearners: 4,
  lengthTurns: 40,
  wakes: 20,
  roomSeconds: 60,
  visits: 5,
};
export const quick: Size = {
  longestMs: 90_000,
  turns: 240,
  slowTurns: 200,
  throughputRounds: 2,
  throughputReplies: 5,
  lengthLearners: 1,
  lengthTurns: 40,
  wakes: 5,
  roomSeconds: 8,
  visits: 2,
};

/** What every scenario is given. */
export interface Run {
  readonly server: Server;
  readonly size: Size;
  readonly chance: Random;
}

/** What a worker counted since it was last asked. */
export async function readMeter(worker: URL): Promise<Meter> {
  return (await (await fetch(new URL("/bench/meter", worker))).json()) as Meter;
}

/** Steers a learner's object from outside: only the bench's worker can. */
export async function steer(
  worker: URL,
  what: "facilitator" | "think" | "slow" | "stop" | "wipe" | "account",
  userId: string,
  query = "",
): Promise<void> {
  const response = await fetch(new URL(`/bench/${what}/${userId}${query}`, worker));
  if (!response.ok) throw new Error(`/bench/${what}: ${response.status}`);
  await response.arrayBuffer();
}

const thinkingMs = 10_000;

/** Between two replies a learner thinks, by the object's clock alone: alarms come due, and ring meanwhile. */
export const thinks = (worker: URL, userId: string): Promise<void> =>
  steer(worker, "think", userId, `?ms=${thinkingMs}`);

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, ms)));
