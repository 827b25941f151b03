import { lazy, Suspense, useMemo, useState } from "react";
import { cut } from "../../../shared/content/cut.ts";
import { treeConfig } from "../../../shared/tools/idea_tree/tool.ts";
import { outlineText } from "../../../shared/tools/idea_tree/tree.ts";
import type { AnswerProps } from "../../model/card.ts";
import { arrives } from "../../ui/arrives.ts";
import { Frame } from "../card/Frame.tsx";
import { useProblems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { Seeds } from "../card/Seeds.tsx";
import { rowsFor } from "../card/sources.ts";
import {
  elsewhere,
  knownWords,
  longestIdea,
  restoreTree,
  treeLeft,
  treeProblems,
  treeValue,
} from "./model.ts";
import { useTree } from "./useTree.ts";
import { Workbench, type Drawing } from "./Workbench.tsx";
import "./idea_tree.css";

const Dialog = lazy(() => arrives(() => import("../../ui/Dialog.tsx")));

/** What is taken over whole as the first word; longer texts go into the line, to be made shorter. */
const longestSeed = 60;

/** A tree of ideas, grown from one word, on a canvas or in an outline, all of it by keys, by taps or by dragging. */
export function Card(card: AnswerProps) {
  const config = useMemo(() => treeConfig.parse(card.block.config ?? {}), [card.block]);
  const seeds = useMemo(() => rowsFor(card.recalls, "seed"), [card.recalls]);
  const others = useMemo(() => elsewhere(card.others ?? [], config), [card.others, config]);
  const known = useMemo(
    () => knownWords(card.others ?? [], config).map(({ text }) => text),
    [card.others, config],
  );
  const work = useTree(
    () => restoreTree(card.draft, card.value, config, () => crypto.randomUUID()),
    card.onDraft,
    config.branches,
  );
  const { draft } = work;
  const problems = useProblems(treeProblems(draft, config));
  const [drawing, setDrawing] = useState<Drawing>(() =>
    matchMedia("(width >= 700px)").matches ? "picture" : "outline",
  );
  const [isWide, setIsWide] = useState(false);
  const [copied, setCopied] = useState("");
  const title = config.goal ?? "A tree of ideas";
  const send = () => problems.attempt(() => card.onSubmit(treeValue(draft)));
  const bench = {
    work,
    label: draft.title.trim() || (draft.ideas[0]?.text ?? title),
    branches: config.branches,
    others,
    known,
    problems,
    drawing,
    onDraw: setDrawing,
  };
  return (
    <Frame card={card} title={title} left={treeLeft(draft, config)} said={copied} onSend={send}>
      {draft.ideas.length === 0 ? (
        <Seeds
          seeds={seeds}
          label="Begin from something of yours"
          onBegin={({ text }) => {
            if (text.trim().length <= longestSeed) return work.put(text);
            work.write(cut(text, longestIdea));
            document.getElementById(problems.id("entry"))?.focus();
          }}
        />
      ) : null}
      {isWide ? (
        <Suspense fallback={null}>
          <Dialog title={bench.label} wide onClose={() => setIsWide(false)}>
            <Workbench {...bench} isWide />
          </Dialog>
        </Suspense>
      ) : (
        <Workbench
          {...bench}
          onWiden={() => {
            setDrawing("picture");
            setIsWide(true);
          }}
        />
      )}
      {draft.ideas.length === 0 ? null : (
        <details className="tree-more">
          <summary>Name it, or copy it as text</summary>
          <label className="tool-label" htmlFor={problems.id("title")}>
            A name for this tree; without one it is called by its first word
          </label>
          <input
            id={problems.id("title")}
            type="text"
            value={draft.title}
            placeholder={draft.ideas[0]?.text}
            onChange={(event) => work.name(event.target.value)}
            {...problems.aria("title")}
          />
          <ProblemText problems={problems} at="title" />
          <button
            type="button"
            className="act"
            onClick={() => {
              void navigator.clipboard.writeText(outlineText(treeValue(draft).nodes)).then(
                () => setCopied("Copied, a line an idea"),
                () => setCopied("This browser does not let us copy"),
              );
            }}
          >
            Copy as text
          </button>
        </details>
      )}
    </Frame>
  );
}
