import type { Nack } from "../../../shared/engine/decision.ts";
import type { NackCode } from "../../../shared/protocol/codes.ts";
import type { Committed } from "../learner.ts";

/** What the object answers to the worker. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** An operation that every device and D1 has to hear of. */
  readonly committed?: Committed;
}

const statusOf: Partial<Record<NackCode, number>> = {
  not_found: 404,
  unknown_block: 404,
  conflict: 409,
  too_large: 413,
};

/** A refused operation, as the HTTP API says it. */
export function refusal({ code, message, path }: Nack): Reply {
  const fields = path === undefined ? {} : { fields: { [path]: message } };
  return { status: statusOf[code] ?? 400, body: { error: { code, message, ...fields } } };
}

export const notFound = (message: string): Reply => ({
  status: 404,
  body: { error: { code: "not_found", message } },
});
