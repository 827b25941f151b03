import { Hono, type Context } from "hono";
import { confirmBody, emailBody, type AccountAnswer } from "../../../shared/protocol/account.ts";
import { recoveryOfUser } from "../../db/accounts.ts";
import { addressOf, changeAddress, confirmAddress, isTaken, pendingAddress } from "../../db/addresses.ts";
import { findToken, putToken } from "../../db/tokens.ts";
import { addressChangeLetter, confirmLetter, newAddressLetter } from "../../mail/letters.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";
import { passwordAgain } from "../session/devices.ts";
import { hasSteppedUp } from "../session/lifetime.ts";
import { countedName } from "../session/source.ts";
import { newToken, sessionIdOf } from "../session/token.ts";
import { tooMany } from "../tooMany.ts";
import { linkTo, sendLetter } from "./letters.ts";

const changesAnHour = 5;
const hourMs = 60 * 60_000;
const linkDays = 3;

/** Sends the link that confirms an address: the active one, or the one that is to become it. */
export async function askToConfirm(
  context: Context,
  services: Services,
  { userId, email, isNew }: { userId: string; email: string; isNew: boolean },
): Promise<void> {
  const token = newToken();
  const now = Date.now();
  await putToken(services.db, {
    id: sessionIdOf(token),
    userId,
    kind: "confirm",
    email,
    now: new Date(now).toISOString(),
    expiresAt: new Date(now + linkDays * 24 * hourMs).toISOString(),
  });
  const link = linkTo(services, context, "/account/confirm", token);
  sendLetter(context, services, { to: email, ...(isNew ? newAddressLetter(link) : confirmLetter(link)) });
}

/** The account's address: what is known of it, changing it, confirming it (protocol section 4). */
export function emailRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers, gates, mailer } = services;

  app.get("/auth/account", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { userId, anonymous } = found.session;
    const now = new Date().toISOString();
    const recovery = (await recoveryOfUser(db, userId)) !== null;
    const [address, pending] = anonymous
      ? [null, null]
      : await Promise.all([addressOf(db, userId), pendingAddress(db, userId, now)]);
    const answer: AccountAnswer = {
      email: address?.email ?? null,
      confirmed: address !== null && address.verifiedAt !== null,
      pending: pending === address?.email ? null : pending,
      recovery,
      letters: mailer !== null,
    };
    return context.json(answer);
  });

  app.post("/auth/email", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { session } = found;
    const parsed = await bodyOf(context, emailBody, "Send the new address");
    if (!parsed.ok) return parsed.refusal;
    const { email } = parsed.body;
    const { userId, publicId } = session;
    const active = session.anonymous ? null : await addressOf(db, userId);
    if (active === null) {
      return errorResponse(context, "conflict", "This workbook has no account yet, and so no address");
    }
    if (!hasSteppedUp(session, Date.now())) return passwordAgain(context);
    const name = await countedName(peppers, "claim", publicId);
    const { retryAfterMs } = await gates.count(name, changesAnHour, hourMs);
    if (retryAfterMs > 0) return tooMany(context, retryAfterMs, "Too many attempts; try again in an hour");
    const isNew = email !== active.email;
    if (isNew && (await isTaken(db, email))) return taken(context);
    if (mailer === null) {
      const now = new Date().toISOString();
      if (isNew && (await changeAddress(db, userId, email, now)) === "email_taken") return taken(context);
      return context.json({ email, pending: null });
    }
    if (!isNew && active.verifiedAt !== null) return context.json({ email, pending: null });
    await askToConfirm(context, services, { userId, email, isNew });
    if (isNew) sendLetter(context, services, { to: active.email, ...addressChangeLetter(new Date()) });
    return context.json({ email: active.email, pending: isNew ? email : null });
  });

  /** Works in any browser: the letter may be read on another device than the account is used on. */
  app.post("/auth/confirm", async (context) => {
    const parsed = await bodyOf(context, confirmBody, "Send the token of the link");
    if (!parsed.ok) return parsed.refusal;
    const now = new Date().toISOString();
    const token = await findToken(db, sessionIdOf(parsed.body.token), "confirm", now);
    const outcome = token === null ? "expired" : await confirmAddress(db, token, now);
    switch (outcome) {
      case "done":
        return context.json({ email: token?.email });
      case "email_taken":
        return taken(context);
      case "expired":
        return errorResponse(context, "expired", "This link has been used, or is too old: ask for a new one");
    }
  });

  return app;
}

const taken = (context: Context): Response =>
  errorResponse(context, "email_taken", "This address has an account already", { email: "has an account" });
