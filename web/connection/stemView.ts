import type { StemBlock, WireBlock } from "../../shared/content/block.ts";
import { moduleIdOf } from "../../shared/content/where.ts";
import type { PersonalityType, Practice, Skill } from "../../shared/content/release.ts";
import { indexRelease, type Stem } from "../../shared/engine/stem.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { ContentIndex } from "./environment.ts";

/** What is loaded of one release. Immutable: a module that arrives makes a new value. */
export interface Content {
  readonly index: ContentIndex;
  readonly types: readonly PersonalityType[];
  /** Blocks of earlier releases, whose answers stay (decision 28). */
  readonly retired: readonly StemBlock[];
  readonly practices: readonly Practice[];
  readonly modules: ReadonlyMap<string, readonly StemBlock[]>;
  /** Blocks of a module that is not loaded whole: the first turn in the page. */
  readonly loose: readonly StemBlock[];
  readonly skills: readonly Skill[];
}

/** The stem in two forms: for the screens, and for the engine with the fence at its end. */
export interface Stems {
  readonly shown: Stem;
  readonly engine: Stem;
  /** The fence's id; null when the release is loaded up to its end. */
  readonly fence: string | null;
}

const FENCE = "~";

/** A block as the server sent it, before its module is here: it can be asked and answered, not resolved. */
const fromWire = ({ recall: _recall, ...block }: WireBlock, version: number): StemBlock => ({
  ...block,
  stemId: 0,
  contentId: 0,
  since: version,
});

/** The block as the content has it, with its connections and where it saves to. */
export const isWhole = (block: StemBlock): boolean => block.stemId !== 0;

/**
 * The stem of what is known: from the loaded modules and the blocks the server sent, up to the end of the
 * contiguous run that starts at the learner's own module. Behind it, while anything is missing, the engine's
 * stem has a fence: a required placement that nobody can answer, so that the engine never claims the end, or
 * a module's completion, for lack of content (rule 13).
 * @param around the `sequence` of where the learner is
 */
export function stemsOf(
  content: Content | null,
  wire: ReadonlyMap<string, WireBlock>,
  around: number,
  version: number,
): Stems | null {
  const known = new Map<string, StemBlock>();
  for (const block of wire.values()) known.set(block.id, fromWire(block, version));
  for (const block of content?.loose ?? []) known.set(block.id, block);
  for (const blocks of content?.modules.values() ?? [])
    for (const block of blocks) known.set(block.id, block);
  const all = [...known.values()].sort((a, b) => a.sequence - b.sequence);
  const here = all.findLast((block) => block.sequence <= around) ?? all[0];
  if (here === undefined) return null;
  // What came loose was delivered: without its module, the run ends with the last of it.
  const loose = [...wire.values(), ...(content?.loose ?? [])];
  const { end, next } = contiguous(content, here, last(loose));
  const blocks = all.filter((block) => block.sequence <= end);
  const shown = build(content, blocks, version);
  if (next === null) return { shown, engine: shown, fence: null };
  const fence = fenceAt(end, next, blocks.at(-1));
  return { shown, engine: build(content, [...blocks, fence], version), fence: fence.id };
}

const last = (blocks: readonly { sequence: number }[]) =>
  blocks.reduce((max, one) => Math.max(max, one.sequence), -1);

/** Where the contiguous run ends, and the module that is missing behind it. */
function contiguous(
  content: Content | null,
  here: StemBlock,
  lastLoose: number,
): { end: number; next: string | null } {
  const modules = content?.index.modules ?? [];
  let i = modules.indexOf(moduleIdOf(here));
  const own = content?.modules.get(modules[i] ?? "");
  if (content === null || own === undefined) {
    return { end: Math.max(lastLoose, here.sequence), next: moduleIdOf(here) };
  }
  let end = last(own);
  for (;;) {
    i += 1;
    const id = modules[i];
    if (id === undefined) return { end, next: null };
    const following = content.modules.get(id);
    if (following === undefined) return { end, next: id };
    end = Math.max(end, last(following));
  }
}

/** In a module that is known in part, the fence stands in its last known exercise: neither is complete. */
const fenceAt = (end: number, moduleId: string, before: StemBlock | undefined): StemBlock => {
  const [part = 0, module = 0] = moduleId.split(".").map(Number);
  return {
    id: `${FENCE}${end}`,
    sequence: end + 0.5,
    part,
    module,
    exercise: before !== undefined && moduleIdOf(before) === moduleId ? before.exercise : 0,
    activity: 0,
    type: "prompt",
    inputType: "textarea",
    required: true,
    private: false,
    text: "",
    nodes: [],
    stemId: 0,
    contentId: 0,
    since: 0,
  };
};

const build = (content: Content | null, stem: StemBlock[], version: number): Stem =>
  indexRelease({
    version: content?.index.version ?? version,
    complete: content?.index.complete ?? false,
    stem,
    retired: [...(content?.retired ?? [])],
    outline: [...(content?.index.outline ?? [])],
    tools: [...(content?.index.tools ?? [])],
    skills: [...(content?.skills ?? [])],
    types: [...(content?.types ?? [])],
    practices: [...(content?.practices ?? [])],
    competencies: [],
    credits: { works: [], attributions: [] },
  });

/**
 * A state found again in a stem that grew: places by their `sequence`, and a frontier that stood at a fence
 * moves to what came in behind it.
 */
export function rebase(stems: Stems, state: LearnerState, deliveredSequence: number): LearnerState {
  const { engine, fence } = stems;
  const delivered = engine.blocks.findLastIndex((block) => block.sequence <= deliveredSequence);
  let { frontier } = state;
  if (frontier?.startsWith(FENCE) === true && frontier !== fence) {
    const end = Number(frontier.slice(FENCE.length));
    const waiting = engine.placements.find((one) => one.sequence > end && !state.answers.has(one.id));
    frontier = waiting?.id ?? null;
  }
  if (delivered === state.delivered && frontier === state.frontier) return state;
  return { ...state, delivered, frontier };
}

/** The state for the screens: without the fence. */
export function unfenced(stems: Stems, state: LearnerState): LearnerState {
  const last = stems.shown.blocks.length - 1;
  if (stems.fence === null) return state;
  const frontier = state.frontier === stems.fence ? null : state.frontier;
  const delivered = Math.min(state.delivered, last);
  return frontier === state.frontier && delivered === state.delivered
    ? state
    : { ...state, frontier, delivered };
}
