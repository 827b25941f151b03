import {
  applyNodeChanges,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  ViewportPortal,
  type Node,
  type NodeProps,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { guessed, useRoom } from "../../pictures/measure.ts";
import { curve, layTree, type Box } from "../../pictures/treeLayout.ts";
import { canHang } from "./tree.ts";
import { useWish, type FocusWish, type TreeView } from "./view.ts";
import { spoken } from "./words.ts";

type IdeaNode = Node<
  {
    readonly lines: readonly string[];
    /** How many ideas are folded away under it. */
    readonly more: number;
    readonly isChosen: boolean;
    readonly wishRef: FocusWish;
  },
  "idea"
>;

/** Nothing here reads a node's text from the page: where it stands and how wide it is comes from our own layout. */
const nodeTypes = { idea: Idea };

function Idea({ data }: NodeProps<IdeaNode>) {
  const words = useWish<HTMLSpanElement>(data.isChosen, data.wishRef);
  return (
    <>
      <span className="tree-label" ref={words}>
        {data.lines.map((line, i) => (
          <span key={i}>{line} </span>
        ))}
      </span>
      {data.more > 0 ? <i>+{data.more}</i> : null}
    </>
  );
}

interface CanvasProps extends TreeView {
  /** On the whole screen: the wheel zooms there, for there is nothing else to scroll. */
  readonly isWide: boolean;
}

/** The tree as a picture that can be moved, zoomed and built in; its ideas are the same tree items as in the outline. */
export default function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

const usual = guessed(600, 15);

function Flow({ work, others, label, hear, wishRef, isWide }: CanvasProps) {
  const { lines, draft, at } = work;
  const [box, room] = useRoom(usual);
  const layout = useMemo(
    () =>
      layTree(
        lines.map(({ key: id, text, parent }) => ({ id, text, parent })),
        room,
      ),
    [lines, room],
  );
  const [dragged, setDragged] = useState<{ readonly node: IdeaNode; readonly over: string | null } | null>(
    null,
  );
  const { getIntersectingNodes } = useReactFlow();
  const nodes = useMemo(() => {
    const boxes = new Map(layout.boxes.map((one) => [one.id, one]));
    return lines.flatMap((line): IdeaNode[] => {
      const place = boxes.get(line.key);
      if (place === undefined) return [];
      const isRinged = draft.ringed.includes(line.key);
      return [
        {
          id: line.key,
          type: "idea",
          position: dragged?.node.id === line.key ? dragged.node.position : { x: place.x, y: place.y },
          width: place.width,
          height: place.height,
          data: {
            lines: place.lines,
            more: line.isFolded ? hidden(draft.ideas, line.key) : 0,
            isChosen: line.key === at?.key,
            wishRef,
          },
          draggable: line.level > 1,
          className: [
            "tree-idea",
            ...(line.level === 1 ? ["tree-root"] : []),
            ...(isRinged ? ["tree-ringed"] : []),
            ...(dragged?.over === line.key ? ["tree-over"] : []),
          ].join(" "),
          ariaRole: "treeitem",
          ariaLabel: spoken(line, isRinged, others),
          domAttributes: {
            tabIndex: line.key === at?.key ? 0 : -1,
            "aria-roledescription": undefined,
            "aria-level": line.level,
            "aria-posinset": line.position,
            "aria-setsize": line.siblings,
            "aria-selected": line.key === at?.key,
            "aria-expanded": line.hasBranches ? !line.isFolded : undefined,
          },
        },
      ];
    });
  }, [layout, lines, draft, others, at, dragged, wishRef]);
  const over = (node: IdeaNode): string | null =>
    getIntersectingNodes(node).find(({ id }) => canHang(draft.ideas, node.id, id))?.id ?? null;
  // The library calls this element an application; it holds a tree and nothing else.
  const tree = useCallback(
    (element: HTMLDivElement | null) => {
      element?.setAttribute("role", "tree");
      return hear(element);
    },
    [hear],
  );
  return (
    <div className="tree-canvas" ref={box} data-wide={isWide}>
      <ReactFlow<IdeaNode>
        ref={tree}
        aria-label={label}
        tabIndex={-1}
        nodes={nodes}
        edges={[]}
        nodeTypes={nodeTypes}
        onNodesChange={(changes) => {
          const moving = changes.find((one) => one.type === "position" && one.dragging === true);
          const node =
            moving === undefined
              ? undefined
              : applyNodeChanges(changes, nodes).find(({ id }) => "id" in moving && id === moving.id);
          if (node !== undefined) setDragged({ node, over: over(node) });
        }}
        onNodeDragStop={(_, node) => {
          const onto = over(node);
          setDragged(null);
          if (onto !== null) work.hang(node.id, onto);
        }}
        nodeDragThreshold={6}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        autoPanOnNodeFocus={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomOnDoubleClick={false}
        zoomOnScroll={isWide}
        preventScrolling={isWide}
        minZoom={0.2}
        maxZoom={2}
        proOptions={{ hideAttribution: true }}
      >
        <ViewportPortal>
          <svg className="tree-branches" aria-hidden="true" width={layout.width} height={layout.height}>
            {layout.branches.map((branch) => (
              <path key={branch.id} d={curve(branch)} />
            ))}
          </svg>
        </ViewportPortal>
      </ReactFlow>
      <Sight boxes={layout.boxes} size={layout} at={at?.key ?? null} />
    </div>
  );
}

function hidden(ideas: CanvasProps["work"]["draft"]["ideas"], key: string): number {
  const within = new Set([key]);
  for (const { key: own, parent } of ideas) if (parent !== null && within.has(parent)) within.add(own);
  return within.size - 1;
}

interface SightProps {
  readonly boxes: readonly Box[];
  readonly size: { readonly width: number; readonly height: number };
  readonly at: string | null;
}

/** Below this, letters get hard to read: a larger tree is shown in part, around the chosen idea. */
const readable = 0.75;
const air = 24;
/** The row of buttons over the lower edge. */
const foot = 52;

/** What is in sight: the whole tree where it can be read so, else the chosen idea and what is around it. */
function Sight({ boxes, size, at }: SightProps) {
  const { fitView, getViewport, setViewport, zoomIn, zoomOut } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const duration = calm ? 0 : 200;
  const chosen = boxes.find(({ id }) => id === at);
  const before = useRef<{
    readonly id: string;
    readonly x: number;
    readonly y: number;
    readonly count: number;
  } | null>(null);
  useLayoutEffect(() => {
    if (width === 0 || height === 0 || chosen === undefined) return;
    const was = before.current;
    before.current = { id: chosen.id, x: chosen.x, y: chosen.y, count: boxes.length };
    const view = getViewport();
    if (was === null) {
      const zoom = Math.min(1, (width - 2 * air) / size.width, (height - 2 * air) / size.height);
      const fits = zoom >= readable;
      const scale = fits ? zoom : 1;
      const x = fits ? (width - size.width * scale) / 2 : air - chosen.x * scale;
      const y = fits
        ? (height - size.height * scale) / 2
        : height / 2 - (chosen.y + chosen.height / 2) * scale;
      void setViewport({ x, y, zoom: scale });
      return;
    }
    // The same idea stays where the eye has it while the tree grows around it.
    const held =
      was.id === chosen.id
        ? { ...view, x: view.x - (chosen.x - was.x) * view.zoom, y: view.y - (chosen.y - was.y) * view.zoom }
        : view;
    const rest = inSight(held, chosen, { width, height: height - foot });
    if (held !== view) void setViewport(held);
    if (rest !== held) void setViewport(rest, { duration });
  }, [boxes, chosen, width, height, size, duration, getViewport, setViewport]);
  return (
    <div className="tree-sight">
      <button type="button" aria-label="Smaller" onClick={() => void zoomOut({ duration })}>
        −
      </button>
      <button type="button" aria-label="Larger" onClick={() => void zoomIn({ duration })}>
        +
      </button>
      <button
        type="button"
        onClick={() =>
          void fitView({
            duration,
            maxZoom: 1,
            minZoom: 0.2,
            padding: { x: "16px", top: "16px", bottom: `${foot}px` },
          })
        }
      >
        Whole tree
      </button>
    </div>
  );
}

interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** The nearest view in which the idea, and some room for its branches, is in sight. */
function inSight(view: View, box: Box, { width, height }: { width: number; height: number }): View {
  const left = view.x + box.x * view.zoom;
  const top = view.y + box.y * view.zoom;
  const shift = (from: number, length: number, whole: number, after: number) => {
    const end = from + length + Math.min(after, Math.max(0, whole - length - 2 * air));
    if (from < air) return air - from;
    return end > whole - air ? Math.max(whole - air - end, air - from) : 0;
  };
  const x = shift(left, box.width * view.zoom, width, 160);
  const y = shift(top, box.height * view.zoom, height, 40);
  return x === 0 && y === 0 ? view : { ...view, x: view.x + x, y: view.y + y };
}
