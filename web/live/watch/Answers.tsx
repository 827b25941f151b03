import type { StemBlock } from "../../../shared/content/block.ts";
import { Answered } from "../../thread/Answered.tsx";
import { plainWords } from "../../thread/Text.tsx";
import { ToolAnswered } from "../../thread/ToolCard.tsx";
import { useLists } from "../../thread/useAnswerProps.ts";
import { EyeOffIcon } from "../../ui/icons.tsx";
import { time } from "../../ui/when.ts";
import type { ReactNode } from "react";
import type { Line } from "./observed.ts";
import "./watch.css";

interface Props {
  readonly lines: readonly Line[];
  /** Whose they are. */
  readonly alias: string;
  /** Beside an answer that can be read. */
  readonly renderBeside?: (block: StemBlock) => ReactNode;
}

/** Questions and answers of somebody else, as far as they are shared. */
export function Answers({ lines, alias, renderBeside }: Props) {
  return (
    <ol className="watched">
      {lines.map(({ block, seen }) => (
        <li key={block.id}>
          <p className="watched__ask">{plainWords(block, [])}</p>
          {seen.kind === "said" ? (
            <>
              <div className="mine watched__said">
                <Value block={block} value={seen.value} />
              </div>
              <div className="watched__meta">
                {seen.at === null ? null : <time dateTime={seen.at}>{time(seen.at)}</time>}
                {renderBeside?.(block)}
              </div>
            </>
          ) : seen.kind === "skipped" ? (
            <p className="watched__held">Passed for now.</p>
          ) : (
            <p className="watched__held">
              <EyeOffIcon /> Only {alias} can see this answer.
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Without anything of one's own: recalls would be the reader's. */
export function Value({ block, value }: { block: StemBlock; value: unknown }) {
  const lists = useLists();
  if (block.type === "tool") return <ToolAnswered block={block} value={value} recalls={[]} {...lists} />;
  return <Answered block={block} value={value} />;
}
