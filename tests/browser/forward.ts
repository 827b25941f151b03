import type { BrowserContext } from "playwright-core";
import { Answers } from "../bench/answers.ts";
import { random } from "../bench/random.ts";
import { Device } from "./device.ts";
import type { Server } from "./server.ts";
import { placements } from "./thread.ts";

interface Learner {
  readonly cookie: string;
}

/** What a placement is given that is passed. */
export const passed = Symbol("passed");

/**
 * Answers for this learner on a device of its own, until this placement waits; null is the end.
 * @param says the value for a placement; `passed`, or something that fits where it has none
 */
export async function forward(
  { url }: Server,
  { cookie }: Learner,
  blockId: string | null,
  says: (blockId: string) => unknown = () => undefined,
): Promise<void> {
  const device = new Device(url, cookie);
  const answers = new Answers(random(1));
  await device.connect();
  let last = 0;
  let before = "";
  // Between the parts of a snapshot a block may look unanswered.
  const asked = () =>
    device.until(() => device.complete && device.waiting !== null && device.waiting.id !== before);
  for (;;) {
    if (before === placements.at(-1)?.id) break;
    if (!(await asked()))
      throw new Error(`nothing is asked after ${before === "" ? "the greeting" : before}`);
    const { waiting } = device;
    if (waiting === null || waiting.id === blockId) break;
    before = waiting.id;
    const opId = crypto.randomUUID();
    const value = says(waiting.id) ?? answers.to(waiting);
    device.send(
      value === passed
        ? { t: "skip", opId, blockId: waiting.id }
        : { t: "reply", opId, blockId: waiting.id, value },
    );
    await device.until(() => device.unsent === 0);
    const seq = device.acked.get(opId);
    if (seq === undefined) {
      throw new Error(`the answer to ${waiting.id} was refused: ${device.refused.get(opId) ?? "no word"}`);
    }
    last = seq;
  }
  if (!(await device.until(() => device.savedSeq >= last))) throw new Error("not all of it is in D1");
  device.close();
}

/** Makes this browser the learner's. */
export function signIn(context: BrowserContext, { cookie }: Learner): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  // A secure cookie of localhost is sent over plain http too; it can only be given under https.
  return context.addCookies([
    { name, value, url: "https://localhost/", httpOnly: true, sameSite: "Lax", secure: true },
  ]);
}
