import { useMemo } from "react";
import { treeConfig, type TreeValue } from "../../../shared/tools/idea_tree/tool.ts";
import { placed } from "../../../shared/tools/idea_tree/tree.ts";
import { Tree } from "../../pictures/Tree.tsx";
import type { AnsweredProps } from "../../model/card.ts";
import { Folded } from "../card/Folded.tsx";
import { counted } from "../card/words.ts";
import { readTree } from "./model.ts";
import "../card/card.css";
import "./idea_tree.css";

/** What was ringed, the tree in lines, and its picture one tap away. */
export function Answered({ block, value }: AnsweredProps) {
  const config = useMemo(() => treeConfig.parse(block.config ?? {}), [block]);
  const tree = useMemo(() => readTree(value, config), [value, config]);
  if (tree === null) return <p className="answered-empty">No tree here yet.</p>;
  const ringed = tree.nodes.filter(({ id }) => tree.circled.includes(id));
  return (
    <div className="answered-tree">
      <p>
        <b>{nameOf(tree)}</b> <small>{counted(tree.nodes.length, "idea")}</small>
      </p>
      {ringed.length === 0 ? null : (
        <ul className="answered-ringed" aria-label="Ringed">
          {ringed.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      )}
      <Folded words="See the whole tree">
        <TreePicture tree={tree} />
      </Folded>
    </div>
  );
}

const nameOf = ({ title, nodes }: TreeValue): string => title.trim() || (nodes[0]?.text ?? "");

/** A tree to look at, with its outline as the table beside it. For an answer, the tool's page and the profile. */
export function TreePicture({ tree }: { readonly tree: TreeValue }) {
  const texts = new Map(tree.nodes.map(({ id, text }) => [id, text]));
  return (
    <Tree
      title={nameOf(tree)}
      says={`A tree of ${counted(tree.nodes.length, "idea")} that begins with ${tree.nodes[0]?.text ?? "nothing"}. The table has all of them in their order.`}
      ideas={tree.nodes}
      ringed={tree.circled}
      twin={{
        head: ["Idea", "Under", "Step", "Ringed"],
        rows: placed(tree.nodes).map(({ id, text, parent, depth }) => [
          text,
          parent === null ? "" : (texts.get(parent) ?? ""),
          depth,
          tree.circled.includes(id) ? "ringed" : "",
        ]),
      }}
    />
  );
}
