/** Close codes of `protocol.md` section 2: 44xx end it, 45xx mean try again with jitter. */
export const closeCodes = {
  malformed: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  replaced: 4409,
  tooLarge: 4413,
  clientTooOld: 4426,
  noHello: 4501,
  serverTooOld: 4502,
  tooFast: 4529,
  /** Not ours: the object cannot load this learner yet (SPEC HS9). */
  tryLater: 1013,
  /** Not ours: the session has a new token, and this socket was opened with the old one (SPEC TR9). */
  renewed: 1012,
} as const;

export const nackCodes = [
  "readonly",
  "rate",
  "busy",
  "unknown_block",
  "not_found",
  "conflict",
  "locked",
  "required",
  "plaintext",
  "invalid",
  "too_large",
] as const;
export type NackCode = (typeof nackCodes)[number];

/** A refusal that may succeed unchanged later; every other code needs the learner or a newer client. */
export const isRetryable = (code: NackCode): boolean => code === "rate" || code === "busy";
