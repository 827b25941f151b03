import { env } from "cloudflare:workers";
import { newEmail, newLocator, newPassword, randomAuth } from "../account.ts";
import { begin, connect, fetchWorker, origin, fromElsewhere, post } from "../client.ts";
import { database } from "../../db/client.ts";
import { openMerge } from "../../db/merges.ts";
import { addSession } from "../sessions.ts";
import { liveRows } from "./live.ts";
import type { Persona } from "./personas.ts";
import type { AccessRow } from "./row.ts";

/* For tests only. */

/** Another thread, to come into the owner's. */
async function newMerge(owner: Persona): Promise<string> {
  const other = await begin();
  const client = await connect(other.cookie);
  await client.ready();
  await client.reply("1.0.0.mood", 3);
  const id = crypto.randomUUID();
  const now = new Date().toISOString();
  await openMerge(database(env.DB), { id, userId: owner.userId, otherUserId: other.userId, now });
  return id;
}

const idempotent = () => ({ "Idempotency-Key": crypto.randomUUID() });
const random = () => crypto.randomUUID();

async function ticketOf({ cookie }: Persona): Promise<string> {
  const response = await post("/api/auth/handover", {}, { Cookie: cookie });
  return (await response.json<{ id: string }>()).id;
}

/**
 * Every route of the HTTP app, and who may do what there. `party/http/access.test.ts` asks each of them as
 * everybody, and fails for a route that has no row here, as for a row whose route is gone. A route with an id in
 * its address is `named`; everything else that reads or writes a learner's data is `own`.
 */
export const accessRows: Readonly<Record<string, AccessRow>> = {
  ...liveRows,
  "GET /healthz": { scope: "public", status: 200 },
  "GET /outbox": { scope: "public", status: 200 },
  "GET /api/content/:version/:what": { scope: "public", status: 404, make: async () => "999" },
  "GET /api/credits": { scope: "public", status: 200 },

  "GET /api/session": { scope: "own", status: 200 },
  "POST /api/session": { scope: "own", status: 200, differs: { signedOut: 201 }, call: () => ({ body: {} }) },
  "GET /api/session/list": { scope: "own", status: 200 },
  "DELETE /api/session": { scope: "own", status: 200 },
  "DELETE /api/session/:id": {
    scope: "named",
    status: 200,
    make: async ({ userId }) => (await addSession(userId)).publicId,
  },
  "POST /api/auth/logout": {
    scope: "own",
    status: 200,
    differs: { signedOut: 200 },
    call: () => ({ body: {} }),
  },

  "POST /api/auth/prelogin": {
    scope: "public",
    status: 200,
    call: () => ({ body: { email: newEmail() }, headers: fromElsewhere() }),
  },
  "POST /api/auth/login": {
    scope: "public",
    status: 403,
    call: () => ({ body: { email: newEmail(), auth: randomAuth() }, headers: fromElsewhere() }),
  },
  "POST /api/auth/claim": {
    scope: "own",
    // Everybody but the anonymous learner has an account already.
    status: 409,
    differs: { anonymous: 200 },
    call: () => ({ body: { email: newEmail(), ...newPassword() } }),
  },
  "POST /api/auth/verify": {
    scope: "own",
    status: 200,
    differs: { anonymous: 409 },
    call: (_, { auth }) => ({ body: { auth: auth ?? randomAuth() } }),
  },
  "POST /api/auth/password": {
    scope: "own",
    status: 200,
    differs: { anonymous: 409 },
    call: (_, asker) => {
      const { auth: authNew, ...made } = newPassword();
      const authOld = asker.auth ?? randomAuth();
      return { body: { authOld, authNew, ...made, version: 1, endOthers: true } };
    },
  },

  "GET /api/auth/account": { scope: "own", status: 200 },
  "POST /api/auth/email": {
    scope: "own",
    status: 200,
    differs: { anonymous: 409 },
    call: () => ({ body: { email: newEmail() } }),
  },
  "POST /api/auth/confirm": {
    scope: "public",
    status: 410,
    call: () => ({ body: { token: "a".repeat(43) } }),
  },

  "POST /api/auth/recover": {
    scope: "public",
    status: 200,
    call: () => ({ body: { email: newEmail() }, headers: fromElsewhere() }),
  },
  "POST /api/auth/recover/confirm": {
    scope: "public",
    status: 410,
    call: () => ({ body: { token: "a".repeat(43), ...newPassword() } }),
  },
  "POST /api/auth/handover": { scope: "own", status: 200, call: () => ({ body: {} }) },
  "POST /api/auth/handover/accept": {
    scope: "public",
    status: 410,
    call: () => ({ body: { ticket: "a".repeat(43) }, headers: fromElsewhere() }),
  },
  "POST /api/auth/handover/:ticket": {
    scope: "named",
    status: 200,
    make: ticketOf,
    call: () => ({ body: { sealed: null } }),
  },
  "GET /api/auth/handover/:ticket": { scope: "named", status: 200, make: ticketOf },
  "DELETE /api/auth/handover/:ticket": { scope: "named", status: 200, make: ticketOf },
  "POST /api/auth/recovery-code": {
    scope: "own",
    status: 200,
    call: () => ({ body: { locator: newLocator(), auth: randomAuth(), wrapped: newPassword().wrapped } }),
  },
  "POST /api/auth/recovery-login": {
    scope: "public",
    status: 403,
    call: () => ({ body: { locator: newLocator(), auth: randomAuth() }, headers: fromElsewhere() }),
  },
  "GET /api/keys/reopen": { scope: "own", status: 404 },
  "POST /api/keys/reopen": { scope: "own", status: 404, call: () => ({ body: { auth: randomAuth() } }) },
  "POST /api/keys/reopen/commit": {
    scope: "own",
    status: 404,
    call: () => ({ body: { generation: 1, items: [] }, headers: idempotent() }),
  },

  "GET /api/progress": { scope: "own", status: 200 },
  "GET /api/outline": { scope: "own", status: 200 },
  "GET /api/tools": { scope: "own", status: 200 },
  "GET /api/tools/:name": { scope: "own", status: 200, make: async () => "list_builder" },
  "GET /api/revisions/:key": { scope: "own", status: 200, make: async () => "1.1.1.things" },
  "GET /api/daily-dos": { scope: "own", status: 200 },
  "GET /api/profile": { scope: "own", status: 200 },
  "GET /api/competencies/results": { scope: "own", status: 200 },
  "GET /api/export": { scope: "own", status: 200 },
  "GET /api/export/schema.json": { scope: "public", status: 200 },
  "POST /api/import": {
    scope: "own",
    status: 200,
    call: () => ({ body: { version: "1.1", exported_at: "2026-01-01T00:00:00Z" }, headers: idempotent() }),
  },
  "GET /api/audit": { scope: "own", status: 200 },
  "GET /api/operator/skills": { scope: "own", status: 404 },
  "POST /api/operator/skills": { scope: "own", status: 404 },
  "GET /api/operator/alerts": { scope: "own", status: 404 },
  "POST /api/operator/alerts": { scope: "own", status: 404 },
  "GET /api/wallet": { scope: "own", status: 404 },
  "POST /api/wallet": { scope: "own", status: 201 },
  "GET /api/wallet/key": { scope: "public", status: 200 },
  "POST /api/wallet/verify": { scope: "public", status: 400 },
  "GET /api/merge/:id": { scope: "named", status: 200, make: newMerge },
  "DELETE /api/merge/:id": { scope: "named", status: 200, make: newMerge },
  "POST /api/merge/:id/commit": {
    scope: "named",
    status: 200,
    make: newMerge,
    call: () => ({ body: { head: 2, items: [] } }),
  },
  "GET /api/merge/:id/lost": {
    scope: "named",
    status: 200,
    make: async (owner) => {
      const id = await newMerge(owner);
      const headers = { Cookie: owner.cookie, Origin: origin, "Content-Type": "application/json" };
      await fetchWorker(`/api/merge/${id}`, { method: "DELETE", headers });
      return id;
    },
  },
  "GET /api/account": { scope: "own", status: 200 },
  "DELETE /api/account": { scope: "own", status: 200 },
  "DELETE /api/answers/:blockId": {
    scope: "named",
    status: 200,
    make: async ({ cookie }) => {
      const client = await connect(cookie);
      await client.ready();
      await client.reply("1.0.0.mood", 3);
      return "1.0.0.mood";
    },
  },
  "DELETE /api/tools/:name/:instanceId": { scope: "own", status: 404, make: async () => "list_builder" },
  "PATCH /api/settings": { scope: "own", status: 200, call: () => ({ body: { font: "serif" } }) },
  "GET /api/skills": { scope: "own", status: 200 },
  "POST /api/skills": {
    scope: "own",
    status: 201,
    call: () => ({ body: { name: `juggling ${random()}` }, headers: idempotent() }),
  },
};
