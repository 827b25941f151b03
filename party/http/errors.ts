import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Codes of `protocol.md` section 4 beside the nack codes. */
export type HttpErrorCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "invalid"
  | "too_many"
  | "too_large"
  | "conflict"
  | "email_taken"
  | "expired"
  | "unavailable";

const statusOf: Record<HttpErrorCode, ContentfulStatusCode> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  too_many: 429,
  too_large: 413,
  conflict: 409,
  email_taken: 409,
  expired: 410,
  unavailable: 503,
};

/** `{"error":{"code","message","fields"?}}`; never a stack. */
export function errorResponse(
  context: Context,
  code: HttpErrorCode,
  message: string,
  fields?: Readonly<Record<string, string>>,
): Response {
  return context.json(
    { error: { code, message, ...(fields === undefined ? {} : { fields }) } },
    statusOf[code],
  );
}
