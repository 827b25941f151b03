/**
 * Named places at which tests make a write fail, hang or crash (platform 3.3). In production every one is
 * empty; a test's version may throw, wait, or abort the object.
 */
export interface Faults {
  beforeCommit(): void;
  afterCommit(): void;
  beforeFlush(): Promise<void>;
  /** D1 has the batch; the object does not know it yet. */
  afterD1(): Promise<void>;
}

export const noFaults: Faults = {
  beforeCommit: () => {},
  afterCommit: () => {},
  beforeFlush: () => Promise.resolve(),
  afterD1: () => Promise.resolve(),
};
