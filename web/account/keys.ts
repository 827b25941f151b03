import { fromBase64, toBase64 } from "../../shared/crypto/bytes.ts";
import { defaultKdf, newSalt, type Kdf } from "../../shared/crypto/kdf.ts";
import type { Split, Wrapper } from "../../shared/crypto/wrap.ts";
import type { Secrets } from "../crypto/secrets.ts";
import { workerTasks as tasks } from "../crypto/workerTasks.ts";
import type { Client } from "../model/client.ts";

/** How a password was derived, as it goes over the wire. */
export interface Derivation {
  readonly salt: string;
  readonly kdf: Kdf;
}

export const wrapperOfPassword = ({ salt, kdf }: Derivation): Wrapper => {
  const bytes = fromBase64(salt);
  if (bytes === null) throw new Error("salt is base64");
  return { type: "password", kdf, salt: bytes };
};

/** A new password's own salt, and what it gives. */
export async function newSecret(password: string): Promise<{ derivation: Derivation; split: Split }> {
  const derivation = { salt: toBase64(newSalt()), kdf: defaultKdf };
  return { derivation, split: await tasks.derive(password, derivation.salt, derivation.kdf) };
}

/**
 * What can be done with this learner's key; null before there is a learner. Waits until the key has been looked for,
 * which takes a moment when the page has just been opened.
 * @throws where that would wait for a network
 */
export const secretsHere = (client: Client): Promise<Secrets | null> => orOffline(lookedFor(client));

async function lookedFor(client: Client): Promise<Secrets | null> {
  const secrets = await client.secrets();
  if (secrets === null || client.view().keys !== "unknown") return secrets;
  await new Promise<void>((resolve) => {
    const stop = client.subscribe(() => {
      if (client.view().keys === "unknown") return;
      stop();
      resolve();
    });
  });
  return secrets;
}

/** Part of what is waited for is code, which is fetched until it is here: nobody is left to wait for that unsaid. */
function orOffline<T>(waited: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = new AbortController();
    const isGone = () => reject(new Error("there is no network"));
    addEventListener("offline", isGone, { signal: stop.signal });
    if (!navigator.onLine) setTimeout(isGone);
    waited.then(resolve, reject).finally(() => stop.abort());
  });
}
