import * as z from "zod/mini";
import type { Contribution, ToolDefinition } from "../definition.ts";
import { rowId } from "../fields.ts";
import { brokenAt, ideaEdgeId, ideaId, ideaNodeId, placed, type IdeaNode } from "./tree.ts";

/** The most ideas in one tree. */
export const mostIdeas = 200;

export const treeConfig = z.strictObject({
  /** Ideas in all, the root counted. */
  min: z._default(z.int(), 1),
  max: z._default(z.int().check(z.maximum(mostIdeas)), mostIdeas),
  /** How many ideas the card asks for under each; more and fewer are fine. */
  branches: z._default(z.int().check(z.minimum(1), z.maximum(9)), 3),
  goal: z.optional(z.string()),
});
type TreeConfig = z.infer<typeof treeConfig>;

/** The nodes stand parents first, the root before all; children of one parent in their order. */
export interface TreeValue {
  id: string;
  title: string;
  nodes: IdeaNode[];
  /** Ideas the learner has ringed to go on with. */
  circled: string[];
}

const node = z.strictObject({
  id: rowId,
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  parent: z.nullable(rowId),
});

function wrongNode({ nodes, circled }: TreeValue) {
  const strange = nodes.findIndex(({ id, text }) => id !== ideaId(text));
  if (strange !== -1)
    return { path: `value.nodes.${strange}.id`, message: "The id of an idea is made from its words" };
  const broken = brokenAt(nodes);
  if (broken !== null) return { path: `value.nodes.${broken.index}.parent`, message: broken.message };
  const ids = new Set(nodes.map(({ id }) => id));
  const ringed = circled.findIndex((id) => !ids.has(id));
  return ringed === -1 ? null : { path: `value.circled.${ringed}`, message: "This is no idea of the tree" };
}

export const ideaTree: ToolDefinition<TreeConfig, TreeValue> = {
  name: "idea_tree",
  config: treeConfig,
  standalone: { config: treeConfig.parse({}), private: false },
  value({ max }) {
    const most = Math.min(max, mostIdeas);
    return z.strictObject({
      id: rowId,
      title: z.string().check(z.maxLength(120)),
      nodes: z.array(node).check(z.minLength(1), z.maxLength(most)),
      circled: z.array(rowId).check(z.maxLength(most)),
    });
  },
  check(value, { min }) {
    if (value.nodes.length < min)
      return { code: "invalid", path: "value.nodes", message: `Add ideas until there are ${min}` };
    const wrong = wrongNode(value);
    return wrong === null ? null : { code: "invalid", ...wrong };
  },
  rows({ id: tree, title, nodes, circled }) {
    const texts = new Map(nodes.map((one) => [one.id, one.text]));
    const ringed = new Set(circled);
    const root = nodes[0]?.text ?? "";
    return placed(nodes).map(({ id, text, parent, depth, position, leaf, branch }) => ({
      id,
      text,
      tree,
      title: title.trim() || root,
      root,
      depth,
      position,
      leaf,
      circled: ringed.has(id),
      ...(parent === null ? {} : { parent: texts.get(parent) ?? "" }),
      ...(branch === null ? {} : { branch: texts.get(branch) ?? "" }),
    }));
  },
  writes({ id, title, nodes }, _config, { userId }) {
    const tree = { table: "user_idea_trees", id };
    const rows = new Map(
      nodes.map((one) => [one.id, { table: "user_idea_nodes", id: ideaNodeId(userId, one.text) }]),
    );
    const root = rows.get(nodes[0]?.id ?? "");
    const edges = placed(nodes).flatMap(({ id: child, parent, position }): Contribution[] => {
      const [from, to] = [rows.get(parent ?? ""), rows.get(child)];
      if (from === undefined || to === undefined) return [];
      const ends = { from_node_id: from.id, to_node_id: to.id };
      return [
        {
          table: "user_idea_edges",
          id: ideaEdgeId(id, from.id, to.id),
          creates: true,
          fields: { tree_id: id, ...ends, position },
          requires: [tree, from, to],
        },
      ];
    });
    return [
      ...nodes.map((one): Contribution => ({
        table: "user_idea_nodes",
        id: ideaNodeId(userId, one.text),
        creates: true,
        fields: { content: one.text },
      })),
      {
        ...tree,
        creates: true,
        fields: { name: title.trim() === "" ? null : title, root_node_id: root?.id ?? null },
        ...(root === undefined ? {} : { links: { root_node_id: root } }),
      },
      ...edges,
    ];
  },
  newSkills: () => [],
};
