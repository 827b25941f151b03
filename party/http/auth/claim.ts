import { Hono, type Context } from "hono";
import { claimBody } from "../../../shared/protocol/account.ts";
import { claimAccount, type ClaimOutcome, type NewRecovery } from "../../db/accounts.ts";
import { trustedCookie } from "../../keys/trusted.ts";
import { passwordHash, recoveryHash } from "../../keys/verifier.ts";
import { coverWrapped } from "../../keys/wrapped.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { forgetSession, sessionOrRefusal } from "../session/authenticate.ts";
import { giveCookie, renewedSession } from "../session/issue.ts";
import { countedName } from "../session/source.ts";
import { tooMany } from "../tooMany.ts";
import { askToConfirm } from "./email.ts";

const claimsAnHour = 5;
const hourMs = 60 * 60_000;

/** Making an account of the thread that is open (protocol section 4; security, Decided: claim). */
export function claimRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers, gates, workbook } = services;

  async function recoveryOf(
    userId: string,
    made: { locator: string; auth: string; wrapped: string } | undefined,
  ): Promise<NewRecovery | null> {
    if (made === undefined) return null;
    return {
      locator: made.locator,
      hash: await recoveryHash(peppers, userId, made.auth),
      wrapped: await coverWrapped(peppers, userId, made.wrapped),
    };
  }

  app.post("/auth/claim", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { session } = found;
    const parsed = await bodyOf(context, claimBody, "This account cannot be made");
    if (!parsed.ok) return parsed.refusal;
    if (!session.anonymous) return refusalOf(context, "already_claimed");
    const { userId, publicId } = session;
    const { retryAfterMs } = await gates.count(
      await countedName(peppers, "claim", publicId),
      claimsAnHour,
      hourMs,
    );
    if (retryAfterMs > 0) return tooMany(context, retryAfterMs, "Too many attempts; try again in an hour");
    const { email, recovery, wrapped } = parsed.body;
    const { row, token } = renewedSession(session, false);
    const outcome = await claimAccount(db, {
      email,
      password: {
        hash: await passwordHash(peppers, userId, parsed.body),
        wrapped: await coverWrapped(peppers, userId, wrapped),
      },
      recovery: await recoveryOf(userId, recovery),
      session: row,
      oldSessionId: session.id,
    });
    if (outcome.did !== "done") return refusalOf(context, outcome.did);
    forgetSession(session.id);
    await workbook.renewSession(userId, publicId);
    await Promise.all(outcome.ended.map((other) => workbook.endSession(userId, other)));
    giveCookie(context, token, row);
    context.header("Set-Cookie", await trustedCookie(peppers, userId), { append: true });
    if (services.mailer !== null) await askToConfirm(context, services, { userId, email, isNew: false });
    return context.json({ userId });
  });

  return app;
}

function refusalOf(context: Context, outcome: Exclude<ClaimOutcome["did"], "done">): Response {
  switch (outcome) {
    case "email_taken":
      return errorResponse(
        context,
        "email_taken",
        "This address has an account already: sign in to combine",
        {
          email: "has an account",
        },
      );
    case "already_claimed":
      return errorResponse(context, "conflict", "This workbook has an account already");
    case "locator_taken":
      return errorResponse(context, "conflict", "Make another recovery code", {
        "recovery.locator": "in use",
      });
  }
}
