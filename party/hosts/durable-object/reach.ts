import { getServerByName } from "partyserver";
import { statusAnswer, type LiveAsk } from "../../live/asks.ts";
import type { Status } from "../../live/status.ts";
import type { Ask } from "../../workbook/asks.ts";
import type { Claims } from "../../workbook/connections.ts";
import type { Env } from "./env.ts";
import { claimsHeader } from "./claims.ts";

/* How objects and the worker reach each other: nobody else can. */

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** Something else than a question of `Ask`, to a learner's object. */
export async function tellWorkbook(
  { WORKBOOK }: Env,
  userId: string,
  path: string,
  body: unknown,
): Promise<Response> {
  const object = await getServerByName(WORKBOOK, userId);
  const owner: Claims = { role: "owner", userId, sessionId: "", label: "", anonymous: false };
  return object.fetch(
    new Request(`https://object${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", [claimsHeader]: JSON.stringify(owner) },
    }),
  );
}

export async function askWorkbook(env: Env, userId: string, question: Ask): Promise<Answered> {
  const response = await tellWorkbook(env, userId, "/ask", question);
  return { status: response.status, body: await response.json() };
}

export async function askLive({ LIVE }: Env, liveId: string, question: LiveAsk): Promise<Answered> {
  const response = await LIVE.getByName(liveId).fetch("https://object/ask", {
    method: "POST",
    body: JSON.stringify(question),
  });
  return { status: response.status, body: await response.json() };
}

/** What a learner's object has of the live objects. */
export const liveFor = (env: Env) => ({
  async status(liveId: string, status: Status) {
    const answer = await askLive(env, liveId, { ask: "status", status });
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    return statusAnswer.parse(answer.body);
  },
  async left(liveId: string, participantId: string) {
    const answer = await askLive(env, liveId, { ask: "left", participantId });
    // 404: the session has gone, and they with it.
    if (answer.status !== 200 && answer.status !== 404) throw new Error(`status ${answer.status}`);
  },
});

/**
 * An upgrade as the object gets it: no header and no query of the client's that partyserver believes in
 * (`x-partykit-*`, `_pk`), the cookie left behind, our claims put on (platform 1.6).
 */
export function cleaned(request: Request, claims: string): Request {
  const headers = new Headers(request.headers);
  for (const name of Array.from(headers.keys())) {
    if (name.startsWith("x-partykit-") || name.startsWith("x-dreamtree-")) headers.delete(name);
  }
  headers.delete("Cookie");
  headers.set(claimsHeader, claims);
  const url = new URL("https://object/ws");
  url.searchParams.set("_pk", crypto.randomUUID());
  return new Request(url, { headers, method: "GET" });
}
