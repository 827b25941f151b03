import { Hono, type Context } from "hono";
import * as z from "zod/mini";
import { isAttested, signedText, wallet } from "../../../shared/export/wallet.ts";
import { walletOf } from "../../db/wallets.ts";
import { isWalletSignature, walletKeys } from "../../keys/walletKey.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import { opIdOf } from "../learner/erase.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";
import { makeWallet } from "./make.ts";

const verifyBody = z.strictObject({ wallet });

/** The signed snapshot, and its verification by anybody (decision 32; SPEC WA1 to WA3). */
export function walletRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers, workbook } = services;
  const unavailable = (context: Context) =>
    errorResponse(context, "unavailable", "Not everything is saved yet; try again in a moment");

  app.get("/wallet", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { userId } = found.session;
    // It attests what D1 has: while something is still on its way there, it says nothing.
    const { status } = await workbook.ask(userId, { ask: "saved_snapshot" });
    if (status !== 200) return unavailable(context);
    const stored = await walletOf(db, userId);
    if (stored === null) return errorResponse(context, "not_found", "No snapshot was made yet");
    return context.json({ ...(JSON.parse(stored.walletJson) as object), signature: stored.signature });
  });

  app.post("/wallet", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const made = await makeWallet(services, found.session.userId, opIdOf(context));
    return made === null ? unavailable(context) : context.json(made, 201);
  });

  app.get("/wallet/key", async (context) => context.json({ keys: await walletKeys(peppers) }));

  app.post("/wallet/verify", async (context) => {
    const parsed = await bodyOf(context, verifyBody, "Send the wallet");
    if (!parsed.ok) return parsed.refusal;
    const { attestation, snapshot, signature } = parsed.body.wallet;
    const isSigned = await isWalletSignature(peppers, attestation.keyid, signedText(attestation), signature);
    const isWhole = isAttested(attestation, snapshot ?? null);
    return context.json({
      valid: isSigned && isWhole,
      reason: !isSigned ? "signature" : !isWhole ? "snapshot" : null,
      attestation: isSigned ? attestation : null,
    });
  });

  return app;
}
