import type { WireBlock } from "../../shared/content/block.ts";
import { placedTool } from "../../shared/engine/placed.ts";
import { seals } from "../../shared/engine/sealing.ts";
import { Dice } from "../../shared/engine/testing/dice.ts";
import { pointing } from "../../shared/engine/testing/linked.ts";
import { valueFor } from "../../shared/engine/testing/values.ts";
import type { RowRef } from "../../shared/tools/definition.ts";
import { uuid5 } from "../../shared/ids/uuid5.ts";
import { blockNamed, release } from "./thread.ts";

/** The ids of rows that the engine's generator makes, the same for every learner. */
const madeIds = /[0-9a-f]{8}-0000-4000-8000-\d{12}/g;

const nameOf = ({ table, id }: RowRef): string => `${table}|${id}`;

/**
 * A learner's valid answers to any placement of the newest release, from a seed. What fits is said by the
 * engine's generator alone, also for new tools and private values; here the rows get ids of this learner's own, as
 * clients make them, and point at rows that are there.
 */
export class Generated {
  readonly #userId: string;
  readonly #dice: Dice;
  /** The rows that its answers have made, by placement: others can point at them. */
  readonly #rows = new Map<string, ReadonlySet<string>>();
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
    const text = JSON.stringify(valueFor(sent, this.#userId, this.#dice, mark, release.skills));
    const any = JSON.parse(text.replace(madeIds, (made) => uuid5("row of a test", this.#userId, made)));
    const isThere = (row: RowRef) => [...this.#rows.values()].some((made) => made.has(nameOf(row)));
    const value = pointing(sent, any, isThere);
    const place = { userId: this.#userId, key: id, exerciseId: null, skillCategory: () => null };
    const placed = placedTool(sent);
    const written = placed?.tool.writes(value, placed.config, place) ?? [];
    this.#rows.set(id, new Set(written.filter((one) => one.creates).map(nameOf)));
    return value;
  }
}
