import type { Context } from "hono";
import type * as z from "zod/mini";
import { isTooDeep } from "../../shared/protocol/depth.ts";
import { errorResponse } from "./errors.ts";

/** The parsed body of a request, or the answer that names the field which is wrong. */
export async function bodyOf<T>(
  context: Context,
  schema: z.ZodMiniType<T>,
  message: string,
): Promise<{ ok: true; body: T } | { ok: false; refusal: Response }> {
  const parsed = schema.safeParse(await jsonOf(context));
  if (parsed.success) return { ok: true, body: parsed.data };
  const issue = parsed.error.issues[0];
  const key = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path.join(".");
  const field = key === undefined || key === "" ? "body" : key;
  return {
    ok: false,
    refusal: errorResponse(context, "invalid", message, { [field]: issue?.message ?? "not valid" }),
  };
}

/** Null for what is no JSON, or too deep for those who read it by recursion. */
async function jsonOf(context: Context): Promise<unknown> {
  const text = await context.req.text();
  if (isTooDeep(text)) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
