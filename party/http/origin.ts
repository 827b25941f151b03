import type { Context, MiddlewareHandler } from "hono";
import { errorResponse } from "./errors.ts";
import type { Variables } from "./environment.ts";

/**
 * Exactly our origin, or one that is configured; a missing one is refused too (protocol section 1). In production
 * ours is the one that people know, whatever Host a request names.
 */
export function isAllowedOrigin(request: Request, variables: Variables): boolean {
  const origin = request.headers.get("Origin");
  if (origin === null) return false;
  const { ENVIRONMENT, PUBLIC_ORIGIN, ALLOWED_ORIGINS } = variables;
  const own = ENVIRONMENT === "production" ? PUBLIC_ORIGIN : new URL(request.url).origin;
  const extra = ALLOWED_ORIGINS.split(",").map((one) => one.trim());
  return origin === own || extra.includes(origin);
}

const safe = new Set(["GET", "HEAD"]);

/** Writes need a same-origin `Origin` and JSON (protocol section 4; security, Decided: CSRF). */
export const sameOriginJson =
  (variables: Variables): MiddlewareHandler =>
  async (context: Context, next) => {
    const { raw } = context.req;
    if (safe.has(raw.method)) return next();
    const site = raw.headers.get("Sec-Fetch-Site");
    if (!isAllowedOrigin(raw, variables) || (site !== null && site !== "same-origin")) {
      return errorResponse(context, "forbidden", "This request comes from another site");
    }
    if (!/^application\/json\b/i.test(raw.headers.get("Content-Type") ?? "")) {
      return errorResponse(context, "invalid", "Send application/json", {
        "Content-Type": "application/json",
      });
    }
    return next();
  };
