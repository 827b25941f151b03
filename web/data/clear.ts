import { open } from "../../shared/crypto/seal.ts";
import type { Keys } from "../../shared/crypto/keys.ts";
import { movingIn, resealed, type Moving } from "../../shared/export/reseal.ts";
import type { ExportFile } from "../../shared/export/schema.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { Client } from "../model/client.ts";

/** What an envelope says; null where none of the keys opens it. */
export async function said(
  readers: readonly Keys[],
  userId: string,
  { at: [table, column, rowId], env }: Pick<Moving, "at" | "env">,
): Promise<{ readonly value: unknown } | null> {
  for (const { pii } of readers) {
    const opened = await open(pii, userId, { table, column, rowId }, env);
    if (opened.ok) return { value: opened.value };
  }
  return null;
}

export interface Clear {
  readonly file: ExportFile;
  /** How many private fields stay locked, for their key is not here. */
  readonly locked: number;
}

/** An export of the learner who is here, with what this browser's keys open in the clear. */
export async function inTheClear(client: Client, stem: Stem, file: ExportFile): Promise<Clear> {
  const userId = client.view().state?.userId ?? "";
  const readers = (await client.keyring())?.readers() ?? [];
  const sides = { from: { userId, file }, to: { userId, file } };
  const opened = await Promise.all(
    movingIn(stem, sides).map(async (one) => {
      const found = await said(readers, userId, one);
      return found === null ? null : { ...one, env: found.value };
    }),
  );
  const items = opened.filter((one) => one !== null);
  return { file: resealed(stem, sides, items).file, locked: opened.length - items.length };
}
