import * as z from "zod/mini";

/** What the worker is configured with; read once, and refused whole where it is wrong. */
const variables = z.object({
  /** `development` shows the outbox and needs no operator; everything else is `production`. */
  ENVIRONMENT: z._default(z.enum(["production", "development"]), "production"),
  /** The address that people know, without a path: links in letters begin with it, whatever Host a request names. */
  PUBLIC_ORIGIN: z.optional(
    z.string().check(z.regex(/^https?:\/\/[^/?#\s]+$/, "is an origin without a path")),
  ),
  /** A mail provider's HTTP API, its token and the sender: all three or none (`party/mail/provider.ts`). */
  MAIL_URL: z.optional(z.url()),
  MAIL_TOKEN: z.optional(z.string()),
  MAIL_FROM: z.optional(z.string()),
  /** Extra exact origins, separated by commas: only the development server needs one. */
  ALLOWED_ORIGINS: z._default(z.string(), ""),
  /** Confirmed addresses of those who may see `/api/operator`, separated by commas. */
  OPERATORS: z._default(z.string(), ""),
  /** Anonymous sessions an hour from one source (protocol, `POST /api/session`). */
  SESSIONS_PER_HOUR: z._default(z.coerce.number().check(z.int(), z.positive()), 20),
  /** Every key of the server is drawn from it (`party/keys/peppers.ts`); versions stand side by side. */
  PEPPER_SOURCE: z.string().check(z.minLength(32)),
});
export type Variables = z.infer<typeof variables>;

/** @throws with one line that names the variable. */
export function readVariables(env: unknown): Variables {
  const parsed = variables.safeParse(env);
  if (parsed.success) return complete(parsed.data);
  const issue = parsed.error.issues[0];
  throw new Error(`environment variable ${String(issue?.path[0] ?? "?")}: ${issue?.message ?? "is missing"}`);
}

function complete(data: Variables): Variables {
  if (data.ENVIRONMENT === "production" && data.PUBLIC_ORIGIN === undefined) {
    throw new Error(
      "environment variable PUBLIC_ORIGIN: is missing, and links in letters must begin with it",
    );
  }
  const mail = [data.MAIL_URL, data.MAIL_TOKEN, data.MAIL_FROM].filter((one) => one !== undefined);
  if (mail.length === 1 || mail.length === 2) {
    throw new Error("environment variables MAIL_URL, MAIL_TOKEN, MAIL_FROM: all three or none");
  }
  return data;
}
