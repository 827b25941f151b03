import type { Context } from "hono";
import type * as z from "zod/mini";
import { errorResponse } from "./errors.ts";

/** The parsed body of a request, or the answer that names the field which is wrong. */
export async function bodyOf<T>(
  context: Context,
  schema: z.ZodMiniType<T>,
  message: string,
): Promise<{ ok: true; body: T } | { ok: false; refusal: Response }> {
  const parsed = schema.safeParse(await context.req.json().catch(() => null));
  if (parsed.success) return { ok: true, body: parsed.data };
  const issue = parsed.error.issues[0];
  const key = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path.join(".");
  const field = key === undefined || key === "" ? "body" : key;
  return {
    ok: false,
    refusal: errorResponse(context, "invalid", message, { [field]: issue?.message ?? "not valid" }),
  };
}
