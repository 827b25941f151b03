import type * as Party from "partykit/server";
import type { Reach } from "../inside.ts";

type Parties = Party.Context["parties"];

/** As whoever had them last in this isolate had them. */
let known: Parties | undefined;

/**
 * Rooms may not ask for the other parties in an alarm, nor after one has woken them: what was there before is used. A
 * room that an alarm wakes in an isolate of its own reaches nobody, and owes what it has to tell until it is asked.
 */
export function remember(parties: Parties): void {
  known = parties;
}

/** The same, from a room, which may not be able to say. */
export function rememberFrom(room: Party.Room): void {
  try {
    remember(room.context.parties);
  } catch {
    // In an alarm, or since one: what is known has to do.
  }
}

export function stubOf(party: "main" | "gate" | "live", id: string): Party.Stub {
  const stub = known?.[party]?.get(id);
  if (stub === undefined) throw new Error(`the party ${party} cannot be reached from here`);
  return stub;
}

type Asked = Parameters<Reach["live"]>[2];

async function fetched(stub: Party.Stub, path: string, { method, headers, body }: Asked): Promise<Response> {
  const init = { method, headers: Object.fromEntries(headers), ...(body === undefined ? {} : { body }) };
  // PartyKit's types are of another year's runtime than ours.
  return (await stub.fetch(path, init)) as unknown as Response;
}

/** Rooms by their names, past `onBefore…`, which is for the world. */
export const reach: Reach = {
  workbook: async (userId, path, asked) => fetched(stubOf("main", userId), path, asked),
  live: async (liveId, path, asked) => fetched(stubOf("live", liveId), path, asked),
};
