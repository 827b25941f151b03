import * as z from "zod/mini";
import type { Database } from "../db/client.ts";
import { endWatching } from "../http/live/watching.ts";
import { statusAnswer, type LiveAsk } from "../live/asks.ts";
import { ask, type Ask } from "../workbook/asks.ts";
import type { RoomHost } from "../workbook/host.ts";
import type { Claims } from "../workbook/connections.ts";
import type { Room } from "../workbook/room.ts";
import type { Services } from "../http/services.ts";

/* What passes between a host's worker and its learners' objects, whichever host it is. */

/** Set by the worker alone: nobody else can reach an object (platform 1.6). */
export const claimsHeader = "x-dreamtree-claims";

/** As much of a request as any host's is. */
interface Arrived {
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}

/** What the worker says of a socket or a request: nobody else writes this header, and it is not parsed again. */
export function claimsOf<T = Claims>(request: Pick<Arrived, "headers">): T | null {
  const header = request.headers.get(claimsHeader);
  return header === null ? null : (JSON.parse(header) as T);
}

const endSession = z.strictObject({ sessionId: z.string(), how: z.enum(["ended", "renewed"]) });

interface Asked {
  readonly method: string;
  readonly headers: Headers;
  readonly body?: string;
}

/** A request to an object: whose it is, its path, and everything else of it. Nobody else can reach them. */
export interface Reach {
  workbook(userId: string, path: string, asked: Asked): Promise<Response>;
  live(liveId: string, path: string, asked: Asked): Promise<Response>;
}

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

const json = (body: unknown, more: Record<string, string> = {}): Asked => ({
  method: "POST",
  headers: new Headers({ "Content-Type": "application/json", ...more }),
  body: JSON.stringify(body),
});

/** Something to a learner's object, in the learner's name. */
function tellWorkbook(reach: Reach, userId: string, path: string, body: unknown): Promise<Response> {
  const owner: Claims = { role: "owner", userId, sessionId: "", label: "", anonymous: false };
  return reach.workbook(userId, path, json(body, { [claimsHeader]: JSON.stringify(owner) }));
}

export async function askWorkbook(reach: Reach, userId: string, question: Ask): Promise<Answered> {
  const response = await tellWorkbook(reach, userId, "/ask", question);
  return { status: response.status, body: await response.json() };
}

async function askLive(reach: Reach, liveId: string, question: LiveAsk): Promise<Answered> {
  const response = await reach.live(liveId, "/ask", json(question));
  return { status: response.status, body: await response.json() };
}

/** What a learner's object has of the live objects. */
export const liveFor = (reach: Reach): RoomHost["live"] => ({
  async status(liveId, status) {
    const answer = await askLive(reach, liveId, { ask: "status", status });
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    return statusAnswer.parse(answer.body);
  },
  async left(liveId, participantId) {
    const answer = await askLive(reach, liveId, { ask: "left", participantId });
    // 404: the session has gone, and they with it.
    if (answer.status !== 200 && answer.status !== 404) throw new Error(`status ${answer.status}`);
  },
});

/** Every object, as the HTTP app has them. */
export function objectsOver(reach: Reach, db: Database): Pick<Services, "workbook" | "live"> {
  const upgraded = (request: Request, claims: string): [path: string, asked: Asked] => [
    `/ws?_pk=${crypto.randomUUID()}`,
    { method: "GET", headers: cleaned(request, claims) },
  ];
  const objects: Pick<Services, "workbook" | "live"> = {
    workbook: {
      upgrade: (request, userId, claims) => reach.workbook(userId, ...upgraded(request, claims)),
      ask: (userId, question) => askWorkbook(reach, userId, question),
      async endSession(userId, sessionId) {
        await Promise.all([
          tellWorkbook(reach, userId, "/end-session", { sessionId, how: "ended" }),
          endWatching({ db, ...objects }, userId, sessionId).catch(() => undefined),
        ]);
      },
      async renewSession(userId, sessionId) {
        await tellWorkbook(reach, userId, "/end-session", { sessionId, how: "renewed" });
      },
    },
    live: {
      upgrade: (request, liveId, claims) => reach.live(liveId, ...upgraded(request, claims)),
      ask: (liveId, question) => askLive(reach, liveId, question),
    },
  };
  return objects;
}

/**
 * The headers of an upgrade as the object gets them: none of the client's that a host believes in (`x-partykit-*`;
 * `_pk` is ours, too), the cookie left behind, our claims put on (platform 1.6).
 */
function cleaned(request: Request, claims: string): Headers {
  const headers = new Headers(request.headers);
  for (const name of Array.from(headers.keys())) {
    if (name.startsWith("x-partykit-") || name.startsWith("x-dreamtree-")) headers.delete(name);
  }
  headers.delete("Cookie");
  headers.set(claimsHeader, claims);
  return headers;
}

/** A learner's object's side of it, sockets aside. Nothing may leave it: a host would tell the client. */
export async function answered(room: () => Room, userId: string, request: Arrived): Promise<Response> {
  try {
    const claims = claimsOf(request);
    if (claims === null || claims.userId !== userId) return new Response(null, { status: 403 });
    if (new URL(request.url).pathname.endsWith("/end-session")) {
      const { sessionId, how } = endSession.parse(await request.json());
      room().closeSession(sessionId, how);
      return Response.json({ ok: true });
    }
    const question = ask.parse(await request.json());
    const { status, body } = await room().ask(question);
    return Response.json(body, { status });
  } catch (error) {
    logError("request", error);
    return Response.json(
      { error: { code: "unavailable", message: "Try again in a moment" } },
      { status: 503 },
    );
  }
}

/** A socket may be gone at any moment; that is no error of the learner's operation. */
export function guarded(what: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    logError(what, error);
  }
}

export const logError = (what: string, error: unknown): void => {
  console.error(
    JSON.stringify({ code: "object_error", what, error: error instanceof Error ? error.name : typeof error }),
  );
};
