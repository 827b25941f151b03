/** D1 may stall for tens of seconds: after this long a batch counts as failed, and is tried again. */
const batchMs = 2_000;
/** An operation that takes several batches, such as an import, has this long for each. */
const largeMs = 5_000;

/** A reply changes a few rows; hundreds may be more than one batch. */
export const flushDeadlineMs = (rows: number): number =>
  rows < 200 ? batchMs : largeMs * Math.ceil(rows / 200);

class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

/** D1 has no timeout of its own (platform 2.2). What is given up here may still happen there. */
export async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
