import type { Keys } from "../../shared/crypto/keys.ts";
import { keys as places } from "../connection/keeper.ts";
import type { Environment } from "../connection/environment.ts";
import { storageKey } from "./keyring.ts";

/* What this browser keeps of a learner who is not the present one: a thread that is brought into an account. */

/** @returns null where nothing is kept of them, or only in a memory that is gone */
export async function keysKept({ storage }: Environment, userId: string): Promise<Keys | null> {
  const found = await storage.list(storageKey(userId));
  // Written by the keyring of this very app.
  const kept = found.find(([key]) => key === storageKey(userId))?.[1] as { keys: Keys } | undefined;
  return kept?.keys ?? null;
}

export async function forget({ storage }: Environment, userId: string): Promise<void> {
  const all = await storage.list(places.user(userId));
  await storage.write(all.map(([key]) => [key, undefined] as const));
}
