import { memo, type ReactNode } from "react";
import type { Recall, StemBlock } from "../../shared/content/block.ts";
import { isMirror } from "../../shared/content/said.ts";
import { Leaf } from "./Leaf.tsx";
import { From } from "./From.tsx";
import { RecallLater } from "./later.tsx";
import { emphasised, Text } from "./Text.tsx";
import { useRecalls } from "./useRecalls.ts";

interface Props {
  readonly block: StemBlock;
  /** Minutes, where this heading opens an exercise; null elsewhere. */
  readonly opens: number | null;
}

/** What the guide says: six kinds, each with its own element (spec 4.2). */
export const Said = memo(function Said({ block, opens }: Props) {
  const recalls = useRecalls(block);
  const shown = recalls.filter((one) => one.as === undefined && one.use === "show");
  return (
    <>
      <Words block={block} opens={opens} recalls={recalls} />
      {shown.map((one) => (
        <RecallLater key={one.label + one.from.join()} recall={one} />
      ))}
    </>
  );
});

function Words({ block, opens, recalls }: Props & { recalls: ReturnType<typeof useRecalls> }) {
  const text = <Text block={block} recalls={recalls} />;
  switch (block.contentType) {
    case "heading":
      return <Heading block={block} opens={opens} />;
    case "note":
      if (isMirror(block)) return <Mirror text={text} recalls={recalls} />;
      return (
        <aside className="note" role="note">
          {text}
        </aside>
      );
    case "quote":
      return <Quote block={block} recalls={recalls} />;
    case "transition":
      return <div className="transition">{text}</div>;
    case "celebration":
      return (
        <div className="celebration">
          <Leaf />
          {text}
        </div>
      );
    default:
      return <div className="say">{text}</div>;
  }
}

/** Somebody's own words, in quotation marks, with who said them and the whole citation (spec 6.2). */
function Quote({ block, recalls }: { block: StemBlock; recalls: readonly Recall[] }) {
  const by = block.config?.["by"];
  const words = block.nodes.map((nodes) => {
    const kept = nodes.filter((node) => typeof node === "string" || !("cite" in node));
    // The space before the citation goes with it.
    return kept.map((node, i) => (typeof node === "string" && i === kept.length - 1 ? node.trimEnd() : node));
  });
  return (
    <figure className="quote">
      <blockquote>
        <Text block={{ ...block, nodes: words }} recalls={recalls} />
      </blockquote>
      <figcaption>
        {typeof by === "string" ? <span className="quote__by">{by}</span> : null}
        {block.citations?.map(({ slug, short, full }) => (
          <cite key={slug} className="quote__from">
            {emphasised(full ?? short)}
          </cite>
        ))}
      </figcaption>
    </figure>
  );
}

/** What only this learner's answers could say; framed as their own words are, with where it comes from. */
function Mirror({ text, recalls }: { text: ReactNode; recalls: readonly Recall[] }) {
  const sources = new Map(recalls.map((one) => [one.label, one]));
  return (
    <aside className="mirror" role="note" aria-label="From your own answers">
      {text}
      {[...sources.values()].map((one) => (
        <From key={one.label} recall={one} />
      ))}
    </aside>
  );
}

function Heading({ block, opens }: { block: StemBlock; opens: number | null }) {
  if (opens === null) return <h3 className="section">{block.text}</h3>;
  return (
    <div className="opening">
      <h2>{block.text}</h2>
      {opens === 0 ? null : <p>About {opens} minutes. Stop anywhere; it keeps your place.</p>}
    </div>
  );
}
