import { toBase64 } from "../../shared/crypto/bytes.ts";
import { defaultKdf, newSalt, type Kdf } from "../../shared/crypto/kdf.ts";
import {
  newRecoveryCode,
  printedCode,
  readCode,
  splitCode,
  wrapperOf,
} from "../../shared/crypto/recovery.ts";
import type { Split, Wrapper } from "../../shared/crypto/wrap.ts";
import { fromBase64 } from "../../shared/crypto/bytes.ts";
import type { createKeyring } from "./keyring.ts";
import type { KeyTasks } from "./tasks.ts";

/** What `POST /api/auth/claim` and a change of password send of a password (SPEC SE5, HT7). */
export interface PasswordKeys {
  readonly auth: string;
  readonly salt: string;
  readonly kdf: Kdf;
  readonly wrapped: string;
}
/** What `POST /api/auth/recovery-code` sends, and the code as it is written down (SPEC SE6). */
export interface CodeKeys {
  readonly printed: string;
  readonly locator: string;
  readonly auth: string;
  readonly wrapped: string;
}

/**
 * What accounts do with the key: everything that a server is sent is made here, and the data key itself stays in the
 * keys' worker. Each of these makes the key first, where the learner has none yet.
 */
export function createSecrets(tasks: KeyTasks, ring: ReturnType<typeof createKeyring>, userId: string) {
  /** @returns null where the key is not in this browser, or its session's key cannot be had now */
  async function wrapped(wrapping: CryptoKey, by: Wrapper): Promise<string | null> {
    if (ring.state() === "none") await ring.make();
    const kept = ring.kept();
    if (kept === null) return null;
    const session = await ring.ask();
    return tasks.wrap({ userId, deviceKey: session?.deviceKey ?? null }, kept, wrapping, by);
  }

  return {
    /** Wraps the key with a new password. */
    async withPassword(password: string): Promise<PasswordKeys | null> {
      const salt = newSalt();
      const kdf = defaultKdf;
      const { auth, wrapping } = await tasks.derive(password, toBase64(salt), kdf);
      const text = await wrapped(wrapping, { type: "password", kdf, salt });
      return text === null ? null : { auth, salt: toBase64(salt), kdf, wrapped: text };
    },
    /** Wraps it with a new recovery code, which is shown once. */
    async withCode(): Promise<CodeKeys | null> {
      const code = newRecoveryCode();
      const { auth, wrapping } = await splitCode(code);
      const text = await wrapped(wrapping, wrapperOf(code));
      return text === null
        ? null
        : { printed: printedCode(code), locator: code.locator, auth, wrapped: text };
    },
    /** Wraps it with a key that only another device will have; null where there is none yet. */
    withKey: async (wrapping: CryptoKey, by: Wrapper): Promise<string | null> =>
      ring.state() === "open" ? wrapped(wrapping, by) : null,
    /** The two halves of a password that has an account: `auth` for the server, the rest for `unlock`. */
    ofPassword: (password: string, salt: string, kdf: Kdf): Promise<Split> =>
      tasks.derive(password, salt, kdf),
    /**
     * Opens what the account keeps with a password's half.
     * @returns false: not made with it for this learner, or changed since, which is no wrong password
     */
    async unlock(split: Split, salt: string, kdf: Kdf, text: string): Promise<boolean> {
      const bytes = fromBase64(salt);
      return bytes === null ? false : open(split, { type: "password", kdf, salt: bytes }, text);
    },
    /** The halves of a written code; null where the letters are none. */
    async ofCode(typed: string): Promise<(Split & { readonly locator: string }) | null> {
      const code = readCode(typed);
      return code === null ? null : { ...(await splitCode(code)), locator: code.locator };
    },
    unlockWithCode: (split: Split, locator: string, text: string): Promise<boolean> =>
      open(split, { type: "recovery", locator }, text),
  };

  async function open({ wrapping }: Split, by: Wrapper, text: string): Promise<boolean> {
    const session = await ring.ask();
    const made = await tasks.unwrap({ userId, deviceKey: session?.deviceKey ?? null }, text, wrapping, by);
    if (made === null) return false;
    await ring.receive(made, session);
    return true;
  }
}
export type Secrets = ReturnType<typeof createSecrets>;
