import { lazy, Suspense, useState, type ComponentType } from "react";
import type { ToolName } from "../../shared/content/block.ts";
import { isComplete } from "../connection/toldRecalls.ts";
import type { AnsweredProps, AnswerProps } from "../model/card.ts";
import { arrives } from "../ui/arrives.ts";
import { Boundary } from "../ui/Boundary.tsx";
import { useView } from "../ui/useClient.ts";
import { PassedBy } from "./composer/PassedBy.tsx";
import { Ready } from "./composer/Question.tsx";

interface Views {
  readonly Card: ComponentType<AnswerProps>;
  readonly Answered: ComponentType<AnsweredProps>;
}

const views = new Map<ToolName, Views>();

/** A tool's two faces, each tool in a chunk of its own that is fetched when the thread comes to it. */
function viewsOf(name: ToolName): Views {
  const known = views.get(name);
  if (known !== undefined) return known;
  const load = () => arrives(async () => (await import("../tools/index.ts")).loadTool(name));
  const made: Views = {
    Card: lazy(async () => ({ default: (await load()).Card })),
    Answered: lazy(async () => ({ default: (await load()).Answered })),
  };
  views.set(name, made);
  return made;
}

/** Tools that begin with the names of skills, which on a new device arrive after the conversation itself. */
const readsSkills: ReadonlySet<ToolName> = new Set(["skill_tagger", "ranking_grid"]);

/**
 * Whether all is here that the card begins with: what was said before becomes its rows, its links and its order, once.
 * From then on the card stays, whatever comes or goes. Of a block that waits the server has told it, but for what is sealed.
 */
function useBegins({ block, recalls, mode }: AnswerProps): boolean {
  const isMade = useView(({ canRecall, stem }) => canRecall && stem !== null && isComplete(stem, block));
  const { length } = block.connections ?? [];
  const isTold = mode === "answer" && recalls.length === length && !recalls.some(({ sealed }) => sealed);
  const [begun, begin] = useState(false);
  const begins = begun || length === 0 || isMade || isTold;
  if (begins !== begun) begin(true);
  return begins;
}

interface Answering {
  readonly answer: AnswerProps;
  /** Called once, when the card stands there. */
  readonly onReady?: () => void;
}

export function ToolAnswering({ answer, onReady }: Answering) {
  const hasSkills = useView((view) => (view.stem?.release.skills.length ?? 0) > 0);
  const about = useView((view) => view.stem?.release.tools.find(({ name }) => name === answer.block.tool));
  const begins = useBegins(answer);
  if (answer.block.tool === undefined) return null;
  if (!begins || (readsSkills.has(answer.block.tool) && !hasSkills)) return <Coming answer={answer} />;
  const { Card } = viewsOf(answer.block.tool);
  return (
    <Boundary what="This tool">
      <Suspense fallback={<Coming answer={answer} />}>
        <Card {...answer} {...(about === undefined ? {} : { about })} />
        <Ready tell={onReady} />
      </Suspense>
    </Boundary>
  );
}

/** On its way; without a network that is said, and what may be passed can be. */
function Coming({ answer: { block, mode } }: { answer: AnswerProps }) {
  const isOffline = useView((view) => view.connection === "offline");
  if (!isOffline) return <p className="tool-wait">…</p>;
  return (
    <>
      <p className="tool-wait">This tool is not on this device yet. It comes when you’re back online.</p>
      {mode === "answer" ? <PassedBy block={block} /> : null}
    </>
  );
}

export function ToolAnswered(props: AnsweredProps) {
  if (props.block.tool === undefined) return null;
  const { Answered } = viewsOf(props.block.tool);
  return (
    <Boundary what="This answer">
      <Suspense fallback={<p className="tool-wait">…</p>}>
        <Answered {...props} />
      </Suspense>
    </Boundary>
  );
}
