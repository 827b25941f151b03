import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { defaultKdf } from "../../../shared/crypto/kdf.ts";
import { loginBody, preloginBody } from "../../../shared/protocol/account.ts";
import { passwordOfEmail, renewPassword, type StoredPassword } from "../../db/accounts.ts";
import { saltOfNobody } from "../../keys/prelogin.ts";
import { trustedCookieName, trustedNonce } from "../../keys/trusted.ts";
import { derivationOf, isOutdated, isSecretOf, passwordHash } from "../../keys/verifier.ts";
import { coverWrapped, uncoverWrapped } from "../../keys/wrapped.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import { offerMerge } from "../merge/offer.ts";
import type { Services } from "../services.ts";
import { authenticate } from "../session/authenticate.ts";
import { countedName, networkOf } from "../session/source.ts";
import { tooMany } from "../tooMany.ts";
import { attemptAt } from "./attempt.ts";
import { enter } from "./enter.ts";
import { makeNobody } from "./nobody.ts";

const preloginsAMinute = 60;

/** Signing in (protocol section 4). An address that has an account and one that has none are answered alike. */
export function loginRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers, gates } = services;
  let nobody: ReturnType<typeof makeNobody> | undefined;

  app.post("/auth/prelogin", async (context) => {
    const parsed = await bodyOf(context, preloginBody, "Send the e-mail address");
    if (!parsed.ok) return parsed.refusal;
    const { email } = parsed.body;
    const network = await countedName(peppers, "prelogin", networkOf(context.req.raw));
    const { retryAfterMs } = await gates.count(network, preloginsAMinute, 60_000);
    if (retryAfterMs > 0) return tooMany(context, retryAfterMs, "One moment, then try again");
    const stored = await passwordOfEmail(db, email);
    const salt = await saltOfNobody(peppers, email);
    return context.json(stored === null ? { salt, kdf: defaultKdf } : derivationOf(stored.hash));
  });

  app.post("/auth/login", async (context) => {
    const parsed = await bodyOf(context, loginBody, "Send the address and the proof of the password");
    if (!parsed.ok) return parsed.refusal;
    const { email, auth, shared = false } = parsed.body;
    const stored = await passwordOfEmail(db, email);
    nobody ??= makeNobody(peppers);
    const { userId, hash } = stored ?? (await nobody);
    const trusted = await trustedNonce(peppers, userId, getCookie(context, trustedCookieName));
    const attempt = await attemptAt(context, services, ["login", email], trusted);
    if (!attempt.allowed) return attempt.refusal;
    const isRight = await isSecretOf(peppers, hash, userId, auth);
    if (!isRight || stored === null) {
      return errorResponse(context, "forbidden", "This address and this password do not belong together", {
        auth: "not the password of this address",
      });
    }
    await attempt.succeeded();
    const wrapped = await uncoverWrapped(peppers, userId, stored.wrapped);
    if (isOutdated(peppers, hash)) context.executionCtx.waitUntil(renew(stored, auth, wrapped));
    const who = { userId, anonymous: false, shared, trusted: trusted !== null, entered: true };
    const { session: before } = await authenticate(context, services);
    const deviceKey = await enter(context, services, who);
    // The thread that this browser had may come along; signing in does not depend on it.
    const merge = await offerMerge(services, userId, before).catch(() => undefined);
    return context.json({ userId, wrapped, deviceKey, ...(merge === undefined ? {} : { merge }) });
  });

  /** The same password under the newest peppers, now that the proof is here. */
  async function renew(stored: StoredPassword, auth: string, wrapped: string): Promise<void> {
    const { kdf, salt } = derivationOf(stored.hash);
    const hash = await passwordHash(peppers, stored.userId, { auth, salt, kdf });
    await renewPassword(db, stored, {
      hash,
      wrapped: await coverWrapped(peppers, stored.userId, wrapped),
    }).catch(() => undefined);
  }

  return app;
}
