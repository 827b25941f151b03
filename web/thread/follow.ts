/** Where the reader is in the thread, and what a new row may therefore do to the view (ux 3.2). */
export class Follow {
  /** At the very end, and not gone up since. */
  following = true;
  /** The learner has just done something whose result should come into view. */
  #pending = false;
  #touched = false;
  #grasped = false;
  /** What the view was brought to; held while cards above or in it are still loading. */
  #aim: { readonly row: HTMLElement; readonly peek: number } | null = null;
  #top = 0;
  #height = 0;
  readonly #scroller: HTMLElement;

  constructor(scroller: HTMLElement) {
    this.#scroller = scroller;
  }

  /** The next new rows answer to a tap or a key of the learner. */
  expect(): void {
    this.#pending = true;
    this.#touched = true;
  }

  get isExpecting(): boolean {
    return this.#pending;
  }

  /** The reader has done something here, if only scrolled: what comes is not the thread being opened any more. */
  get isTouched(): boolean {
    return this.#touched;
  }

  /** A finger, a wheel or a key on the thread: the reader has other plans. */
  release(): void {
    this.#touched = true;
    this.#pending = false;
    this.#aim = null;
  }

  /** A finger or a button is down: what is under it stays there, or the tap would end beside it. */
  grasp(): void {
    const isOnItsWay = this.#aim !== null;
    this.release();
    if (isOnItsWay) this.#to(this.#scroller.scrollTop, "instant");
    this.#grasped = true;
  }

  letGo(): void {
    this.#grasped = false;
  }

  scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const grew = scrollHeight !== this.#height;
    if (scrollTop < this.#top && !grew && !this.#isOnTheWayUp()) {
      this.following = false;
      this.release();
    }
    if (scrollHeight - clientHeight - scrollTop <= 1) this.following = true;
    this.#top = scrollTop;
    this.#height = scrollHeight;
  }

  /** The composer, the window or the thread has another size: what was in view stays in view. */
  resized(): void {
    if (this.#grasped) return;
    if (this.#aim !== null) this.#to(this.#topOf(this.#aim.row, this.#aim.peek), "instant");
    else if (this.following) this.toEnd();
  }

  /** Back from another page: the view as it was. */
  leaveAt(top: number): void {
    this.following = false;
    this.#to(top, "instant");
  }

  toEnd(): void {
    this.#aim = null;
    this.#to(this.#scroller.scrollHeight, "instant");
    this.following = true;
  }

  /**
   * Brings the top of what is new into view, with a little of what came before it, as far as the thread goes.
   * @returns false when the reader is elsewhere and stays there: then it is told by the pill
   */
  arrived(first: HTMLElement, peek: number, smooth: boolean): boolean {
    if (this.#grasped || (!this.#pending && !this.following)) return false;
    this.#pending = false;
    this.bring(first, peek, smooth);
    return true;
  }

  bring(row: HTMLElement, peek: number, smooth: boolean): void {
    this.#aim = { row, peek };
    this.following = false;
    this.#to(this.#topOf(row, peek), smooth ? "smooth" : "instant");
  }

  isInView(row: HTMLElement): boolean {
    return row.getBoundingClientRect().top < this.#scroller.getBoundingClientRect().bottom - 8;
  }

  /** Our own way to an aim that lies further up; everything else that goes up is the reader. */
  #isOnTheWayUp(): boolean {
    return this.#aim !== null && this.#topOf(this.#aim.row, this.#aim.peek) < this.#top - 1;
  }

  #topOf(row: HTMLElement, peek: number): number {
    const { top, height } = this.#scroller.getBoundingClientRect();
    const at = row.getBoundingClientRect().top - top + this.#scroller.scrollTop;
    // What came before makes room where all that is new fits: the question that it ends with, above all.
    const left = height - (this.#scroller.scrollHeight - at);
    const above = Math.min(peek, height / 6, left < 0 ? peek : left);
    return Math.max(0, at - above);
  }

  #to(top: number, behavior: ScrollBehavior): void {
    this.#scroller.scrollTo({ top, behavior });
    this.#top = this.#scroller.scrollTop;
    this.#height = this.#scroller.scrollHeight;
  }
}
