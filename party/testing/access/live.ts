import { env } from "cloudflare:workers";
import { fromElsewhere, post } from "../client.ts";
import { servicesOf } from "../../hosts/durable-object/services.ts";
import { openRoom } from "../live.ts";
import type { Persona } from "./personas.ts";
import type { AccessRow } from "./row.ts";

/* For tests only: the routes of live sessions and shares. */

const idempotent = () => ({ "Idempotency-Key": crypto.randomUUID() });
const nextMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString();

/** A session that the owner facilitates; straight from the object, whoever the owner is. */
async function facilitates({ userId }: Persona): Promise<string> {
  const liveId = crypto.randomUUID();
  const { status } = await servicesOf(env).live.ask(liveId, {
    ask: "open",
    by: { userId, name: "Maria", domain: "example.org" },
    title: "Thursday group",
    modules: ["1.0"],
    mode: "self",
    waitingRoom: false,
    code: "AAAAAA",
    codeKey: liveId,
    codeUntil: nextMonth(),
    link: "https://dreamtree.test/join#AAAAAA",
  });
  if (status !== 200) throw new Error(`no room: ${status}`);
  return liveId;
}

/** A session that the owner is in. */
async function isIn({ cookie }: Persona): Promise<string> {
  const room = await openRoom();
  const code = { code: room.code };
  const { consent } = await (
    await post("/api/live/look", code, fromElsewhere())
  ).json<{ consent: { id: string } }>();
  const body = { ...code, alias: "Heron", consent: consent.id };
  const response = await post("/api/live/join", body, {
    Cookie: cookie,
    ...idempotent(),
    ...fromElsewhere(),
  });
  if (!response.ok) throw new Error(await response.text());
  return room.liveId;
}

async function shares({ cookie }: Persona): Promise<string> {
  const what = { modules: ["1.1"], until: nextMonth() };
  const headers = { Cookie: cookie, ...idempotent() };
  const { consent } = await (
    await post("/api/share/look", what, headers)
  ).json<{ consent: { id: string } }>();
  const response = await post("/api/share", { ...what, consent: consent.id }, headers);
  return (await response.json<{ id: string }>()).id;
}

const named = (make: AccessRow["make"], body: unknown = {}): AccessRow => ({
  scope: "named",
  status: 200,
  ...(make === undefined ? {} : { make }),
  call: () => ({ body, headers: idempotent() }),
});
/** Of somebody who is not there, which is what everybody hears. */
const nobody = (body: object): AccessRow => ({ ...named(facilitates, body), scope: "own", status: 404 });
const participantId = "11111111-1111-4111-8111-111111111111";
const reads = (make: AccessRow["make"]): AccessRow => ({
  scope: "named",
  status: 200,
  ...(make === undefined ? {} : { make }),
});

export const liveRows: Readonly<Record<string, AccessRow>> = {
  "GET /api/live": { scope: "own", status: 200 },
  // Nobody here has confirmed their address.
  "POST /api/live": { scope: "own", status: 403 },
  "POST /api/live/facilitate": { scope: "own", status: 403 },
  "POST /api/live/look": {
    scope: "public",
    status: 404,
    call: () => ({ body: { code: "AAAAAA" }, headers: fromElsewhere() }),
  },
  "POST /api/live/join": {
    scope: "own",
    status: 404,
    call: () => ({ body: { code: "AAAAAA", alias: "Heron", consent: "room-1" }, headers: fromElsewhere() }),
  },
  "POST /api/live/:id/leave": named(isIn),
  "POST /api/live/:id/block": named(isIn),
  "POST /api/live/:id/code": named(facilitates),
  "POST /api/live/:id/facilitators": named(facilitates),
  "POST /api/live/:id/admit": nobody({ participantId }),
  "POST /api/live/:id/remove": nobody({ participantId }),
  "POST /api/live/:id/note": nobody({ participantId, text: "hello" }),
  "POST /api/live/:id/star": nobody({ participantId, blockId: "1.0.0.mood", starred: true }),
  "POST /api/live/:id/pace": named(facilitates, { paused: true }),
  "POST /api/live/:id/own-note": named(facilitates, { text: "A good hour" }),
  "DELETE /api/live/:id/own-note/:noteId": { ...reads(facilitates), scope: "own", status: 404 },
  "POST /api/live/:id/end": named(facilitates),
  "GET /api/live/:id/report": reads(facilitates),
  "GET /api/live/:id/report.csv": reads(facilitates),
  "GET /api/live/:id/projector": reads(facilitates),
  "GET /api/live-blocks": { scope: "own", status: 200 },
  "DELETE /api/live-blocks": { scope: "own", status: 200 },
  "POST /api/share/look": {
    scope: "own",
    status: 200,
    call: () => ({ body: { modules: ["1.1"], until: nextMonth() } }),
  },
  // Without the consent that stands.
  "POST /api/share": {
    scope: "own",
    status: 409,
    call: () => ({
      body: { modules: ["1.1"], until: nextMonth(), consent: "coach-1" },
      headers: idempotent(),
    }),
  },
  "GET /api/share": { scope: "own", status: 200 },
  "DELETE /api/share/:id": reads(shares),
  "POST /api/share/:id/block": named(shares),
  "POST /api/share/accept": { scope: "own", status: 403 },
  "GET /api/coach": { scope: "own", status: 200 },
  "POST /api/operator/live/:id/end": { scope: "own", status: 404, make: facilitates },
};
