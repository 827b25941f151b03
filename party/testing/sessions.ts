import { env } from "cloudflare:workers";
import { Peppers } from "../keys/peppers.ts";
import { newDeviceKey } from "../keys/deviceKey.ts";
import { cookieName, newToken, sessionIdOf } from "../http/session/token.ts";

/* For tests only: sessions that nobody had to sign in for. */

interface Made {
  readonly publicId: string;
  readonly cookie: string;
}

/** Another device of this learner. `kind: "auth"` is a session with an account, without a recent password. */
export async function addSession(
  userId: string,
  more: { kind?: "anon" | "auth"; authAt?: string; idleExpiresAt?: string; expiresAt?: string } = {},
): Promise<Made> {
  const token = newToken();
  const publicId = crypto.randomUUID();
  const now = new Date().toISOString();
  const later = new Date(Date.now() + 86_400_000).toISOString();
  await env.DB.prepare(
    `INSERT INTO "sessions" ("id", "user_id", "public_id", "kind", "created_at", "last_seen_at",
      "idle_expires_at", "expires_at", "auth_at", "dev_key_enc", "label")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Firefox on Windows')`,
  )
    .bind(
      sessionIdOf(token),
      userId,
      publicId,
      more.kind ?? "anon",
      now,
      now,
      more.idleExpiresAt ?? later,
      more.expiresAt ?? null,
      more.authAt ?? null,
      await newDeviceKey(Peppers.from(env.PEPPER_SOURCE), publicId),
    )
    .run();
  return { publicId, cookie: `${cookieName}=${token}` };
}
