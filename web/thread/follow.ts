/** Where the reader is in the thread, and what a new row may therefore do to the view (ux 3.2). */
export class Follow {
  /** At the very end, and not gone up since. */
  following = true;
  /** The learner has just done something whose result should come into view. */
  #pending = false;
  #top = 0;
  #height = 0;
  readonly #scroller: HTMLElement;

  constructor(scroller: HTMLElement) {
    this.#scroller = scroller;
  }

  /** The next new rows answer to a tap or a key of the learner. */
  expect(): void {
    this.#pending = true;
  }

  /** A finger or a mouse on the thread: the reader has other plans. */
  release(): void {
    this.#pending = false;
  }

  scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const grew = scrollHeight !== this.#height;
    if (scrollTop < this.#top && !grew) {
      this.following = false;
      this.#pending = false;
    }
    if (scrollHeight - clientHeight - scrollTop <= 1) this.following = true;
    this.#top = scrollTop;
    this.#height = scrollHeight;
  }

  /** The composer grew or the window shrank: what was at the end stays at the end. */
  resized(): void {
    if (this.following) this.#to(this.#scroller.scrollHeight, "instant");
  }

  toEnd(): void {
    this.#to(this.#scroller.scrollHeight, "instant");
    this.following = true;
  }

  /**
   * Brings the top of what is new into view, with a little of what came before it, as far as the thread goes.
   * @returns false when the reader is elsewhere and stays there: then it is told by the pill
   */
  arrived(first: HTMLElement, peek: number, smooth: boolean): boolean {
    if (!this.#pending && !this.following) return false;
    this.#pending = false;
    this.bring(first, peek, smooth);
    return true;
  }

  bring(row: HTMLElement, peek: number, smooth: boolean): void {
    const top =
      row.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top + this.#scroller.scrollTop;
    this.#to(Math.max(0, top - peek), smooth ? "smooth" : "instant");
  }

  isInView(row: HTMLElement): boolean {
    const box = this.#scroller.getBoundingClientRect();
    return row.getBoundingClientRect().top < box.bottom - 8;
  }

  #to(top: number, behavior: ScrollBehavior): void {
    this.#scroller.scrollTo({ top, behavior });
    this.#top = this.#scroller.scrollTop;
    this.#height = this.#scroller.scrollHeight;
  }
}
