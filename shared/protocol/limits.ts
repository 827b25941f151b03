/** The numbers of `protocol.md` section 1 and decision 10. Sizes are UTF-8 bytes unless named otherwise. */
export const limits = {
  frameBytes: 256 * 1024,
  /** Arrays and objects inside each other: what reads a value may go through it by recursion. */
  frameDepth: 64,
  promptValueBytes: 16 * 1024,
  envelopeBytes: 24 * 1024,
  toolValueBytes: 192 * 1024,
  draftBytes: 192 * 1024,
  /** The note of a practice: 280 characters, sealed. */
  noteBytes: 4 * 1024,
  practiceDays: 40,
  /** Parts of a snapshot stay well under a frame. */
  snapshotPartBytes: 192 * 1024,
  deltaEvents: 500,
  snapshotBlocks: 50,
  historyLimit: 100,
  ownerSockets: 10,
  observers: 20,
  unackedOps: 8,
  queuedOps: 32,
  opsBurst: 60,
  opsPerSecond: 10,
  framesPerSecond: 100,
  helloWithinMs: 10_000,
  malformedFrames: 3,
  closeReasonBytes: 123,
  learnerBytes: 20 * 1024 * 1024,
  anonymousBytes: 5 * 1024 * 1024,
  revisionsKept: 20,
  revisionWindowMs: 10 * 60_000,
} as const;
