/** Repeatable chance for what a drawn number stands for (mulberry32). */
export class Dice {
  #state: number;

  constructor(entropy: number) {
    this.#state = entropy >>> 0;
  }

  /** 0 ≤ n < `below`. */
  nat(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  chance(oneIn: number): boolean {
    return this.nat(oneIn) === 0;
  }

  of<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    if (items.length === 0) throw new Error("nothing to choose from");
    return items[this.nat(items.length)] as T;
  }

  /** Some of the items, in another order. */
  some<T>(items: readonly T[], most = items.length, least = 0): T[] {
    const left = [...items];
    const taken: T[] = [];
    const up = Math.min(most, items.length);
    for (let n = least + this.nat(Math.max(0, up - least) + 1); n > 0 && left.length > 0; n -= 1) {
      taken.push(...left.splice(this.nat(left.length), 1));
    }
    return taken;
  }
}
