import type { Nack } from "../../../shared/engine/decision.ts";
import type { NackCode } from "../../../shared/protocol/codes.ts";
import type { Committed, Outcome } from "../learner.ts";

/** What the object answers to the worker. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** An operation that every device and D1 has to hear of. */
  readonly committed?: Committed;
}

const statusOf: Partial<Record<NackCode, number>> = {
  busy: 503,
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

export const invalid = (field: string, message: string): Reply => ({
  status: 400,
  body: { error: { code: "invalid", message, fields: { [field]: message } } },
});

/** What an operation came to: its refusal, or what `then` says once it is committed. */
export function operated(
  outcome: Outcome,
  then: (fresh: boolean) => { readonly status: number; readonly body: unknown },
): Reply {
  if (!outcome.ok) return refusal(outcome.nack);
  const { committed } = outcome;
  return { ...then(committed !== null), ...(committed === null ? {} : { committed }) };
}
