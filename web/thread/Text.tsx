import { createContext, use, type ReactNode } from "react";
import type { Citation, Recall, StemBlock, TextNode } from "../../shared/content/block.ts";
import { usageWords } from "../../shared/content/usage.ts";
import { filled, readings } from "../../shared/content/said.ts";
import { Popover } from "../ui/Popover.tsx";

/** Whether a message's controls are tab stops: only those of the message that has focus are (ux 2, row 20). */
export const TabStop = createContext(-1);

interface Props {
  readonly block: StemBlock;
  readonly recalls: readonly Recall[];
}

/** A block's paragraphs. Its safe nodes become elements; nothing is ever parsed as HTML here. */
export function Text({ block, recalls, as: Tag = "p" }: Props & { as?: "p" | "span" }) {
  return readings(block.nodes, recalls).map((nodes, i) => (
    <Tag key={i}>
      <Nodes nodes={nodes} citations={block.citations ?? []} recalls={recalls} />
    </Tag>
  ));
}

interface NodesProps {
  readonly nodes: readonly TextNode[];
  readonly citations: readonly Citation[];
  readonly recalls: readonly Recall[];
}

function Nodes({ nodes, citations, recalls }: NodesProps): ReactNode {
  const tab = use(TabStop);
  const inside = (children: TextNode[]) => <Nodes nodes={children} citations={citations} recalls={recalls} />;
  return nodes.map((node, i) => {
    // A source stands at its word, whatever space the author left before it.
    if (typeof node === "string") return isCite(nodes[i + 1]) ? node.trimEnd() : node;
    if ("b" in node) return <b key={i}>{inside(node.b)}</b>;
    if ("i" in node) return <em key={i}>{inside(node.i)}</em>;
    if ("fill" in node) return <span key={i}>{filled(recalls, node)}</span>;
    if ("when" in node) return null;
    if ("cite" in node) return <Cite key={i} n={node.cite} citations={citations} />;
    return (
      <a key={i} href={node.a} target="_blank" rel="noreferrer" tabIndex={tab}>
        {inside(node.c)}
        <span className="unseen"> (opens a new tab)</span>
      </a>
    );
  });
}

const isCite = (node: TextNode | undefined) => typeof node === "object" && "cite" in node;

function Cite({ n, citations }: { n: number; citations: readonly Citation[] }) {
  const tab = use(TabStop);
  const source = citations.find((one) => one.n === n);
  if (source === undefined) return null;
  return (
    <Popover className="cite" label={`Source ${n}`} words={`[${n}]`} sheet="source" tabIndex={tab}>
      <span className="source__usage">{usageWords[source.usage]} </span>
      {emphasised(source.full ?? source.short)}
      <a className="act source__all" href={`/credits#${source.slug}`} tabIndex={tab}>
        All sources
      </a>
    </Popover>
  );
}

/** A citation's own emphasis: titles of books stand between asterisks; the one inside O*NET is a letter. */
export const emphasised = (text: string): ReactNode =>
  text.split(/(?<!\w)\*|\*(?!\w)/).map((piece, i) => (i % 2 === 0 ? piece : <cite key={i}>{piece}</cite>));

/** The words of a block alone: for names, announcements and the outline. */
export function plainWords(block: StemBlock, recalls: readonly Recall[]): string {
  const words = (nodes: readonly TextNode[]): string =>
    nodes
      .map((node) => {
        if (typeof node === "string") return node;
        if ("b" in node) return words(node.b);
        if ("i" in node) return words(node.i);
        if ("c" in node) return words(node.c);
        return "fill" in node ? filled(recalls, node) : "";
      })
      .join("");
  return readings(block.nodes, recalls).map(words).join(" ").replace(/\s+/g, " ").trim();
}
