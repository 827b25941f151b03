import * as z from "zod/mini";

/** What the server said: what was asked for, or why not, in words that can be shown. */
export type Said<T> =
  | { readonly ok: true; readonly body: T }
  | {
      readonly ok: false;
      /** `offline`: nobody was reached, and nothing has changed. */
      readonly code: string;
      readonly message: string;
      readonly fields: Readonly<Record<string, string>>;
    };

export type Refused = Extract<Said<unknown>, { ok: false }>;

const refusal = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    fields: z.optional(z.record(z.string(), z.string())),
  }),
});
export const offline = {
  ok: false,
  code: "offline",
  message: "We cannot be reached at the moment. Nothing was changed.",
  fields: {},
} as const;
const odd = {
  ok: false,
  code: "odd",
  message: "Something unexpected came back. Load the page again and try once more.",
  fields: {},
} as const;

type Method = "GET" | "POST" | "PATCH" | "DELETE";
interface Sent {
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  /** IANA; what may be stored with a reminder (decision 15). */
  readonly timeZone?: string;
}

/** A request to our own origin; never rejects. */
export async function call<T>(
  method: Method,
  path: string,
  schema: z.ZodMiniType<T>,
  { body = {}, idempotencyKey, timeZone }: Sent = {},
): Promise<Said<T>> {
  const response = await fetch(path, {
    method,
    headers: {
      ...(method === "GET" ? {} : { "content-type": "application/json" }),
      ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
      ...(timeZone === undefined ? {} : { "x-time-zone": timeZone }),
    },
    ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (response === null) return offline;
  const json: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const parsed = schema.safeParse(json);
    return parsed.success ? { ok: true, body: parsed.data } : odd;
  }
  const refused = refusal.safeParse(json);
  // What was agreed on has changed in between: the answer is the newer state of it (SPEC MG2).
  if (!refused.success) return response.status === 409 ? { ...odd, code: "moved" } : odd;
  const { code, message, fields = {} } = refused.data.error;
  return { ok: false, code, message, fields };
}
