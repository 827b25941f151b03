/**
 * One at a time, in order of arrival, whichever device sent them (rule 4). Loading from D1 is the only step
 * that waits; what arrives meanwhile stands behind it.
 */
export class Queue {
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  get length(): number {
    return this.#waiting;
  }

  run(work: () => void | Promise<void>): Promise<void> {
    this.#waiting += 1;
    const done = this.#tail.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#tail = done.catch(() => undefined);
    return done;
  }
}
