/** A place in the project, and what is written over it. */
export interface Weakening {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** One row of the threat table (security, section 3): what is defended against, and the test that would notice. */
export interface Threat {
  readonly threat: string;
  readonly how: string;
  readonly weakened: readonly Weakening[];
  /** What has to fail then. */
  readonly test: {
    readonly project: "unit" | "workerd" | "system";
    readonly file: string;
    /** A part of its name; all of the file without it. */
    readonly name?: string;
    readonly proof?: boolean;
  };
}

export const threats: readonly Threat[] = [
  {
    threat: "XSS, stored and in the document",
    how: "learners' words are written as HTML, and the page has no policy",
    weakened: [
      {
        file: "web/thread/Answered.tsx",
        find: `<p className="words">{answerText(block, value)}</p>`,
        put: `<p className="words" dangerouslySetInnerHTML={{ __html: answerText(block, value) }} />`,
      },
      {
        file: "party/hosts/page.ts",
        find: `headers.set("Content-Security-Policy", policy);\n  headers.set("X-Content-Type-Options", "nosniff");\n  headers.set("Referrer-Policy"`,
        put: `void policy;\n  headers.set("Referrer-Policy"`,
      },
    ],
    test: { project: "system", file: "tests/system/xss.test.ts" },
  },
  {
    threat: "XSS through authored Markdown",
    how: "a link may begin with anything",
    weakened: [
      {
        file: "seed/author/text.ts",
        find: `if (!node.url.startsWith("https://"))`,
        put: `if (node.url === "")`,
      },
    ],
    test: { project: "unit", file: "seed/author/text.test.ts" },
  },
  {
    threat: "CSRF",
    how: "writes are taken from any origin",
    weakened: [
      {
        file: "party/http/origin.ts",
        find: `if (!isAllowedOrigin(raw, variables) || (site !== null && site !== "same-origin")) {`,
        put: `if (site === "none of them") {`,
      },
    ],
    test: { project: "workerd", file: "party/http/routes.test.ts", name: "POST /api/skills" },
  },
  {
    threat: "Cross-site WebSocket hijacking",
    how: "a socket is opened from any origin",
    weakened: [
      {
        file: "party/http/socket/routes.ts",
        find: `if (!isAllowedOrigin(raw, services.variables)) {`,
        put: `if (!isAllowedOrigin(raw, services.variables) && raw.url === "") {`,
      },
    ],
    test: {
      project: "workerd",
      file: "party/hosts/durable-object/trust.test.ts",
      name: "before any object is touched",
    },
  },
  {
    threat: "Session fixation",
    how: "whoever signs in leaves the session that was there alive",
    weakened: [
      {
        file: "party/http/auth/enter.ts",
        find: `if (before !== null) await leave(services, before, who);`,
        put: `if (before !== null && before.userId === "") await leave(services, before, who);`,
      },
    ],
    test: { project: "workerd", file: "party/http/auth/login.test.ts", name: "to another account" },
  },
  {
    threat: "Brute force and stuffing",
    how: "five hundred attempts are free instead of five",
    weakened: [{ file: "party/gate/backoff.ts", find: `const free = 5;`, put: `const free = 500;` }],
    test: { project: "workerd", file: "party/http/auth/guessing.test.ts", name: "1,000 guesses" },
  },
  {
    threat: "Enumeration of addresses",
    how: "an address without an account gets a salt that is made up anew each time",
    weakened: [
      {
        file: "party/http/auth/login.ts",
        find: `const salt = await saltOfNobody(peppers, email);`,
        put: `const salt = await saltOfNobody(peppers, email + crypto.randomUUID());`,
      },
    ],
    test: { project: "workerd", file: "party/http/auth/guessing.test.ts", name: "the salt of an address" },
  },
  {
    threat: "IDOR: another learner's things by their id",
    how: "a session is ended by its id, whoever asks",
    weakened: [
      {
        file: "party/db/sessions.ts",
        find: `.where(and(eq(sessions.user_id, userId), eq(sessions.public_id, publicId)))`,
        put: `.where(and(eq(sessions.public_id, publicId), isNotNull(sessions.user_id)))`,
      },
      {
        file: "party/db/sessions.ts",
        find: `import { and, `,
        put: `import { isNotNull, and, `,
      },
    ],
    test: { project: "workerd", file: "party/http/access.test.ts", name: "DELETE /api/session/:id" },
  },
  {
    threat: "IDOR: another learner's row in a link",
    how: "a link is taken whatever it names",
    weakened: [
      {
        file: "shared/engine/accept.ts",
        find: `return withKnownLinks(stem, state, acceptPlacement(stem, state, op, context), context);`,
        put: `return acceptPlacement(stem, state, op, context);`,
      },
    ],
    test: { project: "workerd", file: "party/workbook/names.test.ts", name: "TO11" },
  },
  {
    threat: "IDOR: another learner's id for a row of one's own",
    how: "D1's keys are the clients' ids as they come",
    weakened: [
      {
        file: "party/db/own-ids.ts",
        find: `named.has(table);`,
        put: `named.size === 0 && named.has(table);`,
      },
    ],
    test: { project: "workerd", file: "party/workbook/names.test.ts", name: "PJ20" },
  },
  {
    threat: "IDOR: another learner's object",
    how: "an object believes whatever claims it is given",
    weakened: [
      {
        file: "party/workbook/door.ts",
        find: `if (claims.userId !== this.#userId) {`,
        put: `if (false as boolean) {`,
      },
    ],
    test: {
      project: "workerd",
      file: "party/hosts/durable-object/trust.test.ts",
      name: "claims for another learner",
    },
  },
  {
    threat: "A facilitator sees too much",
    how: "what is private goes out with the rest",
    weakened: [
      {
        file: "party/workbook/wire.ts",
        find: `if (block === undefined || block.private || isOld || (`,
        put: `if (block === undefined || isOld || (`,
      },
    ],
    test: { project: "workerd", file: "party/workbook/observer.test.ts" },
  },
  {
    threat: "A facilitator sees what was written before",
    how: "whatever comes in while somebody watches counts as new",
    weakened: [
      {
        file: "shared/engine/sharing.ts",
        find: `  respondedAt >= since;`,
        put: `  respondedAt >= since || since !== "";`,
      },
    ],
    test: { project: "workerd", file: "party/live/private.test.ts", name: "before they agreed" },
  },
  {
    threat: "Replay of a ticket",
    how: "a ticket that was used is still good",
    weakened: [
      {
        file: "party/db/tokens.ts",
        find: `.where(isGood(ticket.id, "handover", now))`,
        put: `.where(eq(auth_tokens.id, ticket.id))`,
      },
    ],
    test: { project: "workerd", file: "party/http/auth/handover.test.ts", name: "100 at once" },
  },
  {
    threat: "Replay of an operation",
    how: "the same opId runs again",
    weakened: [
      {
        file: "party/workbook/learner.ts",
        find: `if (known !== null) {`,
        put: `if (known !== null && known.lastSeq < 0) {`,
      },
    ],
    test: { project: "workerd", file: "party/workbook/operations.test.ts", name: "rule 3" },
  },
  {
    threat: "A malicious file to import",
    how: "its values pass no validator",
    weakened: [
      {
        file: "shared/export/merge.ts",
        find: `else if (!accepts(key, refusal)) continue;`,
        put: `else if (refusal?.code === undefined) accepts(key, null);`,
      },
    ],
    test: { project: "unit", file: "shared/export/export.test.ts", name: "no mutated file" },
  },
  {
    threat: "A file that is too deep or too large",
    how: "nothing is looked at before it is parsed",
    weakened: [
      {
        file: "shared/export/read.ts",
        find: `if (bytes.length > importBytes) return`,
        put: `if (bytes.length > importBytes * 100) return`,
      },
    ],
    test: { project: "unit", file: "shared/export/export.test.ts", name: "size and depth" },
  },
  {
    threat: "Compressed bombs",
    how: "a compressed file is taken",
    weakened: [
      {
        file: "party/http/export/routes.ts",
        find: `if (context.req.header("Content-Encoding") !== undefined) {`,
        put: `if (context.req.header("Content-Encoding") === "none of them") {`,
      },
    ],
    test: { project: "workerd", file: "party/http/export/export.test.ts", name: "what is refused" },
  },
  {
    threat: "Oversized frames",
    how: "a frame may have sixteen megabytes",
    weakened: [
      {
        file: "party/workbook/door.ts",
        find: `if (isLongerThan(limits.frameBytes, data)) {`,
        put: `if (isLongerThan(limits.frameBytes * 64, data)) {`,
      },
    ],
    test: { project: "workerd", file: "party/workbook/sockets.test.ts", name: "4413" },
  },
  {
    threat: "A flood of frames",
    how: "however many a second are listened to",
    weakened: [
      {
        file: "party/workbook/door.ts",
        find: `if (!this.#frames.allows(connection.id, now)) return closed(`,
        put: `if (!this.#frames.allows(connection.id, now) && now < 0) return closed(`,
      },
    ],
    test: { project: "workerd", file: "party/workbook/sockets.test.ts", name: "4529" },
  },
  {
    threat: "Slow bodies",
    how: "a body is waited for as long as it takes",
    weakened: [
      {
        file: "party/http/bodyWithin.ts",
        find: `timer = setTimeout(() => resolve("too slow"), ms);`,
        put: `timer = setTimeout(() => resolve("too slow"), ms * 10_000);`,
      },
    ],
    test: { project: "workerd", file: "party/http/bodyWithin.test.ts" },
  },
  {
    threat: "A lost or shared device",
    how: "a shared computer gets a device key like any other",
    weakened: [
      {
        file: "party/keys/deviceKey.ts",
        find: `return deviceKey === null ? null : toBase64(`,
        put: `return deviceKey === null ? toBase64(new Uint8Array(32)) : toBase64(`,
      },
    ],
    test: { project: "workerd", file: "party/http/auth/login.test.ts", name: "on a shared computer" },
  },
  {
    threat: "A copy of the database",
    how: "the wrapped data key stands in it without the server's layer",
    weakened: [
      {
        file: "party/keys/wrapped.ts",
        find: `return sealUnder(peppers, "wrap", userId, bytes);`,
        put: `return peppers === null ? sealUnder(peppers, "wrap", userId, bytes) : wrapped;`,
      },
      {
        file: "party/keys/wrapped.ts",
        find: `toBase64(await openUnder(peppers, "wrap", userId, stored));`,
        put: `peppers === null ? toBase64(await openUnder(peppers, "wrap", userId, stored)) : stored;`,
      },
    ],
    test: {
      project: "workerd",
      file: "party/http/auth/claim.test.ts",
      name: "a password that D1 could not use",
    },
  },
  {
    threat: "Ciphertext moved between rows, columns and learners",
    how: "nothing is bound to its place",
    weakened: [
      {
        file: "shared/crypto/seal.ts",
        find: `lengthPrefixed(["dt-pii", "1", userId, table, column, rowId]);`,
        put: `lengthPrefixed(["dt-pii", "1", [userId, table, column, rowId].join("").slice(0, 0)]);`,
      },
    ],
    test: { project: "unit", file: "shared/crypto/seal.test.ts", name: "whoever holds the database" },
  },
  {
    threat: "A server that asks for a weak derivation",
    how: "eight kibibytes in one pass are accepted",
    weakened: [
      { file: "shared/crypto/kdf.ts", find: `z.minimum(19_456)`, put: `z.minimum(8)` },
      { file: "shared/crypto/kdf.ts", find: `z.minimum(2)`, put: `z.minimum(1)` },
    ],
    test: { project: "unit", file: "shared/crypto/wrap.test.ts" },
  },
  {
    threat: "Theft of a reset's token",
    how: "the letter's link goes to whatever Host the request names",
    weakened: [
      {
        file: "party/http/auth/letters.ts",
        find: `  variables.PUBLIC_ORIGIN ?? new URL(context.req.url).origin;`,
        put: `  \`https://\${context.req.header("Host") ?? variables.PUBLIC_ORIGIN ?? ""}\`;`,
      },
    ],
    test: { project: "workerd", file: "party/http/auth/email.test.ts", name: "a Host of the sender" },
  },
  {
    threat: "Timing, and how long one waits",
    how: "only an account that exists makes anybody wait",
    weakened: [
      {
        file: "party/http/auth/login.ts",
        find: `if (!attempt.allowed) return attempt.refusal;`,
        put: `if (!attempt.allowed && stored !== null) return attempt.refusal;`,
      },
    ],
    test: { project: "workerd", file: "party/http/auth/guessing.test.ts", name: "exactly as long as" },
  },
  {
    threat: "Secrets in the log",
    how: "a letter that failed is logged with its address",
    weakened: [
      {
        file: "party/http/auth/letters.ts",
        find: `JSON.stringify({ code: "mail_failed", subject: mail.subject, error: name })`,
        put: `JSON.stringify({ code: "mail_failed", to: mail.to, subject: mail.subject, error: name })`,
      },
    ],
    test: { project: "workerd", file: "party/http/auth/email.test.ts", name: "a letter that cannot be sent" },
  },
];
