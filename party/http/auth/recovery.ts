import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { recoveryCodeBody, recoveryLoginBody } from "../../../shared/protocol/account.ts";
import { passwordOfUser, recoveryAt, setRecovery } from "../../db/accounts.ts";
import { trustedCookieName, trustedNonce } from "../../keys/trusted.ts";
import { isSecretOf, recoveryHash } from "../../keys/verifier.ts";
import { coverWrapped, uncoverWrapped } from "../../keys/wrapped.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";
import { passwordAgain } from "../session/devices.ts";
import { hasSteppedUp } from "../session/lifetime.ts";
import { attemptAt } from "./attempt.ts";
import { enter } from "./enter.ts";
import { makeNobody } from "./nobody.ts";

/** The recovery code (security, Decided): the second way to the data key, for learners without an account, too. */
export function recoveryRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers } = services;
  let nobody: ReturnType<typeof makeNobody> | undefined;

  /** Sets the code, in the place of the one before. */
  app.post("/auth/recovery-code", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { session } = found;
    const parsed = await bodyOf(context, recoveryCodeBody, "This code cannot be set");
    if (!parsed.ok) return parsed.refusal;
    if (!hasSteppedUp(session, Date.now())) return passwordAgain(context);
    const { userId } = session;
    const { locator, auth, wrapped } = parsed.body;
    const isSet = await setRecovery(
      db,
      userId,
      {
        locator,
        hash: await recoveryHash(peppers, userId, auth),
        wrapped: await coverWrapped(peppers, userId, wrapped),
      },
      new Date().toISOString(),
    );
    if (!isSet) return errorResponse(context, "conflict", "Make another code", { locator: "in use" });
    return context.json({ ok: true });
  });

  /** Signs in by it. The code stays good until another takes its place: the answer may be lost on the way. */
  app.post("/auth/recovery-login", async (context) => {
    const parsed = await bodyOf(context, recoveryLoginBody, "Send the code in its two parts");
    if (!parsed.ok) return parsed.refusal;
    const { locator, auth, shared = false } = parsed.body;
    const stored = await recoveryAt(db, locator);
    nobody ??= makeNobody(peppers);
    const { userId, hash } = stored ?? (await nobody);
    const trusted = await trustedNonce(peppers, userId, getCookie(context, trustedCookieName));
    const attempt = await attemptAt(context, services, ["recovery", locator], trusted);
    if (!attempt.allowed) return attempt.refusal;
    if (!(await isSecretOf(peppers, hash, userId, auth)) || stored === null) {
      return errorResponse(context, "forbidden", "This is no recovery code that we know", {
        auth: "not a code that is set",
      });
    }
    await attempt.succeeded();
    const anonymous = (await passwordOfUser(db, userId)) === null;
    const who = { userId, anonymous, shared, trusted: trusted !== null, entered: true };
    const deviceKey = await enter(context, services, who);
    const wrapped = await uncoverWrapped(peppers, userId, stored.wrapped);
    return context.json({ userId, wrapped, deviceKey });
  });

  return app;
}
