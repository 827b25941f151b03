import type { WireBlock } from "../../shared/content/block.ts";
import { seals } from "../../shared/engine/sealing.ts";
import { Dice } from "../../shared/engine/testing/dice.ts";
import { valueFor } from "../../shared/engine/testing/values.ts";
import { uuid5 } from "../../shared/ids/uuid5.ts";
import { blockNamed, release } from "./thread.ts";

/** The ids of rows that the engine's generator makes, the same for every learner. */
const madeIds = /[0-9a-f]{8}-0000-4000-8000-\d{12}/g;

/**
 * A learner's valid answers to any placement of the newest release, from a seed. What fits is said by the
 * engine's generator alone, also for new tools and private values; here the rows become this learner's own, for
 * their ids are unique in D1.
 */
export class Generated {
  readonly #userId: string;
  readonly #dice: Dice;

  readonly #mark: () => string;

  /** @param mark what every text of the next answer begins with */
  constructor(userId: string, seed: number, mark: () => string = () => "") {
    this.#userId = userId;
    this.#dice = new Dice(seed);
    this.#mark = mark;
  }

  /** @param block as it was sent: its options are the learner's own too */
  to({ id, config }: WireBlock): unknown {
    const sent = { ...blockNamed(id), ...(config === undefined ? {} : { config }) };
    // A mark in an envelope would make it none.
    const mark = seals(sent) ? "" : this.#mark();
    const value = JSON.stringify(valueFor(sent, this.#userId, this.#dice, mark, release.skills));
    return JSON.parse(value.replace(madeIds, (made) => uuid5("row of a test", this.#userId, made)));
  }
}
