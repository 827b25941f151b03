import { Hono } from "hono";
import { coachConsent, type Consent } from "../../../shared/live/consent.ts";
import {
  acceptShareBody,
  blockBody,
  coachedLearner,
  openedShare,
  shareBody,
  shareLookBody,
} from "../../../shared/protocol/live.ts";
import { coachedBy, coachOf, keepCoach, shareOwner } from "../../db/live.ts";
import { raiseAlert } from "../../db/operator.ts";
import { publicOrigin } from "../auth/letters.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import { opIdOf } from "../learner/erase.ts";
import type { Services } from "../services.ts";
import { observeSocket } from "../socket/paths.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";
import { countedName, networkOf, uuidFor } from "../session/source.ts";
import { tooMany } from "../tooMany.ts";
import { called, inOrder, namedModules } from "./modules.ts";
import { sharedBy, shareToken, tokenKeyOf } from "./secrets.ts";
import { confirmedAccount, passedOn } from "./who.ts";

const dayMs = 24 * 60 * 60_000;
/** A share is for a while, not for ever. */
const shareMostMs = 366 * dayMs;
const acceptsAMinute = 30;

/** "Share with a coach": a learner lets one person read along (issue 6; SPEC LI10). */
export function shareRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, workbook, gates, peppers, releases } = services;

  /** What would be agreed to; null where the modules or the time are none. */
  function agreement(
    modules: readonly string[],
    until: string,
  ): { problem: Record<string, string> } | { until: string; consent: Consent } {
    const named = namedModules(releases.newest(), modules);
    const ends = Date.parse(until);
    const now = Date.now();
    if (named === null) return { problem: { modules: "one of these is not in the workbook" } };
    if (ends <= now || ends > now + shareMostMs)
      return { problem: { until: "between now and a year from now" } };
    const at = new Date(ends).toISOString();
    const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(ends);
    return { until: at, consent: coachConsent(called(named), day) };
  }

  app.post("/share/look", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    const parsed = await bodyOf(context, shareLookBody, "This cannot be shared so");
    if (!parsed.ok) return parsed.refusal;
    const agreed = agreement(parsed.body.modules, parsed.body.until);
    if ("problem" in agreed)
      return errorResponse(context, "invalid", "This cannot be shared so", agreed.problem);
    return context.json({ consent: agreed.consent });
  });

  app.post("/share", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    const parsed = await bodyOf(context, shareBody, "This cannot be shared so");
    if (!parsed.ok) return parsed.refusal;
    const agreed = agreement(parsed.body.modules, parsed.body.until);
    if ("problem" in agreed)
      return errorResponse(context, "invalid", "This cannot be shared so", agreed.problem);
    const { until, consent } = agreed;
    if (parsed.body.consent !== consent.id) {
      return errorResponse(context, "conflict", "This has changed since you read it; read it again", {
        consent: "not what stands now",
      });
    }
    const opId = opIdOf(context);
    const shareId = await uuidFor(peppers, "share", who.session.userId, opId);
    const token = await shareToken(peppers, shareId);
    const modules = inOrder(releases.newest(), parsed.body.modules);
    const tokenKey = await tokenKeyOf(peppers, token);
    const share = { shareId, tokenKey, modules, until, consentId: consent.id };
    const answer = await workbook.ask(who.session.userId, { ask: "share", opId, ...share });
    if (answer.status !== 200) return passedOn(answer);
    const link = `${publicOrigin(services, context)}/coach#${token}`;
    return context.json(openedShare.parse({ id: shareId, link, expiresAt: until }), 201);
  });

  app.get("/share", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    return passedOn(await workbook.ask(who.session.userId, { ask: "shares" }));
  });

  app.delete("/share/:id", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    const shareId = context.req.param("id");
    return passedOn(
      await workbook.ask(who.session.userId, { ask: "unshare", opId: opIdOf(context), shareId }),
    );
  });

  /** Ends it, does not want to meet them again, and tells an operator. */
  app.post("/share/:id/block", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    const parsed = await bodyOf(context, blockBody, "This cannot be sent so");
    if (!parsed.ok) return parsed.refusal;
    const { userId } = who.session;
    const shareId = context.req.param("id");
    const opId = opIdOf(context);
    const ended = await workbook.ask(userId, { ask: "unshare", opId, shareId });
    if (ended.status !== 200) return passedOn(ended);
    const coach = await coachOf(db, shareId);
    if (coach === null) return context.json({});
    const blocked = { accounts: [coach.userId], lift: false };
    await workbook.ask(userId, { ask: "live_block", opId: crypto.randomUUID(), ...blocked });
    console.error(JSON.stringify({ code: "coach_reported", shareId }));
    const detail = { shareId, coach: coach.name, reason: parsed.body.reason ?? null };
    await raiseAlert(db, { id: opId, code: "coach_reported", detail, at: new Date().toISOString() });
    return context.json({});
  });

  app.post("/share/accept", async (context) => {
    const account = await confirmedAccount(context, services);
    if (!account.ok) return account.refusal;
    const parsed = await bodyOf(context, acceptShareBody, "Send the token of the link");
    if (!parsed.ok) return parsed.refusal;
    const network = await countedName(peppers, "share-accept", networkOf(context.req.raw));
    const { retryAfterMs } = await gates.count(network, acceptsAMinute, 60_000);
    if (retryAfterMs > 0) return tooMany(context, retryAfterMs, "One moment, then try again");
    const { token, name } = parsed.body;
    const shareId = await sharedBy(peppers, token);
    const learner = shareId === null ? null : await shareOwner(db, shareId);
    const { userId, ...coach } = account.found.as(name);
    if (shareId === null || learner === null || learner === userId) {
      return errorResponse(context, "expired", "This invitation is over, or somebody has taken it");
    }
    const known = await coachOf(db, shareId);
    const tokenKey = await tokenKeyOf(peppers, token);
    const answer =
      known?.userId === userId
        ? await workbook.ask(learner, { ask: "coached", shareId })
        : await workbook.ask(learner, {
            ask: "coach",
            opId: opIdOf(context),
            shareId,
            tokenKey,
            coach,
            account: userId,
          });
    if (answer.status !== 200) return passedOn(answer);
    await keepCoach(db, shareId, userId, new Date().toISOString());
    const socket = observeSocket(services, shareId, shareId);
    return context.json(coachedLearner.parse({ participantId: shareId, socket, ...(answer.body as object) }));
  });

  app.get("/coach", async (context) => {
    const who = await sessionOrRefusal(context, services);
    if (who.session === null) return who.refusal;
    const learners = await coachedBy(db, who.session.userId, new Date().toISOString());
    const told = learners.map((one) => ({
      ...one,
      socket: observeSocket(services, one.participantId, one.participantId),
    }));
    return context.json({ learners: told.map((one) => coachedLearner.parse(one)) });
  });

  return app;
}
