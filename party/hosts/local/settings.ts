import { resolve } from "node:path";
import * as z from "zod";

const environment = z.object({
  PORT: z.coerce
    .number("PORT is a number")
    .int("PORT is a whole number")
    .min(1, "PORT is from 1 to 65535")
    .max(65_535, "PORT is from 1 to 65535")
    .default(8787),
  /** The folder of the local D1 and objects. */
  DREAMTREE_STATE: z.string().min(1, "DREAMTREE_STATE names a folder").default(".dreamtree"),
  /** Anonymous sessions an hour from one source; tests that open many raise it. */
  SESSIONS_PER_HOUR: z.coerce.number("SESSIONS_PER_HOUR is a number").int().positive().default(20),
  /** The development server of the web app, which has an origin of its own. */
  ALLOWED_ORIGINS: z.string().default(""),
  /** Where links in letters lead; the server itself, unless told otherwise. */
  PUBLIC_ORIGIN: z.url("PUBLIC_ORIGIN is an address").optional(),
  /** Confirmed addresses that may see `/operator`, separated by commas. */
  OPERATORS: z
    .string()
    .regex(/^[^"\n]*$/, "OPERATORS is one line of addresses")
    .default(""),
});

export interface LocalSettings {
  readonly port: number;
  readonly state: string;
  readonly sessionsPerHour: number;
  readonly allowedOrigins: string;
  readonly publicOrigin: string;
  readonly operators: string;
}

/** @throws one line that names the variable. */
export function localSettings(env: NodeJS.ProcessEnv): LocalSettings {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${String(issue?.path[0] ?? "environment")}: ${issue?.message ?? "not valid"}`);
  }
  const { PORT, DREAMTREE_STATE, SESSIONS_PER_HOUR, ALLOWED_ORIGINS, PUBLIC_ORIGIN, OPERATORS } = parsed.data;
  return {
    port: PORT,
    state: resolve(DREAMTREE_STATE),
    sessionsPerHour: SESSIONS_PER_HOUR,
    allowedOrigins: ALLOWED_ORIGINS,
    publicOrigin: PUBLIC_ORIGIN ?? `http://localhost:${PORT}`,
    operators: OPERATORS,
  };
}
