import * as z from "zod/mini";
import { canonicalJson, sha256Hex } from "../ids/uuid5.ts";
import type { ExportFile } from "./schema.ts";

/**
 * What DreamTree attests (spec 14.5, decision 32): which modules were completed, when, and that this was all of the
 * learner's data then. The signature is Ed25519 over its canonical JSON (RFC 8785).
 */
export const attestation = z.strictObject({
  type: z.literal("dreamtree-wallet"),
  schema_version: z.literal("1"),
  keyid: z.int(),
  subject: z.string(),
  exported_at: z.string(),
  /** When each was first completed. */
  modules: z.record(z.string(), z.string()),
  workbook_complete: z.boolean(),
  /** Hex, of the snapshot's canonical JSON. */
  snapshot_sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});
export type Attestation = z.infer<typeof attestation>;

export const wallet = z.object({
  attestation,
  /** The export of that moment; null where it was too large to keep. */
  snapshot: z.nullable(z.unknown()),
  signature: z.string().check(z.maxLength(100)),
});
export type Wallet = z.infer<typeof wallet>;

export function attest(
  keyid: number,
  subject: string,
  snapshot: ExportFile,
  workbookComplete: boolean,
): Attestation {
  const completed = Object.entries(snapshot.modules ?? {}).flatMap(([id, { first_completed_at: at }]) =>
    at === null || at === undefined ? [] : [[id, at] as const],
  );
  return {
    type: "dreamtree-wallet",
    schema_version: "1",
    keyid,
    subject,
    exported_at: snapshot.exported_at,
    modules: Object.fromEntries(completed),
    workbook_complete: workbookComplete,
    snapshot_sha256: sha256Hex(canonicalJson(snapshot)),
  };
}

/** What is signed. */
export const signedText = (what: Attestation): string => canonicalJson(what);

/** Whether the snapshot is the one that was attested; true without one. */
export const isAttested = (what: Attestation, snapshot: unknown): boolean =>
  snapshot === null || sha256Hex(canonicalJson(snapshot)) === what.snapshot_sha256;
