import * as z from "zod/mini";
import { ideaTree, mostIdeas, type TreeValue } from "../../../shared/tools/idea_tree/tool.ts";
import { ideaId } from "../../../shared/tools/idea_tree/tree.ts";
import type { treeConfig } from "../../../shared/tools/idea_tree/tool.ts";
import type { OtherAnswer } from "../../model/card.ts";
import type { Problem } from "../card/problems.ts";
import { counted } from "../card/words.ts";
import { linesOf, type Idea, type Ideas } from "./tree.ts";

export type TreeConfig = z.infer<typeof treeConfig>;

export interface TreeDraft {
  /** The tree's own id, for ever. */
  readonly id: string;
  readonly title: string;
  readonly ideas: Ideas;
  /** Keys of ideas that are ringed. */
  readonly ringed: readonly string[];
  /** What stands in the line for a new one. */
  readonly entry: string;
}

export const longestIdea = 120;

const draftShape = z.object({
  id: z.uuid(),
  title: z.string(),
  ideas: z.array(z.object({ key: z.string(), text: z.string(), parent: z.nullable(z.string()) })),
  ringed: z.array(z.string()),
  entry: z.string(),
});

/** The draft, else the tree that stands, else one without ideas. */
export function restoreTree(
  draft: unknown,
  value: unknown,
  config: TreeConfig,
  makeId: () => string,
): TreeDraft {
  const kept = draftShape.safeParse(draft);
  if (kept.success) return kept.data;
  const tree = readTree(draft, config) ?? readTree(value, config);
  if (tree === null) return { id: makeId(), title: "", ideas: [], ringed: [], entry: "" };
  const ideas = tree.nodes.map(({ id: key, text, parent }) => ({ key, text, parent }));
  return { id: tree.id, title: tree.title, ideas, ringed: tree.circled, entry: "" };
}

/** The tree of an answer; null where it is none. */
export function readTree(value: unknown, config: TreeConfig): TreeValue | null {
  const answered = ideaTree.value({ ...config, max: mostIdeas }, "open").safeParse(value);
  return answered.success ? answered.data : null;
}

/** As the answer keeps it: ideas by the ids of their words. */
export function treeValue({ id, title, ideas, ringed }: TreeDraft): TreeValue {
  const ids = new Map(ideas.map(({ key, text }) => [key, ideaId(text)]));
  return {
    id,
    title: title.trim(),
    nodes: linesOf(ideas).map(({ text, parent, key }) => ({
      id: ids.get(key) ?? "",
      text: text.trim(),
      parent: parent === null ? null : (ids.get(parent) ?? null),
    })),
    circled: ringed.flatMap((key) => ids.get(key) ?? []),
  };
}

/** The idea of the tree that these words are, in whatever way they are written; itself left out. */
export const sameIdea = (ideas: Ideas, text: string, but: string | null = null): Idea | undefined =>
  ideas.find((one) => one.key !== but && ideaId(one.text) === ideaId(text));

/** Why these words can be no idea here; null where they can. */
export function wordsProblem(ideas: Ideas, text: string, but: string | null = null): string | null {
  const words = text.trim();
  if (words === "") return null;
  if (words.length > longestIdea)
    return `An idea has at most ${longestIdea} letters; this one has ${words.length}.`;
  const same = sameIdea(ideas, words, but);
  return same === undefined ? null : `“${same.text}” stands in this tree already.`;
}

export function treeProblems(draft: TreeDraft, config: TreeConfig): Problem[] {
  const count = draft.ideas.length;
  const most = Math.min(config.max, mostIdeas);
  const wrong = wordsProblem(draft.ideas, draft.entry);
  const words =
    wrong ??
    (draft.entry.trim() !== ""
      ? "Press Enter to put this one in, or clear the line."
      : count < Math.max(config.min, 1)
        ? count === 0
          ? "Begin with one word."
          : `Add ${config.min - count} more to go on.`
        : count > most
          ? `A tree here holds ${most}. Take out ${count - most} to go on.`
          : null);
  return [
    ...(words === null ? [] : [{ at: "entry", words }]),
    ...(draft.title.length > longestIdea ? [{ at: "title", words: `At most ${longestIdea} letters.` }] : []),
  ];
}

export function treeLeft({ ideas }: TreeDraft, { min }: TreeConfig): string {
  if (ideas.length === 0) return min > 1 ? `${min} or more` : "";
  return ideas.length < min ? `${min - ideas.length} more to go` : counted(ideas.length, "idea");
}

/** Where else an idea stands: the names of the learner's other trees, by the idea's id. */
export function elsewhere(others: readonly OtherAnswer[], config: TreeConfig): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { value } of others) {
    const tree = readTree(value, config);
    if (tree === null) continue;
    const name = tree.title.trim() || (tree.nodes[0]?.text ?? "");
    for (const { id } of tree.nodes) found.set(id, [...(found.get(id) ?? []), name]);
  }
  return found;
}

/** All words of the learner's other trees, each once, to choose from while writing. */
export function knownWords(
  others: readonly OtherAnswer[],
  config: TreeConfig,
): { readonly id: string; readonly text: string }[] {
  const nodes = others.flatMap(({ value }) => readTree(value, config)?.nodes ?? []);
  const all = new Map(nodes.map(({ id, text }) => [id, { id, text }]));
  return [...all.values()].toSorted((a, b) => a.text.localeCompare(b.text));
}

/** The ideas that are ringed in any of the trees, each once. */
export function ringedIn(
  others: readonly OtherAnswer[],
  config: TreeConfig,
): { readonly id: string; readonly text: string }[] {
  const all = others.flatMap(({ value }) => {
    const tree = readTree(value, config);
    return tree?.nodes.filter(({ id }) => tree.circled.includes(id)) ?? [];
  });
  return [...new Map(all.map(({ id, text }) => [id, { id, text }])).values()];
}
