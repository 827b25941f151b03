import { Hono, type Context } from "hono";
import * as z from "zod/mini";
import { codeIn } from "../../../shared/live/code.ts";
import { roomConsent } from "../../../shared/live/consent.ts";
import { blockBody, joinBody, joinedLive, lookBody, lookedLive } from "../../../shared/protocol/live.ts";
import {
  facilitatorsOf,
  findSession,
  sessionByCode,
  type LiveFacilitator,
  type LiveSession,
} from "../../db/live.ts";
import { raiseAlert } from "../../db/operator.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import { opIdOf } from "../learner/erase.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";
import { ownerSocket } from "../socket/paths.ts";
import { countedName, networkOf, uuidFor } from "../session/source.ts";
import { tooMany } from "../tooMany.ts";
import { called, namedModules } from "./modules.ts";
import { codeKeyOf } from "./secrets.ts";
import { passedOn } from "./who.ts";

/**
 * Codes from one network, right or wrong: three rooms of forty behind one address look and join; of 7 · 10⁸ codes
 * that is next to nothing.
 */
const codesAtOnce = 240;
const codesWindowMs = 10 * 60_000;

export const publicOf = ({ name, domain }: LiveFacilitator) => ({ name, domain });

/** The open session that a code is for; null for a wrong or old one, which are alike. */
export async function sessionOf({ db, peppers }: Services, text: string): Promise<LiveSession | null> {
  const code = codeIn(text);
  if (code === null) return null;
  return sessionByCode(db, await codeKeyOf(peppers, code), new Date().toISOString());
}

/** A learner's side of a session (issue 6; SPEC LI2, LI3). */
export function joinRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, live, workbook, gates, peppers, releases } = services;

  /** @returns the session and what is agreed to, or the answer that refuses */
  async function opened(context: Context, code: string) {
    const network = await countedName(peppers, "live-code", networkOf(context.req.raw));
    const { retryAfterMs } = await gates.count(network, codesAtOnce, codesWindowMs);
    if (retryAfterMs > 0) return { refusal: tooMany(context, retryAfterMs, "Too many codes; wait a little") };
    const session = await sessionOf(services, code);
    if (session === null) {
      console.warn(JSON.stringify({ code: "live_refused", what: "code" }));
      return { refusal: errorResponse(context, "not_found", "There is no open session with this code") };
    }
    const facilitators = await facilitatorsOf(db, session.liveId);
    const modules = namedModules(releases.newest(), session.modules) ?? [];
    const consent = roomConsent(facilitators.map(publicOf), called(modules));
    return { session, facilitators, modules, consent };
  }

  app.post("/live/look", async (context) => {
    const parsed = await bodyOf(context, lookBody, "Send the code");
    if (!parsed.ok) return parsed.refusal;
    const found = await opened(context, parsed.body.code);
    if ("refusal" in found) return found.refusal;
    const { session, facilitators, modules, consent } = found;
    const { liveId, title, mode, waitingRoom } = session;
    const told = { liveId, title, facilitators: facilitators.map(publicOf), modules, mode, waitingRoom };
    return context.json(lookedLive.parse({ ...told, consent }));
  });

  app.post("/live/join", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    const parsed = await bodyOf(context, joinBody, "This cannot be joined so");
    if (!parsed.ok) return parsed.refusal;
    const found = await opened(context, parsed.body.code);
    if ("refusal" in found) return found.refusal;
    const { session, facilitators, consent } = found;
    if (parsed.body.consent !== consent.id) {
      // Another facilitator, other modules: what was agreed to is not what would happen.
      return errorResponse(context, "conflict", "This has changed since you read it; read it again", {
        consent: "not what stands now",
      });
    }
    const { userId } = who.session;
    const { liveId, title, modules } = session;
    const { alias } = parsed.body;
    const opId = opIdOf(context);
    const participantId = await uuidFor(peppers, "seat", userId, liveId, opId);
    const seat = await live.ask(liveId, { ask: "seat", participantId, userId, alias });
    if (seat.status !== 200) return passedOn(seat);
    const { waiting } = z.object({ waiting: z.boolean() }).parse(seat.body);
    const answer = await workbook
      .ask(userId, {
        ask: "live_join",
        opId,
        participantId,
        liveId,
        alias,
        title,
        modules: [...modules],
        facilitators: facilitators.map(publicOf),
        accounts: facilitators.map((one) => one.userId),
        consentId: consent.id,
        waiting,
      })
      .catch(() => ({ status: 503, body: null }));
    const joined = z.object({ participantId: z.string(), pending: z.boolean() }).safeParse(answer.body);
    if (answer.status !== 200 || !joined.success || joined.data.participantId !== participantId) {
      await live.ask(liveId, { ask: "left", participantId });
    }
    if (answer.status !== 200 || !joined.success) return passedOn(answer);
    return context.json(joinedLive.parse({ liveId, ...joined.data, socket: ownerSocket(services, userId) }));
  });

  app.post("/live/:id/leave", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    const parsed = await bodyOf(context, z.strictObject({}), "Send {}");
    if (!parsed.ok) return parsed.refusal;
    const liveId = context.req.param("id");
    const answer = await workbook.ask(who.session.userId, {
      ask: "live_leave",
      opId: opIdOf(context),
      liveId,
    });
    return answer.status === 200 ? context.json({}) : passedOn(answer);
  });

  /** Leaves, does not want to meet them again, and tells an operator (decision 37; SPEC LI11). */
  app.post("/live/:id/block", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    const parsed = await bodyOf(context, blockBody, "This cannot be sent so");
    if (!parsed.ok) return parsed.refusal;
    const liveId = context.req.param("id");
    const { userId } = who.session;
    const opId = opIdOf(context);
    const answer = await workbook.ask(userId, { ask: "live_leave", opId, liveId });
    if (answer.status !== 200) return passedOn(answer);
    const facilitators = await facilitatorsOf(db, liveId);
    const accounts = facilitators.map((one) => one.userId);
    await workbook.ask(userId, { ask: "live_block", opId: crypto.randomUUID(), accounts, lift: false });
    const session = await findSession(db, liveId);
    const detail = { liveId, facilitators: facilitators.map(publicOf), reason: parsed.body.reason ?? null };
    console.error(JSON.stringify({ code: "live_reported", liveId }));
    if (session !== null) {
      await raiseAlert(db, { id: opId, code: "live_reported", detail, at: new Date().toISOString() });
    }
    return context.json({});
  });

  app.get("/live-blocks", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    return passedOn(await workbook.ask(who.session.userId, { ask: "live_blocked" }));
  });

  app.delete("/live-blocks", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    const opId = opIdOf(context);
    return passedOn(
      await workbook.ask(who.session.userId, { ask: "live_block", opId, accounts: [], lift: true }),
    );
  });

  return app;
}
