import type { StemBlock, ToolName } from "../../shared/content/block.ts";
import { exerciseIdOf } from "../../shared/content/where.ts";
import { standalone } from "../../shared/engine/sealing.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { ClientView } from "../model/client.ts";

/** Something made with a tool, in the conversation or outside it. */
export interface ToolEntry {
  /** The placement's key, or the instance's id. */
  readonly id: string;
  readonly block: StemBlock;
  /** Where the conversation asked for it; null for what was made outside. */
  readonly asked: { readonly exercise: string; readonly title: string; readonly retired: boolean } | null;
  readonly value: unknown;
  readonly rev: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly changedAt: string;
}

type Known = Pick<LearnerState, "answers" | "instances">;

/**
 * All that a tool holds, the newest first: answers of the conversation with their origin, and what was made outside.
 * @param closed what is sealed and does not open here: it is there, though nothing of it can be shown
 */
export function entriesOf(
  stem: Stem,
  { answers, instances }: Known,
  closed: ClientView["closed"],
  tool: ToolName,
): ToolEntry[] {
  const titleOf = (id: string) => stem.outline.find((entry) => entry.id === id)?.title ?? "";
  const placed = [...stem.placements, ...stem.retired.values()].flatMap((block): ToolEntry[] => {
    const answer = answers.get(block.id);
    if (block.tool !== tool || answer === undefined || answer.skipped || answer.erased) return [];
    if (answer.value === null && !closed.has(block.id)) return [];
    const exercise = exerciseIdOf(block);
    const retired = !stem.byKey.has(block.id);
    const { value, rev, createdAt, respondedAt: changedAt } = answer;
    const asked = { exercise, title: titleOf(exercise), retired };
    return [{ id: block.id, block, asked, value, rev, createdAt, changedAt }];
  });
  const own = [...instances].flatMap(([id, one]): ToolEntry[] => {
    if (one.tool !== tool || (one.value === null && !closed.has(id))) return [];
    const { value, rev, createdAt, respondedAt: changedAt } = one;
    return [{ id, block: ownBlock(stem, tool, id), asked: null, value, rev, createdAt, changedAt }];
  });
  return [...placed, ...own].toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/** Whether the content of every answer is here; on a new device it comes module by module. */
export const isWhole = (stem: Stem, { answers }: Known): boolean =>
  [...answers.keys()].every((key) => stem.byKey.has(key) || stem.retired.has(key));

const blocks = new WeakMap<Stem, Map<string, StemBlock>>();

/**
 * What a tool made outside the conversation is for its card: a placement without a place, which is brought what the
 * card works on. The same one each time, for it stands for the card's identity.
 */
export function ownBlock(stem: Stem, tool: ToolName, id: string): StemBlock {
  const known = blocks.get(stem) ?? new Map<string, StemBlock>();
  blocks.set(stem, known);
  const before = known.get(id);
  if (before !== undefined) return before;
  const { config = {}, private: isPrivate } = standalone(tool, id);
  const block: StemBlock = {
    id,
    sequence: 0,
    part: 0,
    module: 0,
    exercise: 0,
    activity: 0,
    type: "tool",
    tool,
    required: false,
    private: isPrivate,
    text: "",
    nodes: [],
    stemId: 0,
    contentId: 0,
    since: 0,
    ...worksOn(stem, tool, config),
  };
  known.set(id, block);
  return block;
}

/** The tools whose cards outside the conversation begin with what was said in it. */
export const worksOnOthers: ReadonlySet<ToolName> = new Set(["soared_form", "mbti_selector"]);

/** What comes into a card outside the conversation: a story can belong to an experience, a type has its sliders. */
function worksOn(stem: Stem, tool: ToolName, config: object): Pick<StemBlock, "config" | "connections"> {
  switch (tool) {
    case "soared_form":
      return {
        config: { ...config },
        connections: [
          {
            dataObject: "Experience list",
            label: "From what you have done",
            from: stem.placements.filter(makesExperiences).map((block) => block.id),
            transform: [],
            reveal: "shown",
            use: "experience",
          },
        ],
      };
    case "mbti_selector": {
      const placed = stem.placements.find((block) => block.tool === tool);
      return {
        config: { ...config, ...placed?.config, goal: "A code that fits for now" },
        ...(placed?.connections === undefined ? {} : { connections: placed.connections }),
      };
    }
    default:
      return { config: { ...config } };
  }
}

const makesExperiences = (block: StemBlock): boolean =>
  block.tool === "list_builder" && block.config?.["target"] === "user_experiences";
