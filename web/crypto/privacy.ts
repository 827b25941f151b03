import type { StemBlock } from "../../shared/content/block.ts";
import type { Keys } from "../../shared/crypto/keys.ts";
import { seals, standalone, type Placement } from "../../shared/engine/sealing.ts";
import type { Answer, LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { toolNamed } from "../../shared/tools/registry.ts";
import type { Environment } from "../connection/environment.ts";
import { isWhole } from "../connection/stemView.ts";
import { instanceDraft, type Draft, type Drafts } from "../connection/drafts.ts";
import type { Model } from "../connection/model.ts";
import { valueOf } from "../connection/ops.ts";
import type { Seen } from "../connection/privately.ts";
import { hasEnvelope, type OpenedState } from "../connection/unopened.ts";
import type { Closed } from "../model/client.ts";
import type { InstanceTool } from "../../shared/protocol/client.ts";
import { createKeyring } from "./keyring.ts";
import { createOpener, draftPlace, notePlace, type Shown } from "./opener.ts";
import { createSecrets } from "./secrets.ts";
import { createSealer, type SealedValue } from "./sealer.ts";
import type { KeyTasks } from "./tasks.ts";

type ClosedMap = ReadonlyMap<string, Closed>;

/**
 * One learner's private fields in this browser. What the connection keeps and sends holds envelopes only; the
 * screens get what this opens, and hand it what they make (issue 3).
 */
export function createPrivacy(env: Environment, tasks: KeyTasks, userId: string, changed: () => void) {
  const ring = createKeyring(env, tasks, userId, () => {
    opener.reset();
    changed();
  });
  const opener = createOpener(userId, ring.readers, changed);
  const sealer = createSealer(userId, opener);
  let memo: {
    readonly from: LearnerState;
    readonly stem: Stem;
    readonly at: string;
    readonly to: OpenedState;
  } | null = null;
  const openedOnce = new WeakMap<
    Answer,
    {
      readonly stem: Stem;
      readonly rowIds: LearnerState["rowIds"];
      readonly at: string;
      readonly found: { readonly answer: Answer; readonly closed: Closed | null } | null;
    }
  >();
  let signedOut = false;

  function keys(): Keys {
    const held = ring.keys();
    if (held === null) throw new Error("locked");
    return held;
  }
  const blockIn = (stem: Stem, key: string) => stem.byKey.get(key) ?? stem.retired.get(key);

  /** One answer for the screens; null where it stands in the clear and is shown as it is. */
  function shown(stem: Stem, state: LearnerState, key: string, answer: Answer): Shown | null {
    const block = blockIn(stem, key);
    if (block === undefined || !canBePlaced(block)) {
      return hasEnvelope(answer.value) ? { value: null, closed: "opening" } : null;
    }
    return seals(block) && hasEnvelope(answer.value) ? opener.answer(state, block, answer.value) : null;
  }

  /** The learner's answers as the screens read them, and why some of them cannot be. */
  function opened(stem: Stem, state: LearnerState): OpenedState {
    const at = `${ring.state()} ${opener.generation()}`;
    if (memo !== null && memo.from === state && memo.stem === stem && memo.at === at) return memo.to;
    const closed = new Map<string, Closed>();
    let answers: Map<string, Answer> | null = null;
    for (const [key, answer] of state.answers) {
      if (answer.skipped || answer.value === null) continue;
      const found = openedAnswer(stem, state, at, key, answer);
      if (found === null) continue;
      answers ??= new Map(state.answers);
      answers.set(key, found.answer);
      if (found.closed !== null) closed.set(key, unlessLooking(found.closed));
    }
    const instances = openedInstances(state, closed);
    const practices = openedPractices(state, closed);
    const isAsItWas = answers === null && instances === state.instances && practices === state.practices;
    const to = {
      state: isAsItWas ? state : { ...state, answers: answers ?? state.answers, instances, practices },
      closed,
    };
    memo = { from: state, stem, at, to };
    return to;
  }

  /** The same answer opens to the same, so that whoever shows it sees whether it has changed. */
  function openedAnswer(stem: Stem, state: LearnerState, at: string, key: string, answer: Answer) {
    const known = openedOnce.get(answer);
    if (known?.stem === stem && known.rowIds === state.rowIds && known.at === at) return known.found;
    const own = shown(stem, state, key, answer);
    const found = own === null ? null : { answer: { ...answer, value: own.value }, closed: own.closed };
    openedOnce.set(answer, { stem, rowIds: state.rowIds, at, found });
    return found;
  }

  /** What tools hold outside the thread, in the same way, by the instance's id. */
  function openedInstances(state: LearnerState, closed: Map<string, Closed>): LearnerState["instances"] {
    const sealed = [...state.instances].filter(([, one]) => hasEnvelope(one.value));
    if (sealed.length === 0) return state.instances;
    const all = new Map(state.instances);
    for (const [id, one] of sealed) {
      const found = instanceValue(state, one.tool, id, one.value);
      all.set(id, { ...one, value: found.value });
      if (found.closed !== null) closed.set(id, unlessLooking(found.closed));
    }
    return all;
  }

  /** What an instance says, or unsent work on one. */
  function instanceValue(state: LearnerState, tool: InstanceTool, id: string, value: unknown): Shown {
    if (!hasEnvelope(value)) return { value, closed: null };
    if (tool === "competency_assessment" || toolNamed(tool) === undefined) {
      return { value: null, closed: "opening" };
    }
    return opener.draft(state, standalone(tool, id), value);
  }

  /** Notes of practices, by practice and day. */
  function openedPractices(state: LearnerState, closed: Map<string, Closed>): LearnerState["practices"] {
    const sealed = [...state.practices].filter(([, one]) => hasEnvelope(one.note));
    if (sealed.length === 0) return state.practices;
    const all = new Map(state.practices);
    for (const [key, one] of sealed) {
      const found = opener.whole([notePlace(key)], one.note);
      all.set(key, { ...one, note: found.value });
      if (found.closed !== null) closed.set(key, unlessLooking(found.closed));
    }
    return all;
  }

  /** Without a key as long as it is still being looked for nothing is called locked. */
  const unlessLooking = (closed: Closed): Closed =>
    closed === "locked" && ring.state() === "unknown" ? "opening" : closed;

  function draft(stem: Stem, state: LearnerState, key: string, value: unknown): Shown {
    const block = blockIn(stem, key);
    const instance = block === undefined ? instanceDraft(value) : null;
    if (instance !== null) {
      const found = instanceValue(state, instance.tool, key, instance.value);
      return found.closed === null ? { ...found, value: { ...instance, value: found.value } } : found;
    }
    if (isPractice(key)) return opener.whole([draftPlace(key), notePlace(key)], value);
    if (block === undefined || !canBePlaced(block)) {
      return hasEnvelope(value) ? { value: null, closed: "opening" } : { value, closed: null };
    }
    return seals(block) ? opener.draft(state, block, value) : { value, closed: null };
  }

  /** Takes notice of what the learner has, before it is shown. */
  function look({ base, ops, drafts, line }: Model) {
    const isHere = base.lastSeq > 0 && base.incoming === null;
    const { answers, instances, practices } = base.state;
    const values = [
      ...[...answers.values(), ...instances.values(), ...drafts.values()].map((one) => one.value),
      ...[...practices.values()].map((one) => one.note),
      ...ops.map(valueOf),
    ];
    ring.sees(values.some(hasEnvelope) ? true : isHere ? false : null);
    if (line.ended === "signed_out" && !signedOut) void ring.forget();
    signedOut = line.ended === "signed_out";
  }

  /** Drafts that can be read, and why the others cannot. */
  function readDrafts(
    stem: Stem,
    state: LearnerState,
    drafts: Drafts,
  ): { drafts: Drafts; closed: ClosedMap } {
    const closed = new Map<string, Closed>();
    const all = [...drafts].flatMap(([key, one]): [string, Draft][] => {
      if (one.value === null) return [[key, one]];
      const own = draft(stem, state, key, one.value);
      if (own.closed !== null) {
        closed.set(key, unlessLooking(own.closed));
        return [];
      }
      const { other } = one;
      const theirs = other === null || other.value === null ? null : draft(stem, state, key, other.value);
      const beside =
        theirs === null || theirs.closed !== null || other === null
          ? null
          : { ...other, value: theirs.value };
      return [[key, { ...one, value: own.value, other: beside }]];
    });
    return { drafts: new Map(all), closed };
  }

  return {
    ring,
    secrets: createSecrets(tasks, ring, userId),
    /** What the screens may read of all this, and what stays closed. */
    see(model: Model, stem: Stem, state: LearnerState): Seen {
      look(model);
      const { state: readable, closed } = opened(stem, state);
      const own = readDrafts(stem, state, model.drafts);
      return {
        opened: readable,
        privacy: {
          keys: ring.state(),
          hasAccount: ring.hasAccount(),
          closed,
          closedDrafts: own.closed,
          locksSoon: ring.rests(),
          drafts: own.drafts,
          value(about, value, tool) {
            const found =
              tool === undefined
                ? draft(stem, state, about, value)
                : instanceValue(state, tool, about, value);
            return found.closed === null ? found.value : undefined;
          },
        },
      };
    },
    /** @throws without a key: then nothing leaves, and the control keeps what is in it. */
    seal: async (
      state: LearnerState,
      block: Placement,
      value: unknown,
      standing: unknown,
    ): Promise<SealedValue> => sealer.answer(keys(), state, block, value, standing),
    sealDraft: async (about: string, value: unknown): Promise<unknown> => sealer.draft(keys(), about, value),
    sealNote: async (about: string, text: string, standing: unknown): Promise<unknown> =>
      sealer.note(keys(), about, text, standing),
    close: ring.close,
  };
}
export type Privacy = ReturnType<typeof createPrivacy>;

/** A practice on a day: the only name with a stroke (`practiceKey`). */
const isPractice = (about: string): boolean => about.includes("/");

/** Where a prompt saves to is in the content, not on the wire: until that is here nothing can be bound to it. */
const canBePlaced = (block: StemBlock): boolean => block.type === "tool" || isWhole(block);
