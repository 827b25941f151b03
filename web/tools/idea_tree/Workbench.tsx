import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { arrives } from "../../ui/arrives.ts";
import { Boundary } from "../../ui/Boundary.tsx";
import type { Problems } from "../card/problems.ts";
import { actOf } from "./keys.ts";
import { Line } from "./Line.tsx";
import { Outline } from "./Outline.tsx";
import { Tools } from "./Tools.tsx";
import type { TreeWork } from "./useTree.ts";

/** The canvas brings a library of its own: fetched where a tree is drawn, and nowhere else. */
const Canvas = lazy(() => arrives(() => import("./Canvas.tsx")));

export type Drawing = "picture" | "outline";

interface WorkbenchProps {
  readonly work: TreeWork;
  readonly label: string;
  readonly branches: number;
  readonly others: ReadonlyMap<string, string[]>;
  readonly known: readonly string[];
  readonly problems: Problems;
  readonly drawing: Drawing;
  readonly onDraw: (drawing: Drawing) => void;
  /** On the whole screen. */
  readonly isWide?: boolean;
  readonly onWiden?: () => void;
}

/** The tree, drawn one way or the other, the line that ideas are written in, and what can be done with one. */
export function Workbench(props: WorkbenchProps) {
  const { work, label, branches, others, known, problems, drawing, onDraw, isWide = false, onWiden } = props;
  const bench = useRef<HTMLDivElement>(null);
  const wishRef = useRef(false);
  const [, look] = useState(0);
  const line = () => document.getElementById(problems.id("entry"));
  // Drawn again even where nothing else changes, so that the chosen idea hears of the wish.
  const toTree = () => {
    if (work.draft.ideas.length === 0) return line()?.focus();
    bench.current
      ?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')
      ?.focus({ preventScroll: true });
    wishRef.current = true;
    look((n) => n + 1);
  };
  const latest = useRef({ work, line, toTree });
  useEffect(() => {
    latest.current = { work, line, toTree };
  });
  const hear = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const keyed = (event: KeyboardEvent) => {
      const { work: now, line: write, toTree: stay } = latest.current;
      const key = keyOf(event.target);
      const act = key === null ? null : actOf(event, now.lines, key);
      if (act === null) return;
      event.preventDefault();
      event.stopPropagation();
      now.act(act);
      if (act.do === "add" || act.do === "rename") write()?.focus();
      else if (act.do === "take out" && now.draft.ideas.length === 1) write()?.focus();
      else stay();
    };
    const clicked = (event: MouseEvent) => {
      const { work: now, toTree: stay } = latest.current;
      const key = keyOf(event.target);
      if (key === null) return;
      const folds = event.target instanceof Element && event.target.closest('[data-folds="true"]') !== null;
      if (folds) now.act({ do: "fold", key });
      now.choose(key);
      stay();
    };
    element.addEventListener("keydown", keyed);
    element.addEventListener("click", clicked);
    return () => {
      element.removeEventListener("keydown", keyed);
      element.removeEventListener("click", clicked);
    };
  }, []);
  const isEmpty = work.draft.ideas.length === 0;
  const view = { work, others, label, hear, wishRef };
  return (
    <div className="tree-bench" ref={bench} data-wide={isWide}>
      {isEmpty ? null : (
        <div className="tree-head">
          <fieldset aria-label="How the tree is drawn" className="tree-views">
            <button type="button" aria-pressed={drawing === "picture"} onClick={() => onDraw("picture")}>
              Picture
            </button>
            <button type="button" aria-pressed={drawing === "outline"} onClick={() => onDraw("outline")}>
              Outline
            </button>
          </fieldset>
          {onWiden === undefined ? null : (
            <button type="button" className="act" onClick={onWiden}>
              Open wide
            </button>
          )}
        </div>
      )}
      {isEmpty ? null : drawing === "outline" ? (
        <Outline {...view} />
      ) : (
        <Boundary what="The picture of the tree">
          <Suspense fallback={<p className="tree-wait">…</p>}>
            <Canvas {...view} isWide={isWide} />
          </Suspense>
        </Boundary>
      )}
      <Line work={work} branches={branches} known={known} problems={problems} onLeave={toTree} />
      <Tools work={work} onRename={() => line()?.focus()} />
      <output className="unseen">{work.said}</output>
    </div>
  );
}

const keyOf = (target: EventTarget | null): string | null =>
  (target instanceof Element ? target.closest<HTMLElement>('[role="treeitem"]')?.dataset["id"] : undefined) ??
  null;
