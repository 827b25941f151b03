import fc from "fast-check";
import type { Release } from "../../content/release.ts";
import { toolNames, type StemBlock, type ToolName } from "../../content/block.ts";
import { instanceTools } from "../../protocol/client.ts";
import { accept, type Operation } from "../accept.ts";
import type { Decision } from "../decision.ts";
import type { EventContext } from "../apply.ts";
import { position } from "../position.ts";
import { sealedFields } from "../sealing.ts";
import { newLearner, type LearnerState } from "../state.ts";
import { indexRelease, type Stem } from "../stem.ts";
import { linked } from "./linked.ts";
import { changesOf, successor, type Change, type ChangeKind } from "./releases.ts";
import { Dice } from "./seed.ts";
import { envelopeOf, rowOf, rubbish, standaloneBlock, valueFor } from "./values.ts";

export const userId = "11111111-1111-4111-8111-111111111111";

/* Histories: several devices, valid operations and rubbish, and releases that change underneath them. */

const moves = [
  "answer",
  "answer",
  "answer",
  "skip",
  "edit",
  "edit",
  "clear",
  "again",
  "new",
  "anywhere",
  "offline",
  "visibility",
  "skill",
  "instance",
  "instance",
  "delete",
  "practice",
  "stale",
  "rubbish",
] as const;
export interface Move {
  readonly what: (typeof moves)[number] | "release";
  readonly entropy: number;
  readonly device: number;
  /** Minutes after the start, by that device's clock: devices come back with older times. */
  readonly at: number;
  readonly changes: readonly Change[];
}

const move: fc.Arbitrary<Move> = fc.record({
  what: fc.constantFrom(...moves),
  entropy: fc.nat(),
  device: fc.nat(2),
  at: fc.nat(500),
  changes: fc.constant([]),
});
const releaseMove = (kinds: readonly ChangeKind[]): fc.Arbitrary<Move> =>
  fc.record({
    what: fc.constant("release" as const),
    entropy: fc.nat(),
    device: fc.constant(0),
    at: fc.nat(500),
    changes: changesOf(...kinds),
  });

export const allChanges: readonly ChangeKind[] = ["insert", "grow", "remove", "move", "required", "config"];
/** @param kinds how releases change on the way; none: one release throughout */
export const arbitraryMoves = (
  kinds: readonly ChangeKind[] = allChanges,
  maxLength = 40,
): fc.Arbitrary<Move[]> =>
  fc.array(
    kinds.length === 0
      ? move
      : fc.oneof({ weight: 12, arbitrary: move }, { weight: 1, arbitrary: releaseMove(kinds) }),
    { maxLength, minLength: 1, size: "max" },
  );

/** One operation that was decided, and everything around it. */
export interface Step {
  readonly stem: Stem;
  readonly before: LearnerState;
  readonly op: Operation;
  readonly context: EventContext;
  readonly decision: Decision;
  readonly state: LearnerState;
}
export interface Played {
  readonly steps: readonly Step[];
  readonly stem: Stem;
  readonly state: LearnerState;
  readonly stems: readonly Stem[];
}

const opIdOf = (n: number): string => `00000000-0000-4000-9000-${String(n).padStart(12, "0")}`;

export class World {
  readonly #release: { now: Release };
  readonly stems: Stem[];
  readonly steps: Step[] = [];
  state: LearnerState;
  readonly who: string;
  #n = 0;
  #seq = 0;
  readonly #mark: (n: number) => string;

  /** @param options `mark` begins every text of the n-th operation, to be found again; `who` is the learner */
  constructor(
    release: Release,
    { mark = () => "", who = userId }: { mark?: (n: number) => string; who?: string } = {},
  ) {
    this.#mark = mark;
    this.who = who;
    this.#release = { now: release };
    this.stems = [indexRelease(release)];
    this.state = newLearner(who, this.stem);
    this.run({ t: "open", opId: opIdOf(0) });
  }

  get stem(): Stem {
    const stem = this.stems.at(-1);
    if (stem === undefined) throw new Error("no release");
    return stem;
  }

  run(op: Operation, device: string | null = null, minutes = this.#n): Step {
    const stem = this.stem;
    const at = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();
    const today = at.slice(0, 10);
    const hashes = "hashes" in op && op.hashes !== undefined ? { hashes: op.hashes } : {};
    const place = { n: this.#n + 1, headSeq: this.#seq, contentVersion: stem.version };
    const context = { at, device, today, ...place, ...hashes };
    const before = this.state;
    const decision = accept(stem, before, op, context);
    const state = decision.ok ? decision.state : before;
    if (decision.ok && decision.events.length > 0) this.#n += 1;
    if (decision.ok) this.#seq += decision.events.length;
    const step = { stem, before, op, context, decision, state };
    this.state = state;
    this.steps.push(step);
    return step;
  }

  switchTo(release: Release): Step {
    const from = this.stem;
    this.#release.now = release;
    this.stems.push(indexRelease(release));
    return this.run({ t: "content", opId: opIdOf(this.steps.length), from });
  }

  play(move: Move): Step {
    if (move.what === "release") return this.switchTo(successor(this.#release.now, move.changes));
    const dice = new Dice(move.entropy);
    const op = this.#operation(move.what, dice);
    // Now and then somebody writes a link by hand.
    const sent = dice.chance(6) ? op : linked(this.stem, this.state, op);
    return this.run(sent, `device-${move.device}`, move.at);
  }

  played(): Played {
    return { steps: this.steps, stem: this.stem, state: this.state, stems: this.stems };
  }

  /** Makes, changes, deletes or brings back something outside the thread; now and then from a stale place. */
  #instance(dice: Dice, deletes: boolean): Operation {
    const { state } = this;
    const known = [...state.instances];
    const [id, current] =
      known.length > 0 && dice.chance(2) ? dice.of(known) : [rowOf("item", 100 + dice.nat(6)), undefined];
    const standing = current ?? state.instances.get(id);
    const tool = dice.chance(12) ? dice.of(instanceTools) : (standing?.tool ?? dice.of([...usable(state)]));
    const one = tool === "competency_assessment" ? undefined : standaloneBlock(tool);
    return {
      t: "tool",
      opId: opIdOf(this.steps.length),
      tool,
      instanceId: id,
      baseRev: (standing?.rev ?? 0) + (dice.chance(8) ? 1 : 0),
      value: deletes
        ? null
        : one === undefined || dice.chance(10)
          ? dice.of(rubbish)
          : valueFor(one, this.who, dice, this.#mark(this.steps.length)),
    };
  }

  #operation(what: Exclude<Move["what"], "release">, dice: Dice): Operation {
    const { stem, state } = this;
    const opId = opIdOf(this.steps.length);
    const waiting = position(stem, state);
    const any = stem.placements.length === 0 ? null : dice.of(stem.placements);
    const answered = stem.placements.filter((one) => state.answers.has(one.id));
    const chosen = answered.length === 0 ? any : dice.of(answered);
    const value = (block: StemBlock) => valueFor(block, this.who, dice, this.#mark(this.steps.length));
    const onlyMe = dice.chance(4) ? { onlyMe: dice.chance(2) } : {};
    const reply = (block: StemBlock, more: object = {}): Operation => ({
      t: "reply",
      opId,
      blockId: block.id,
      ...hashed(block, value(block)),
      ...onlyMe,
      ...more,
    });
    const edit = (block: StemBlock, baseRev: number, given: unknown): Operation => ({
      t: "edit",
      opId,
      blockId: block.id,
      baseRev,
      ...hashed(block, given),
      ...onlyMe,
    });
    /** As a browser sends it: with a keyed hash for every sealed row. */
    const hashed = (block: StemBlock, given: unknown) => {
      const places = sealedFields(state, block, given).map((field) => field.place.rowId);
      const hash = dice.of(["aGFzaA==", "b3RoZXI="]);
      const hashes = Object.fromEntries(places.map((id) => [id, hash]));
      return { value: given, ...(places.length === 0 ? {} : { hashes }) };
    };
    const revOf = (block: StemBlock) => state.answers.get(block.id)?.rev ?? 0;
    const nothing: Operation = { t: "reply", opId, blockId: "9.9.9.nothing", value: dice.of(rubbish) };
    switch (what) {
      case "answer":
        return waiting === null ? nothing : reply(waiting);
      case "skip": {
        const block = dice.chance(5) ? any : waiting;
        if (block === null) return nothing;
        const scope = dice.of(["block", "activity", "exercise", "module"] as const);
        return {
          t: "skip",
          opId,
          blockId: block.id,
          scope,
          ...(dice.chance(3) ? { version: dice.nat(stem.version) + 1 } : {}),
        };
      }
      case "edit":
        return chosen === null ? nothing : edit(chosen, revOf(chosen), value(chosen));
      case "clear":
        return chosen === null ? nothing : edit(chosen, revOf(chosen), null);
      case "again":
        return chosen === null
          ? nothing
          : edit(chosen, revOf(chosen), state.answers.get(chosen.id)?.value ?? null);
      case "new": {
        const open = stem.placements.filter((one) => !state.answers.has(one.id));
        const block = open.length === 0 ? any : dice.of(open);
        return block === null ? nothing : edit(block, 0, value(block));
      }
      case "anywhere":
        return any === null ? nothing : dice.chance(2) ? reply(any) : edit(any, dice.nat(3), value(any));
      case "offline": {
        // From a device that still has an older release, or claims to have one that never was.
        const version = dice.nat(stem.version + 2);
        const gone = [...stem.retired.values()].filter((one) => one.type !== "content");
        const block = gone.length > 0 && dice.chance(2) ? dice.of(gone) : dice.chance(3) ? any : waiting;
        return block === null ? nothing : reply(block, { version });
      }
      case "visibility":
        return chosen === null
          ? nothing
          : { t: "visibility", opId, blockId: chosen.id, onlyMe: dice.chance(2) };
      case "instance":
        return this.#instance(dice, false);
      case "delete":
        return this.#instance(dice, true);
      case "practice":
        return {
          t: "practice",
          opId,
          practice: dice.of(["flow-log", "quiet-minutes", "nothing"]),
          day: dice.of(["2026-01-01", "2025-12-24", "2020-01-01"]),
          done: dice.chance(2),
          ...(dice.chance(2) ? { note: dice.of<unknown>([envelopeOf(dice), "in the clear", 5, null]) } : {}),
        };
      case "skill":
        return {
          t: "skill",
          opId,
          name: dice.of(["Bee keeping", " KNOTS ", "x", "lone \ud800", "Éclairs"]),
          category: null,
        };
      case "stale":
        return chosen === null ? nothing : edit(chosen, revOf(chosen) + 1, value(chosen));
      case "rubbish": {
        const content = stem.blocks.find((one) => one.type === "content");
        const blockId = dice.of([
          "9.9.9.nothing",
          content?.id ?? "",
          waiting?.id ?? "",
          any?.id ?? "",
          "__proto__",
        ]);
        const broken = dice.of(rubbish);
        return dice.of<Operation>([
          { t: "reply", opId, blockId, value: broken },
          { t: "edit", opId, blockId, baseRev: dice.nat(2), value: broken },
          { t: "skip", opId, blockId },
          { t: "visibility", opId, blockId, onlyMe: true },
        ]);
      }
    }
  }
}

/** Tools that are, mostly, unlocked. */
function usable(state: LearnerState): Set<ToolName> {
  const open = toolNames.filter((name) => state.unlocked.has(name));
  return new Set(open.length === 0 ? toolNames : open);
}

export function play(release: Release, all: readonly Move[]): Played {
  const world = new World(release);
  for (const one of all) world.play(one);
  return world.played();
}

/** The placement that waits is answered or, by the dice, skipped, until nothing waits. */
export function walk(world: World, dice: Dice, mostSteps = 500): number {
  let steps = 0;
  for (
    let waiting = position(world.stem, world.state);
    waiting !== null;
    waiting = position(world.stem, world.state)
  ) {
    if (steps === mostSteps) throw new Error(`the walk does not end: ${waiting.id}`);
    steps += 1;
    const opId = opIdOf(world.steps.length);
    const scope = dice.of(["block", "activity", "exercise", "module"] as const);
    const skips = !waiting.required && dice.chance(2);
    const step = skips
      ? world.run({ t: "skip", opId, blockId: waiting.id, scope })
      : world.run(
          linked(world.stem, world.state, {
            t: "reply",
            opId,
            blockId: waiting.id,
            value: valueFor(waiting, world.who, dice, "", world.stem.release.skills),
          }),
        );
    if (!step.decision.ok) throw new Error(`${waiting.id}: ${JSON.stringify(step.decision.nack)}`);
  }
  return steps;
}
