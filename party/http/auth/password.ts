import { Hono, type Context } from "hono";
import { passwordBody, verifyBody } from "../../../shared/protocol/account.ts";
import { changePassword, passwordOfUser, recoveryOfUser, type StoredPassword } from "../../db/accounts.ts";
import { addressOf } from "../../db/addresses.ts";
import { listSessions, stepUpSession } from "../../db/sessions.ts";
import { isSecretOf, passwordHash } from "../../keys/verifier.ts";
import { coverWrapped } from "../../keys/wrapped.ts";
import { passwordChangedLetter } from "../../mail/letters.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { forgetSession, sessionOrRefusal } from "../session/authenticate.ts";
import { giveCookie, renewedSession } from "../session/issue.ts";
import { attemptAt } from "./attempt.ts";
import { sendLetter } from "./letters.ts";

/** The password, entered again and changed (protocol section 4). */
export function passwordRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers, workbook } = services;

  app.post("/auth/verify", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { session } = found;
    const parsed = await bodyOf(context, verifyBody, "Send the proof of the password");
    if (!parsed.ok) return parsed.refusal;
    const stored = session.anonymous ? null : await passwordOfUser(db, session.userId);
    if (stored === null) return noPassword(context);
    const attempt = await attemptAt(context, services, ["verify"], session.publicId);
    if (!attempt.allowed) return attempt.refusal;
    if (!(await isSecretOf(peppers, stored.hash, stored.userId, parsed.body.auth))) {
      return wrongPassword(context, "auth");
    }
    await attempt.succeeded();
    await stepUpSession(db, session.id, new Date().toISOString());
    return context.json({ ok: true });
  });

  app.post("/auth/password", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { session } = found;
    const parsed = await bodyOf(context, passwordBody, "This password cannot be set");
    if (!parsed.ok) return parsed.refusal;
    const { authOld, authNew, salt, kdf, wrapped, version, endOthers } = parsed.body;
    const { userId, publicId } = session;
    const stored = session.anonymous ? null : await passwordOfUser(db, userId);
    if (stored === null) return noPassword(context);
    const attempt = await attemptAt(context, services, ["verify"], publicId);
    if (!attempt.allowed) return attempt.refusal;
    if (!(await isTheirs(stored, authOld))) return wrongPassword(context, "authOld");
    await attempt.succeeded();
    const { row, token } = renewedSession(session);
    const others = await listSessions(db, userId, row.now);
    const isChanged = await changePassword(db, {
      userId,
      version,
      hash: await passwordHash(peppers, userId, { auth: authNew, salt, kdf }),
      wrapped: await coverWrapped(peppers, userId, wrapped),
      session: row,
      oldSessionId: session.id,
      endOthers,
    });
    if (!isChanged) {
      return errorResponse(context, "conflict", "The password was changed on another device meanwhile", {
        version: "not the present one",
      });
    }
    forgetSession(session.id);
    await workbook.renewSession(userId, publicId);
    const ended = endOthers ? others.filter((one) => one.publicId !== publicId) : [];
    await Promise.all(ended.map((one) => workbook.endSession(userId, one.publicId)));
    giveCookie(context, token, row);
    await tell(context, userId);
    return context.json({ ended: ended.length });
  });

  /** The old password, or the recovery code for somebody who has forgotten it. */
  async function isTheirs({ hash, userId }: StoredPassword, auth: string): Promise<boolean> {
    const code = await recoveryOfUser(db, userId);
    const isCode = code !== null && (await isSecretOf(peppers, code.hash, userId, auth));
    return (await isSecretOf(peppers, hash, userId, auth)) || isCode;
  }

  /** Only where letters are known to arrive: an unconfirmed address may be somebody else's. */
  async function tell(context: Context, userId: string): Promise<void> {
    const address = await addressOf(db, userId);
    if (address === null || address.verifiedAt === null) return;
    sendLetter(context, services, { to: address.email, ...passwordChangedLetter(new Date()) });
  }

  return app;
}

const noPassword = (context: Context): Response =>
  errorResponse(context, "conflict", "This workbook has no account yet, and so no password");

const wrongPassword = (context: Context, field: string): Response =>
  errorResponse(context, "forbidden", "This is not the password", { [field]: "not the password" });
