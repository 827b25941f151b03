import { Hono, type Context } from "hono";
import * as z from "zod/mini";
import { envelope } from "../../../shared/crypto/envelopeSchema.ts";
import { finishMerge } from "../../../shared/export/steps.ts";
import { closeMerge, findMerge, learnerExists, type Merge } from "../../db/merges.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";
import { otherThread, planOf } from "./offer.ts";

const commitBody = z.strictObject({
  head: z.int(),
  items: z.array(
    z.strictObject({ key: z.string(), at: z.tuple([z.string(), z.string(), z.string()]), env: envelope }),
  ),
});
const keptMs = 30 * 86_400_000;

/** Another thread of the same person comes into the account, or is given up (decision 29; SPEC MG1 to MG4). */
export function mergeRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, workbook } = services;

  const unavailable = (context: Context) => errorResponse(context, "unavailable", "Try again in a moment");
  const gone = (context: Context) => errorResponse(context, "not_found", "There is nothing to combine here");

  async function found(context: Context): Promise<{ merge: Merge } | { refusal: Response }> {
    const session = await sessionOrRefusal(context, services);
    if (session.session === null) return { refusal: session.refusal };
    const merge = await findMerge(db, session.session.userId, context.req.param("id") ?? "");
    return merge === null ? { refusal: gone(context) } : { merge };
  }
  const removeOther = async ({ otherUserId }: Merge) => {
    const { status } = await workbook.ask(otherUserId, { ask: "leave" });
    if (status >= 300) throw new Error("the other thread could not be deleted");
  };
  const closed = (merge: Merge) => closeMerge(db, merge.id, new Date(Date.now() + keptMs).toISOString());

  app.get("/merge/:id", async (context) => {
    const asked = await found(context);
    if ("refusal" in asked) return asked.refusal;
    const { merge } = asked;
    if (merge.keptUntil !== null) return gone(context);
    const file = await otherThread(services, merge.otherUserId);
    const plan = file === null ? null : await planOf(services, merge, file);
    return plan === null ? unavailable(context) : context.json(plan);
  });

  app.post("/merge/:id/commit", async (context) => {
    const asked = await found(context);
    if ("refusal" in asked) return asked.refusal;
    const { merge } = asked;
    if (merge.keptUntil !== null) return context.json({ merged: true });
    const parsed = await bodyOf(context, commitBody, "Send what was sealed anew");
    if (!parsed.ok) return parsed.refusal;
    let refused: { status: number; body: unknown } | undefined;
    const done = await finishMerge({
      exists: () => learnerExists(db, merge.otherUserId),
      commit: async () => {
        const file = await otherThread(services, merge.otherUserId);
        if (file === null) throw new Error("the other thread cannot be read");
        const { id: opId, userId, otherUserId: from } = merge;
        const answer = await workbook.ask(userId, { ask: "merge", opId, from, file, commit: parsed.body });
        if (answer.status !== 200) refused = answer;
        return answer.status === 200;
      },
      remove: () => removeOther(merge),
      close: () => closed(merge),
    });
    if (done) return context.json({ merged: true });
    return Response.json(refused?.body, { status: refused?.status ?? 503 });
  });

  app.delete("/merge/:id", async (context) => {
    const asked = await found(context);
    if ("refusal" in asked) return asked.refusal;
    const { merge } = asked;
    if (merge.keptUntil !== null) return context.json({ given_up: true });
    if (await learnerExists(db, merge.otherUserId)) {
      const file = await otherThread(services, merge.otherUserId);
      if (file === null) return unavailable(context);
      const kept = await workbook.ask(merge.userId, { ask: "keep_file", id: merge.id, file });
      if (kept.status !== 200) return unavailable(context);
      await removeOther(merge);
    }
    await closed(merge);
    return context.json({ given_up: true });
  });

  app.get("/merge/:id/lost", async (context) => {
    const asked = await found(context);
    if ("refusal" in asked) return asked.refusal;
    const { status, body } = await workbook.ask(asked.merge.userId, { ask: "kept_file", id: asked.merge.id });
    context.header("Content-Disposition", 'attachment; filename="dreamtree-left-behind.json"');
    return context.json(body as object, status === 200 ? 200 : status === 404 ? 404 : 503);
  });

  return app;
}
