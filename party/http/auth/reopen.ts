import { Hono, type Context } from "hono";
import * as z from "zod/mini";
import { reopenBody, reopenCommitBody, type ReopenAnswer } from "../../../shared/protocol/account.ts";
import { sealedEnvelopes, sealedSecrets, type SealedSecret } from "../../db/resets.ts";
import { derivationOf, isSecretOf, kindOf } from "../../keys/verifier.ts";
import { uncoverWrapped } from "../../keys/wrapped.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";
import { attemptAt } from "./attempt.ts";

const dayMs = 24 * 60 * 60_000;
const keptDays = 30;
const nothing = (context: Context) =>
  errorResponse(context, "not_found", "Nothing is put by here: it was reopened, or thirty days have passed");

/** What a reset put by, brought back by the old password or the recovery code of that time (decision 34). */
export function reopenRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers, workbook } = services;

  const secretsOf = (userId: string) =>
    sealedSecrets(db, userId, new Date(Date.now() - keptDays * dayMs).toISOString());

  app.get("/keys/reopen", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const secrets = await secretsOf(found.session.userId);
    const generations = secrets.flatMap((one) =>
      kindOf(one.hash) === "password" ? [putBy(one, secrets)] : [],
    );
    const [newest] = generations;
    if (newest === undefined) return nothing(context);
    const answer: ReopenAnswer = { ...newest, generations };
    return context.json(answer);
  });

  app.post("/keys/reopen", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { userId, publicId } = found.session;
    const parsed = await bodyOf(context, reopenBody, "Send the proof of the old password");
    if (!parsed.ok) return parsed.refusal;
    const { auth, generation } = parsed.body;
    const secrets = (await secretsOf(userId)).filter(
      (one) => generation === undefined || one.generation === generation,
    );
    if (secrets.length === 0) return nothing(context);
    const attempt = await attemptAt(context, services, ["reopen"], publicId);
    if (!attempt.allowed) return attempt.refusal;
    for (const { hash, wrapped, generation: of } of secrets) {
      if (!(await isSecretOf(peppers, hash, userId, auth))) continue;
      await attempt.succeeded();
      return context.json({
        generation: of,
        type: kindOf(hash),
        wrapped: await uncoverWrapped(peppers, userId, wrapped),
        sealed: await sealedEnvelopes(db, userId, of),
      });
    }
    return errorResponse(context, "forbidden", "This is not the password of that time", {
      auth: "not the password of that time",
    });
  });

  app.post("/keys/reopen/commit", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const opId = z.uuid().safeParse(context.req.header("Idempotency-Key"));
    if (!opId.success) {
      return errorResponse(context, "invalid", "Send an Idempotency-Key", { "Idempotency-Key": "a UUID" });
    }
    const parsed = await bodyOf(context, reopenCommitBody, "This cannot be put back");
    if (!parsed.ok) return parsed.refusal;
    const { userId } = found.session;
    const { generation, items } = parsed.body;
    const secrets = await secretsOf(userId);
    if (!secrets.some((one) => one.generation === generation)) return nothing(context);
    const { status, body } = await workbook.ask(userId, {
      ask: "reopen",
      opId: opId.data,
      generation,
      items,
    });
    return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
  });

  return app;
}

function putBy(password: SealedSecret, all: readonly SealedSecret[]): ReopenAnswer["generations"][number] {
  const { generation, hash, at } = password;
  return {
    generation,
    until: new Date(Date.parse(at) + keptDays * dayMs).toISOString(),
    ...derivationOf(hash),
    recovery: all.some((one) => one.generation === generation && kindOf(one.hash) === "recovery"),
  };
}
