import { Hono, type Context } from "hono";
import * as z from "zod/mini";
import { addressOf } from "../../db/addresses.ts";
import { findSession } from "../../db/live.ts";
import { customSkills, openAlerts, openAmong, resolveAlert, reviewSkill, totals } from "../../db/operator.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import { opIdOf } from "../learner/erase.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";

const statuses = ["pending", "approved", "rejected"] as const;
const reviewBody = z.strictObject({ id: z.string(), status: z.enum(statuses) });
const resolveBody = z.strictObject({ id: z.string() });
/** The detail of an alert that is about a live session. */
const aboutSession = z.object({ liveId: z.string() });

/** What an operator sees and does (decision 37; SPEC OT1 to OT3). Never content. */
export function operatorRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, variables, workbook, live, releases } = services;
  const operators = variables.OPERATORS.split(",")
    .map((one) => one.trim().toLowerCase())
    .filter(Boolean);

  /** To anybody else there is nothing at this address. */
  async function refusalFor(context: Context): Promise<Response | null> {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const address = operators.length === 0 ? null : await addressOf(db, found.session.userId);
    const isOperator = address !== null && address.verifiedAt !== null && operators.includes(address.email);
    return isOperator ? null : errorResponse(context, "not_found", "There is nothing at this address");
  }

  app.get("/operator/skills", async (context) => {
    const refusal = await refusalFor(context);
    if (refusal !== null) return refusal;
    const status = statuses.find((one) => one === context.req.query("status")) ?? "pending";
    return context.json({ skills: await customSkills(db, status) });
  });

  app.post("/operator/skills", async (context) => {
    const refusal = await refusalFor(context);
    if (refusal !== null) return refusal;
    const parsed = await bodyOf(context, reviewBody, "Send the skill and its status");
    if (!parsed.ok) return parsed.refusal;
    const { id: skillId, status } = parsed.body;
    const maker = await reviewSkill(db, skillId, status);
    if (maker === undefined) return errorResponse(context, "not_found", "There is no such skill");
    if (maker !== null) {
      const told = { ask: "review_skill", opId: opIdOf(context), skillId, status } as const;
      context.executionCtx.waitUntil(workbook.ask(maker, told).catch(() => undefined));
    }
    return context.json({ id: skillId, status });
  });

  app.get("/operator/alerts", async (context) => {
    const refusal = await refusalFor(context);
    if (refusal !== null) return refusal;
    const start = performance.now();
    const [alerts, all] = await Promise.all([openAlerts(db), totals(db)]);
    const reported = alerts.flatMap(({ detail }) => {
      const about = aboutSession.safeParse(detail);
      return about.success ? about.data.liveId : [];
    });
    const stuck = alerts.filter(({ code }) => code === "store_degraded" || code === "fenced");
    return context.json({
      alerts,
      openSessions: await openAmong(db, reported),
      stuckFlushes: stuck.length,
      d1: { ok: true, tookMs: Math.round(performance.now() - start) },
      shippedRelease: releases.newest().version,
      ...all,
    });
  });

  app.post("/operator/alerts", async (context) => {
    const refusal = await refusalFor(context);
    if (refusal !== null) return refusal;
    const parsed = await bodyOf(context, resolveBody, "Send the alert that is dealt with");
    if (!parsed.ok) return parsed.refusal;
    const done = await resolveAlert(db, parsed.body.id, new Date().toISOString());
    return done
      ? context.json({ resolved: true })
      : errorResponse(context, "not_found", "There is no such open alert");
  });

  /** Ends a session that somebody has reported (decision 37). */
  app.post("/operator/live/:id/end", async (context) => {
    const refusal = await refusalFor(context);
    if (refusal !== null) return refusal;
    const liveId = context.req.param("id");
    if ((await findSession(db, liveId)) === null) {
      return errorResponse(context, "not_found", "There is no such session");
    }
    const { status, body } = await live.ask(liveId, { ask: "end", by: null });
    return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
  });

  return app;
}
