import type { Room } from "./measure.ts";
import { Picture, type Drawing, type Twin } from "./Picture.tsx";
import { curve, layTree, linePlace, type TreeIdea } from "./treeLayout.ts";

interface Props {
  readonly title: string;
  readonly says: string;
  readonly twin: Twin;
  readonly open?: boolean;
  readonly ideas: readonly TreeIdea[];
  /** Ideas that are ringed: twice framed. */
  readonly ringed?: readonly string[];
}

/** Ideas and what they grew from, from left to right; wider than the page where it has to be. */
export const Tree = ({ ideas, ringed = [], ...picture }: Props) => (
  <Picture {...picture} draw={(room) => drawTree(ideas, ringed, room)} />
);

const air = 4;

function drawTree(ideas: readonly TreeIdea[], ringed: readonly string[], room: Room): Drawing {
  const { boxes, branches, width, height } = layTree(ideas, room);
  const { em } = room;
  return {
    width: width + 2 * air,
    height: Math.ceil(height + 2 * air),
    marks: (
      <g transform={`translate(${air} ${air})`}>
        {branches.map((branch) => (
          <path key={branch.id} className="pic-branch" d={curve(branch)} />
        ))}
        {boxes.map((box) => (
          <g key={box.id} data-idea={box.id}>
            <rect
              className={box.depth === 0 ? "pic-root" : "pic-idea"}
              x={box.x}
              y={box.y}
              width={box.width}
              height={box.height}
              rx={em * 0.4}
            />
            {ringed.includes(box.id) ? (
              <rect
                className="pic-circled"
                x={box.x - 3}
                y={box.y - 3}
                width={box.width + 6}
                height={box.height + 6}
                rx={em * 0.6}
              />
            ) : null}
            {box.lines.map((line, i) => {
              const { x, y } = linePlace(box, i, em);
              return (
                <text key={i} className={box.depth === 0 ? "pic-on" : undefined} x={x} y={y}>
                  {line}
                </text>
              );
            })}
          </g>
        ))}
      </g>
    ),
  };
}
