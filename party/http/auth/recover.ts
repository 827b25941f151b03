import { Hono, type Context } from "hono";
import { recoverBody, recoverConfirmBody } from "../../../shared/protocol/account.ts";
import { passwordOfUser } from "../../db/accounts.ts";
import { addressOf, confirmedOwner } from "../../db/addresses.ts";
import { nextGeneration, resetPassword } from "../../db/resets.ts";
import { listSessions } from "../../db/sessions.ts";
import { findToken, putToken } from "../../db/tokens.ts";
import { trustedCookie } from "../../keys/trusted.ts";
import { passwordHash } from "../../keys/verifier.ts";
import { coverWrapped } from "../../keys/wrapped.ts";
import { resetDoneLetter, resetLetter } from "../../mail/letters.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { countedName, networkOf } from "../session/source.ts";
import { newToken, sessionIdOf } from "../session/token.ts";
import { tooMany } from "../tooMany.ts";
import { linkTo, sendLetter } from "./letters.ts";
import { settleResets } from "./owedResets.ts";

const linkMinutes = 10;
const hourMs = 60 * 60_000;
const perNetworkAnHour = 10;
const perAddressAnHour = 3;
/** How long what a reset puts by can be reopened (decision 34). */
const keptDays = 30;

const iso = (ms: number) => new Date(ms).toISOString();
const expired = (context: Context) =>
  errorResponse(context, "expired", "This link has been used, or is too old: ask for a new one");

/** A new password by e-mail (protocol section 4). What the old one locked stays locked, and is kept for a while. */
export function recoverRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers, gates, mailer, workbook } = services;

  /** Answered before anything is looked up: known and unknown addresses take the same time and the same words. */
  app.post("/auth/recover", async (context) => {
    const parsed = await bodyOf(context, recoverBody, "Send the e-mail address");
    if (!parsed.ok) return parsed.refusal;
    if (mailer === null) {
      return errorResponse(
        context,
        "unavailable",
        "Nobody carries letters for this DreamTree, so it cannot send you a link. A recovery code, or a device " +
          "that is still signed in, is the way in",
      );
    }
    const network = await countedName(peppers, "recover", networkOf(context.req.raw));
    const { retryAfterMs } = await gates.count(network, perNetworkAnHour, hourMs);
    if (retryAfterMs > 0) return tooMany(context, retryAfterMs, "Too many requests; try again later");
    context.executionCtx.waitUntil(sendLink(context, parsed.body.email));
    return context.json({ ok: true });
  });

  async function sendLink(context: Context, email: string): Promise<void> {
    // Nobody's mailbox is filled through us.
    const name = await countedName(peppers, "recover", email);
    const { retryAfterMs } = await gates.count(name, perAddressAnHour, hourMs);
    const userId = retryAfterMs > 0 ? null : await confirmedOwner(db, email);
    if (userId === null) return;
    const token = newToken();
    const now = Date.now();
    await putToken(db, {
      id: sessionIdOf(token),
      userId,
      kind: "reset",
      now: iso(now),
      expiresAt: iso(now + linkMinutes * 60_000),
    });
    sendLetter(context, services, {
      to: email,
      ...resetLetter(linkTo(services, context, "/account/reset", `${token}.${userId}`)),
    });
  }

  app.post("/auth/recover/confirm", async (context) => {
    const parsed = await bodyOf(context, recoverConfirmBody, "This password cannot be set");
    if (!parsed.ok) return parsed.refusal;
    const { token: given, wrapped, ...made } = parsed.body;
    const token = await findToken(db, sessionIdOf(given), "reset", iso(Date.now()));
    const old = token === null ? null : await passwordOfUser(db, token.user_id);
    if (token === null || old === null) return expired(context);
    const { userId } = old;
    const now = Date.now();
    const ended = await listSessions(db, userId, iso(now));
    const isMine = await resetPassword(db, {
      token,
      owed: {
        generation: await nextGeneration(db, userId),
        until: iso(now + keptDays * 24 * hourMs),
      },
      hash: await passwordHash(peppers, userId, made),
      wrapped: await coverWrapped(peppers, userId, wrapped),
      version: old.version + 1,
      now: iso(now),
    });
    if (!isMine) return expired(context);
    await Promise.all(ended.map(({ publicId }) => workbook.endSession(userId, publicId)));
    // Where the object does not answer now it is asked again: at the next visit, and every day.
    await settleResets(services, userId).catch(() => undefined);
    await tell(context, userId);
    // Signing in comes next, and brings together what is in this browser; nobody's guessing holds it up.
    context.header("Set-Cookie", await trustedCookie(peppers, userId));
    return context.json({ email: (await addressOf(db, userId))?.email ?? null });
  });

  async function tell(context: Context, userId: string): Promise<void> {
    const address = await addressOf(db, userId);
    if (address === null) return;
    const link = linkTo(services, context, "/account/reopen");
    sendLetter(context, services, { to: address.email, ...resetDoneLetter(new Date(), link) });
  }

  return app;
}
