import type { Context } from "hono";
import { errorResponse } from "./errors.ts";

/** 429 with the time after which it may be tried again. */
export function tooMany(context: Context, retryAfterMs: number, message: string): Response {
  context.header("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
  return errorResponse(context, "too_many", message);
}
