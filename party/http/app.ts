import { Hono } from "hono";
import { bodyWithin } from "./bodyWithin.ts";
import { pingDatabase } from "../db/sessions.ts";
import { claimRoutes } from "./auth/claim.ts";
import { emailRoutes } from "./auth/email.ts";
import { handoverRoutes } from "./auth/handover.ts";
import { loginRoutes } from "./auth/login.ts";
import { passwordRoutes } from "./auth/password.ts";
import { recoverRoutes } from "./auth/recover.ts";
import { recoveryRoutes } from "./auth/recovery.ts";
import { reopenRoutes } from "./auth/reopen.ts";
import { contentRoutes } from "./content/routes.ts";
import { creditsRoutes } from "./credits/routes.ts";
import { errorResponse } from "./errors.ts";
import { accountRoutes } from "./account/routes.ts";
import { eraseRoutes } from "./learner/erase.ts";
import { exportRoutes } from "./export/routes.ts";
import { mergeRoutes } from "./merge/routes.ts";
import { joinRoutes } from "./live/join.ts";
import { liveReportRoutes } from "./live/report.ts";
import { liveSessionRoutes } from "./live/sessions.ts";
import { shareRoutes } from "./live/share.ts";
import { learnerRoutes } from "./learner/routes.ts";
import { settingsRoutes } from "./learner/settings.ts";
import { sameOriginJson } from "./origin.ts";
import { outboxRoutes } from "./outbox.ts";
import type { Services } from "./services.ts";
import { deviceRoutes } from "./session/devices.ts";
import { walletRoutes } from "./wallet/routes.ts";
import { operatorRoutes } from "./operator/routes.ts";
import { sessionRoutes } from "./session/routes.ts";
import { socketRoutes } from "./socket/routes.ts";

/** A body of the HTTP API is small; imports have a limit of their own (issue 5). */
const bodyBytes = 64 * 1024;
const bodyMs = 10_000;
/** What carries all of a learner's data, or their private fields all at once. */
const takesMuch = /^\/api\/(import|keys\/reopen\/commit|wallet\/verify|merge\/[^/]+\/commit)$/;
const largeBodyBytes = 8 * 1024 * 1024;
/** 8 MB over a weak network. */
const largeBodyMs = 60_000;

/** The HTTP app of one host: the API, the sockets' door, and the page. */
export function httpApp(services: Services): Hono {
  const app = new Hono();

  app.onError((error, context) => {
    // Nothing a server throws reaches a client (rule 10).
    console.error(
      JSON.stringify({ code: "http_error", path: new URL(context.req.url).pathname, error: error.name }),
    );
    return errorResponse(context, "unavailable", "Something went wrong here; try again in a moment");
  });

  app.use("*", async (context, next) => {
    const gap = await services.legalGap();
    return gap === null ? next() : context.text(`DreamTree is not open yet: ${gap}\n`, 503);
  });
  app.use("/api/*", async (context, next) => {
    await next();
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    if (context.res.headers.get("Cache-Control") === null) context.header("Cache-Control", "no-store");
  });
  app.use("/api/*", sameOriginJson(services.variables));
  const small = bodyWithin({ bytes: bodyBytes, ms: bodyMs });
  const large = bodyWithin({ bytes: largeBodyBytes, ms: largeBodyMs });
  app.use("/api/*", (context, next) => (takesMuch.test(context.req.path) ? large : small)(context, next));
  app.route("/api", sessionRoutes(services));
  app.route("/api", deviceRoutes(services));
  app.route("/api", claimRoutes(services));
  app.route("/api", loginRoutes(services));
  app.route("/api", passwordRoutes(services));
  app.route("/api", emailRoutes(services));
  app.route("/api", handoverRoutes(services));
  app.route("/api", recoverRoutes(services));
  app.route("/api", recoveryRoutes(services));
  app.route("/api", reopenRoutes(services));
  app.route("/api", contentRoutes(services));
  app.route("/api", creditsRoutes(services));
  app.route("/api", learnerRoutes(services));
  app.route("/api", settingsRoutes(services));
  app.route("/api", eraseRoutes(services));
  app.route("/api", accountRoutes(services));
  app.route("/api", exportRoutes(services));
  app.route("/api", mergeRoutes(services));
  app.route("/api", walletRoutes(services));
  app.route("/api", liveSessionRoutes(services));
  app.route("/api", joinRoutes(services));
  app.route("/api", liveReportRoutes(services));
  app.route("/api", shareRoutes(services));
  app.route("/api", operatorRoutes(services));
  app.all("/api/*", (context) => errorResponse(context, "not_found", "There is nothing at this address"));

  app.get("/healthz", async (context) => {
    const reachable = await pingDatabase(services.db).then(
      () => true,
      () => false,
    );
    return context.json({ ok: true, d1: reachable, contentVersion: services.releases.newest().version });
  });

  const sockets = socketRoutes(services);
  for (const path of services.sockets.owner === "/ws" ? ["/ws", "/ws/*"] : ["/ws/*", "/parties/*"]) {
    app.all(path, (context) => sockets.fetch(context.req.raw, context.env, context.executionCtx));
  }

  app.route("/", outboxRoutes(services));
  app.get("*", async (context) => {
    const response = await services.page(context.req.raw);
    if (services.variables.ENVIRONMENT !== "production") return response;
    // People who have been here once never come without TLS again. On this machine it would outlive the test.
    const headers = new Headers(response.headers);
    headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    return new Response(response.body, { status: response.status, headers });
  });
  return app;
}
