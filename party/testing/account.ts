import { env } from "cloudflare:workers";
import { toBase64 } from "../../shared/crypto/bytes.ts";
import { defaultKdf } from "../../shared/crypto/kdf.ts";
import { Peppers } from "../keys/peppers.ts";
import { passwordHash } from "../keys/verifier.ts";
import { coverWrapped } from "../keys/wrapped.ts";
import { begin, cookiesIn, fromElsewhere, post } from "./client.ts";

/* For tests only: what a browser sends of a password. The server cannot tell it from random bytes. */

const random = (bytes: number) => toBase64(crypto.getRandomValues(new Uint8Array(bytes)));

export const randomAuth = () => random(32);
export const newPassword = () => ({
  auth: randomAuth(),
  salt: random(16),
  kdf: defaultKdf,
  wrapped: random(61),
});
export const newEmail = () => `${crypto.randomUUID()}@example.org`;
export const newLocator = () =>
  [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[byte % 32])
    .join("");

export interface Account {
  readonly userId: string;
  readonly cookie: string;
  readonly email: string;
  readonly password: ReturnType<typeof newPassword>;
}

/** Begins, and makes an account of it. */
export async function newAccount(email = newEmail()): Promise<Account> {
  const { userId, cookie } = await begin();
  const password = newPassword();
  const response = await post(
    "/api/auth/claim",
    { email, ...password },
    { Cookie: cookie, ...fromElsewhere() },
  );
  if (response.status !== 200) throw new Error(`no account: ${response.status} ${await response.text()}`);
  return { userId, cookie: cookiesIn(response), email, password };
}

export const login = (
  email: string,
  auth: string,
  headers: Record<string, string> = fromElsewhere(),
  more: object = {},
): Promise<Response> => post("/api/auth/login", { email, auth, ...more }, headers);

/** Many accounts at once, straight into D1: there is nobody behind them. @returns their addresses */
export async function storedAccounts(many: number): Promise<string[]> {
  const peppers = Peppers.from(env.PEPPER_SOURCE);
  const at = new Date().toISOString();
  const addresses: string[] = [];
  for (let done = 0; done < many; done += 100) {
    const made = await Promise.all(
      Array.from({ length: Math.min(100, many - done) }, async () => {
        const userId = crypto.randomUUID();
        const email = newEmail();
        addresses.push(email);
        return [
          env.DB.prepare(
            `INSERT INTO "users" ("id", "is_anonymous", "created_at", "updated_at") VALUES (?, 0, ?, ?)`,
          ).bind(userId, at, at),
          env.DB.prepare(
            `INSERT INTO "emails" ("id", "user_id", "email", "verified_at", "added_at") VALUES (?, ?, ?, ?, ?)`,
          ).bind(crypto.randomUUID(), userId, email, at, at),
          env.DB.prepare(
            `INSERT INTO "auth" ("id", "user_id", "type", "password_hash", "wrapped_data_key", "created_at",
              "updated_at") VALUES (?, ?, 'password', ?, ?, ?, ?)`,
          ).bind(
            crypto.randomUUID(),
            userId,
            await passwordHash(peppers, userId, newPassword()),
            await coverWrapped(peppers, userId, random(61)),
            at,
            at,
          ),
        ];
      }),
    );
    await env.DB.batch(made.flat());
  }
  return addresses;
}
