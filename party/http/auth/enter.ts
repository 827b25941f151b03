import type { Context } from "hono";
import { replaceSession } from "../../db/accounts.ts";
import { addressOf } from "../../db/addresses.ts";
import { endSession, insertSession, type Session } from "../../db/sessions.ts";
import { deviceKeyOf } from "../../keys/deviceKey.ts";
import { trustedCookie } from "../../keys/trusted.ts";
import { newDeviceLetter } from "../../mail/letters.ts";
import type { Services } from "../services.ts";
import { authenticate, forgetSession } from "../session/authenticate.ts";
import { giveCookie, newSession, renewedSession, type Issued } from "../session/issue.ts";
import { sendLetter } from "./letters.ts";
import { settleResets } from "./owedResets.ts";

export interface Entering {
  readonly userId: string;
  /** The learner has no account: they came in by a recovery code. */
  readonly anonymous: boolean;
  readonly shared: boolean;
  /** This browser has been in this account before. */
  readonly trusted: boolean;
  /** A secret was shown; a handover shows none, and does not open what asks for the password again. */
  readonly entered: boolean;
  /** The new session's own id, where somebody has to know it before. */
  readonly publicId?: string;
}

/**
 * Opens a session for whoever has shown a secret or a ticket of this learner, and ends the one that this browser had: always
 * under a new token (security 3, fixation). A browser that is signed in to this very learner goes on with its
 * session and device key.
 * @returns the device key, base64; null on a shared computer
 */
export async function enter(context: Context, services: Services, who: Entering): Promise<string | null> {
  const { peppers } = services;
  const { userId, anonymous, shared, trusted } = who;
  const { session: before } = await authenticate(context, services);
  const { row, token } = await opened(context, services, who, before);
  if (before !== null) await leave(services, before, who);
  if (!anonymous) {
    context.executionCtx.waitUntil(settleResets(services, userId).catch(() => undefined));
    if (!trusted) await tell(context, services, userId, row.label ?? "another device");
  }
  giveCookie(context, token, row);
  if (!shared) context.header("Set-Cookie", await trustedCookie(peppers, userId), { append: true });
  return deviceKeyOf(peppers, row);
}

/** A browser that has not been here before: the account's owner hears of it, where letters are known to arrive. */
async function tell(context: Context, services: Services, userId: string, label: string): Promise<void> {
  const address = await addressOf(services.db, userId);
  if (address === null || address.verifiedAt === null) return;
  sendLetter(context, services, { to: address.email, ...newDeviceLetter(label, new Date()) });
}

async function opened(
  context: Context,
  { db, peppers }: Services,
  { userId, anonymous, shared, entered, publicId }: Entering,
  current: Session | null,
): Promise<Issued> {
  if (entered && current?.userId === userId && current.anonymous === anonymous) {
    const issued = renewedSession(current);
    await db.batch(replaceSession(db, issued.row, current.id, "beside"));
    return issued;
  }
  const issued = await newSession(context, peppers, { userId, anonymous, shared, entered, publicId });
  await insertSession(db, issued.row);
  return issued;
}

/** A thread without an account stays as it is: its cookie was the only way to it. */
async function leave({ db, workbook }: Services, current: Session, who: Entering): Promise<void> {
  const { userId, entered } = who;
  forgetSession(current.id);
  if (current.userId === userId && entered) return workbook.renewSession(userId, current.publicId);
  if (current.userId !== userId && current.anonymous) return;
  await endSession(db, current.userId, current.publicId);
  await workbook.endSession(current.userId, current.publicId);
}
