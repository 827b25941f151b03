import { Hono, type Context } from "hono";
import * as z from "zod/mini";
import {
  facilitateBody,
  liveList,
  nudgeBody,
  openedLive,
  openLiveBody,
  ownNoteBody,
  paceBody,
  participantBody,
  starBody,
} from "../../../shared/protocol/live.ts";
import { sessionsOf } from "../../db/live.ts";
import type { LiveAsk } from "../../live/asks.ts";
import { publicOrigin } from "../auth/letters.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import { opIdOf } from "../learner/erase.ts";
import type { Services } from "../services.ts";
import { cockpitSocket } from "../socket/paths.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";
import { countedName, networkOf, uuidFor } from "../session/source.ts";
import { tooMany } from "../tooMany.ts";
import { inOrder, namedModules } from "./modules.ts";
import { codeKeyOf, invitation, invitedTo, newCode } from "./secrets.ts";
import { confirmedAccount, facilitatedBy, passedOn } from "./who.ts";

const hourMs = 60 * 60_000;
/** A join code, its link and its QR (SPEC LI2). */
const codeMs = 4 * hourMs;
const openedAnHour = 20;
const invitedAMinute = 30;
/** A code that is another session's is drawn again. */
const draws = 5;

const nothing = z.strictObject({});

/** A facilitator's side of a session: opening it, what they do in it, its end (issue 6; protocol section 3). */
export function liveSessionRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, live, gates, peppers, releases } = services;

  /** Draws a code until it is nobody else's. */
  async function withCode(
    context: Context,
    ask: (drawn: { code: string; codeKey: string; codeUntil: string; link: string }) => LiveAsk,
    liveId: string,
  ) {
    for (let draw = 1; ; draw += 1) {
      const code = newCode();
      const codeUntil = new Date(Date.now() + codeMs).toISOString();
      const link = `${publicOrigin(services, context)}/join#${code}`;
      const codeKey = await codeKeyOf(peppers, code);
      const answer = await live.ask(liveId, ask({ code, codeKey, codeUntil, link }));
      if (answer.status !== 409 || draw === draws) return { answer, code, link, expiresAt: codeUntil };
    }
  }

  app.get("/live", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const sessions = await sessionsOf(db, found.session.userId);
    return context.json(
      liveList.parse({
        sessions: sessions.map((one) => ({ ...one, socket: cockpitSocket(services, one.liveId) })),
      }),
    );
  });

  app.post("/live", async (context) => {
    const account = await confirmedAccount(context, services);
    if (!account.ok) return account.refusal;
    const parsed = await bodyOf(context, openLiveBody, "This session cannot be opened");
    if (!parsed.ok) return parsed.refusal;
    const { title, mode, name, waitingRoom = false } = parsed.body;
    const stem = releases.newest();
    if (namedModules(stem, parsed.body.modules) === null) {
      return errorResponse(context, "invalid", "This session cannot be opened", {
        modules: "one of these is not in the workbook",
      });
    }
    const { session, as } = account.found;
    const opens = await countedName(peppers, "live-open", session.userId);
    const { retryAfterMs } = await gates.count(opens, openedAnHour, hourMs);
    if (retryAfterMs > 0) return tooMany(context, retryAfterMs, "That is many sessions; try again later");
    const liveId = await uuidFor(peppers, "live", session.userId, opIdOf(context));
    const modules = inOrder(stem, parsed.body.modules);
    const opening = { ask: "open", by: as(name), title, modules, mode, waitingRoom } as const;
    const drawn = await withCode(context, (code) => ({ ...opening, ...code }), liveId);
    if (drawn.answer.status !== 200) return passedOn(drawn.answer);
    // Asked for again it is the session that was opened then, with its code.
    const opened = z.object({ code: z.string(), link: z.string(), expiresAt: z.string() });
    const stands = opened.safeParse(drawn.answer.body);
    const { code, link, expiresAt } = stands.success ? stands.data : drawn;
    return context.json(
      openedLive.parse({ liveId, code, link, expiresAt, socket: cockpitSocket(services, liveId) }),
      201,
    );
  });

  app.post("/live/:id/code", async (context) => {
    const own = await facilitatedBy(context, services);
    if (!own.ok) return own.refusal;
    const parsed = await bodyOf(context, nothing, "Send {}");
    if (!parsed.ok) return parsed.refusal;
    const { session, as } = own.found;
    const { liveId } = session;
    const drawn = await withCode(context, (code) => ({ ask: "code", by: as.userId, ...code }), liveId);
    if (drawn.answer.status !== 200) return passedOn(drawn.answer);
    const { code, link, expiresAt } = drawn;
    return context.json(
      openedLive.parse({ liveId, code, link, expiresAt, socket: cockpitSocket(services, liveId) }),
    );
  });

  app.post("/live/:id/facilitators", async (context) => {
    const own = await facilitatedBy(context, services);
    if (!own.ok) return own.refusal;
    const parsed = await bodyOf(context, nothing, "Send {}");
    if (!parsed.ok) return parsed.refusal;
    if (own.found.session.endedAt !== null) {
      return errorResponse(context, "conflict", "This session has ended");
    }
    const { token, expiresAt } = await invitation(peppers, own.found.session.liveId, Date.now());
    return context.json({ link: `${publicOrigin(services, context)}/facilitate#${token}`, expiresAt });
  });

  app.post("/live/facilitate", async (context) => {
    const account = await confirmedAccount(context, services);
    if (!account.ok) return account.refusal;
    const parsed = await bodyOf(context, facilitateBody, "Send the token of the link");
    if (!parsed.ok) return parsed.refusal;
    const network = await countedName(peppers, "live-invited", networkOf(context.req.raw));
    const { retryAfterMs } = await gates.count(network, invitedAMinute, 60_000);
    if (retryAfterMs > 0) return tooMany(context, retryAfterMs, "One moment, then try again");
    const invited = await invitedTo(peppers, parsed.body.token, Date.now());
    if (invited === null) return errorResponse(context, "expired", "This invitation is over");
    const { liveId, invitation: used } = invited;
    const who = account.found.as(parsed.body.name);
    const answer = await live.ask(liveId, { ask: "facilitate", who, invitation: used });
    if (answer.status !== 200) return passedOn(answer);
    return context.json({ liveId, socket: cockpitSocket(services, liveId) });
  });

  /** What a facilitator does goes to the live object, which looks for itself whether they may. */
  const acts = <T>(
    path: string,
    schema: z.ZodMiniType<T>,
    message: string,
    ask: (body: T, by: string, context: Context) => LiveAsk,
  ) =>
    app.post(`/live/:id/${path}`, async (context) => {
      const own = await facilitatedBy(context, services);
      if (!own.ok) return own.refusal;
      const parsed = await bodyOf(context, schema, message);
      if (!parsed.ok) return parsed.refusal;
      const { session, as } = own.found;
      return passedOn(await live.ask(session.liveId, ask(parsed.body, as.userId, context)));
    });

  acts("admit", participantBody, "Send the participant", (body, by) => ({ ask: "admit", by, ...body }));
  acts("remove", participantBody, "Send the participant", (body, by) => ({ ask: "remove", by, ...body }));
  acts("pace", paceBody, "This is no place in the session", ({ paused = false, blockId, module }, by) => {
    const where = {
      ...(blockId === undefined ? {} : { blockId }),
      ...(module === undefined ? {} : { module }),
    };
    const isNothing = !paused && blockId === undefined && module === undefined;
    return { ask: "pace", by, pace: isNothing ? null : { ...where, paused } };
  });
  acts("note", nudgeBody, "This note cannot be sent", ({ blockId = null, ...note }, by, context) => ({
    ask: "nudge",
    by,
    opId: opIdOf(context),
    blockId,
    ...note,
  }));
  acts("star", starBody, "Send the answer", (body, by) => ({ ask: "star", by, ...body }));
  acts("own-note", ownNoteBody, "This note cannot be kept", ({ text }, by, context) => ({
    ask: "own_note",
    by,
    id: opIdOf(context),
    text,
  }));
  acts("end", nothing, "Send {}", (_body, by) => ({ ask: "end", by }));

  app.delete("/live/:id/own-note/:noteId", async (context) => {
    const own = await facilitatedBy(context, services);
    if (!own.ok) return own.refusal;
    const id = z.uuid().safeParse(context.req.param("noteId"));
    if (!id.success) return errorResponse(context, "not_found", "There is no such note");
    const { session, as } = own.found;
    const asked = { ask: "own_note", by: as.userId, id: id.data, text: null } as const;
    return passedOn(await live.ask(session.liveId, asked));
  });

  return app;
}
