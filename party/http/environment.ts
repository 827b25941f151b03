import * as z from "zod/mini";

/** What the worker is configured with; read once, and refused whole where it is wrong. */
const variables = z.object({
  /** Extra exact origins, separated by commas: only the development server needs one. */
  ALLOWED_ORIGINS: z._default(z.string(), ""),
  /** Anonymous sessions an hour from one source (protocol, `POST /api/session`). */
  SESSIONS_PER_HOUR: z._default(z.coerce.number().check(z.int(), z.positive()), 20),
  /** Every key of the server is drawn from it (`party/keys/peppers.ts`); versions stand side by side. */
  PEPPER_SOURCE: z.string().check(z.minLength(32)),
});
export type Variables = z.infer<typeof variables>;

/** @throws with one line that names the variable. */
export function readVariables(env: unknown): Variables {
  const parsed = variables.safeParse(env);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`environment variable ${String(issue?.path[0] ?? "?")}: ${issue?.message ?? "is missing"}`);
}
