/** A wish that is granted once: that focus comes along with what the learner's tap or key brings. */
export class Wish {
  #stands: boolean;

  constructor(stands: boolean) {
    this.#stands = stands;
  }
  get stands(): boolean {
    return this.#stands;
  }
  make(): void {
    this.#stands = true;
  }
  /** @returns whether it stood; it does no longer */
  take(): boolean {
    const stood = this.#stands;
    this.#stands = false;
    return stood;
  }
}
