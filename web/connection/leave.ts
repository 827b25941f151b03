import type { Environment } from "./environment.ts";
import type { Model } from "./model.ts";
import { aboutOf, valueOf } from "./ops.ts";
import type { PrivacyView } from "./privately.ts";
import type { Session } from "./session.ts";

const drainMs = 5000;
const lookEveryMs = 100;

const isUnsent = ({ ops, drafts }: Model): boolean =>
  ops.some((op) => op.state !== "acked") || [...drafts.values()].some((draft) => draft.dirty);

/**
 * Sends what is unsent, ends the session and forgets the learner on this device.
 * @param force leaves although something is unsent, or the server cannot be reached (it is told next time)
 */
export async function leave(env: Environment, session: Session, force: boolean): Promise<"done" | "unsent"> {
  if (!force && !(await drained(env, session))) return "unsent";
  const reply = await env.request("POST", "/api/auth/logout", { body: {} }).catch(() => null);
  const told = reply !== null && (reply.status < 300 || reply.status === 401);
  if (!told && !force) return "unsent";
  const forgetting = async () => {
    await env.storage.write([
      ["last", undefined],
      ["begun", undefined],
      ["logout", told ? undefined : true],
    ]);
    await session.forget();
  };
  // Where an account was deleted the server has had the browser clear its storage, under our feet.
  await (force ? forgetting().catch(() => undefined) : forgetting());
  return "done";
}

/** Waits up to 5 s for the outbox to empty. */
async function drained(env: Environment, session: Session): Promise<boolean> {
  const until = env.now() + drainMs;
  while (isUnsent(session.model())) {
    if (env.now() >= until) return false;
    await new Promise<void>((resolve) => env.after(lookEveryMs, resolve));
  }
  return true;
}

/** "Download my unsent answers" (ux 3.8): the learner's own words, with the names of what they are about. */
export function saveUnsent(env: Environment, model: Model, open: PrivacyView["value"]) {
  /** What cannot be opened here goes along sealed: with the key it can be read one day. */
  const read: PrivacyView["value"] = (about, value, tool) => open(about, value, tool) ?? value;
  const answers = model.ops
    .filter((op) => op.state !== "acked")
    .map((op) => {
      const { frame, state, createdAt } = op;
      const said = read(aboutOf(frame), valueOf(op), frame.t === "tool" ? frame.tool : undefined);
      const field = "value" in frame ? { value: said } : frame.t === "practice" ? { note: said } : {};
      return { ...frame, ...field, state, madeAt: new Date(createdAt).toISOString() };
    });
  const drafts = [...model.drafts].map(([about, { value, at }]) => ({
    about,
    value: read(about, value),
    at: new Date(at).toISOString(),
  }));
  const text = JSON.stringify({ what: "DreamTree, unsent answers", answers, drafts }, null, 2);
  env.saveFile("dreamtree-unsent.json", text);
}
