import type { Operation } from "../../shared/engine/accept.ts";
import { canonicalJson, sha256Hex } from "../../shared/ids/uuid5.ts";

/** The parts of an operation that make it the same operation again (rule 3); not when it was made. */
export function payloadHash(op: Operation): string {
  const { opId: _id, ...rest } = op;
  const {
    at: _at,
    version: _version,
    hashes: _hashes,
    from: _from,
    mine: _mine,
    ...payload
  } = rest as Record<string, unknown>;
  return sha256Hex(canonicalJson(payload));
}
