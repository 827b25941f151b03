import type { ReactNode } from "react";
import { fitted, wrapped, type Room } from "./measure.ts";
import { Picture, type Drawing, type Twin } from "./Picture.tsx";

/** How a mark looks: by its shape, whatever its color. */
export type Shape = "full" | "ring" | "square";

export interface Mark {
  readonly id: string;
  /** What the mark is called in the table beside the picture. */
  readonly number: number;
  readonly column: number;
  readonly row: number;
  readonly shape: Shape;
}

interface Grid {
  /** The steps across, from the left. */
  readonly columns: readonly string[];
  /** The steps upward, the highest first. */
  readonly rows: readonly string[];
  readonly marks: readonly Mark[];
  /** What the columns mean, under them. */
  readonly across?: string;
  /** What the rows mean, above them. */
  readonly upward?: string;
  /** Cells that belong together, named in the first of them. */
  readonly field?: { has(column: number, row: number): boolean; readonly words: string };
}
interface Props extends Grid {
  readonly title: string;
  readonly says: string;
  readonly twin: Twin;
  readonly open?: boolean;
}

/** Numbered marks on two scales of steps: what falls into one cell stands side by side in it. */
export const Grid = ({ title, says, twin, open = false, ...grid }: Props) => (
  <Picture title={title} says={says} twin={twin} open={open} draw={(room) => drawGrid(grid, room)} />
);

/** Of the words under the columns, in letters. */
const leading = 1.5;
/** More than they take with letters of twice their size on the narrowest phone. */
const mostLines = 9;
/** Of a mark, in letters. */
const radius = 0.92;
const pitch = 2.1;

interface Placed extends Mark {
  readonly x: number;
  readonly y: number;
}

/** Where everything lies: rows are as high as the fullest of their cells needs, so that no mark lies on another. */
export function layGrid({ columns, rows, marks, field, upward }: Grid, { em, width, measure }: Room) {
  const names = Math.min(Math.max(0, ...rows.map(measure)), width * 0.34);
  const left = names + em * 0.8;
  const across = (width - left) / columns.length;
  const each = Math.max(1, Math.floor((across - em * 0.4) / (pitch * em)));
  const placed: Placed[] = [];
  const lines: { readonly y: number; readonly height: number }[] = [];
  let y = upward === undefined ? 0 : em * 1.7;
  for (const [row] of rows.entries()) {
    const cells = columns.map((_, column) =>
      marks.filter((mark) => mark.row === row && mark.column === column),
    );
    // The name of the field takes a line of its own, in the row it begins in.
    const words = field !== undefined && firstOf(field, columns, rows)?.row === row ? em * 1.3 : 0;
    const most = Math.max(...cells.map((inside) => Math.ceil(inside.length / each)), 1);
    const height = words + (most * pitch + 0.7) * em;
    for (const [column, inside] of cells.entries()) {
      for (const [i, mark] of inside.entries()) {
        const inLine = Math.min(each, inside.length - Math.floor(i / each) * each);
        const start = left + (column + 0.5) * across - ((inLine - 1) / 2) * pitch * em;
        const down = Math.floor(i / each);
        const filled = Math.ceil(inside.length / each);
        const top = y + words + (height - words - filled * pitch * em) / 2;
        placed.push({
          ...mark,
          x: start + (i % each) * pitch * em,
          y: top + (down + 0.5) * pitch * em,
        });
      }
    }
    lines.push({ y, height });
    y += height;
  }
  return { names, left, across, lines, placed, bottom: y, radius: radius * em };
}

const firstOf = (
  field: NonNullable<Grid["field"]>,
  columns: readonly string[],
  rows: readonly string[],
): { column: number; row: number } | undefined =>
  rows
    .flatMap((_, row) => columns.map((__, column) => ({ column, row })))
    .find(({ column, row }) => field.has(column, row));

export function drawGrid(grid: Grid, room: Room): Drawing {
  const { columns, rows, field, across: meaning, upward } = grid;
  const { em, width } = room;
  const { names, left, across, lines, placed, bottom, radius: r } = layGrid(grid, room);
  const first = field === undefined ? undefined : firstOf(field, columns, rows);
  const cellsOf = (paint: (column: number, row: number) => ReactNode) =>
    rows.flatMap((_, row) => columns.map((__, column) => paint(column, row)));
  const meant = meaning === undefined ? [] : wrapped(meaning, width, mostLines, room);
  const height = bottom + em * (1.6 + leading * meant.length);
  return {
    height: Math.ceil(height),
    marks: (
      <>
        {cellsOf((column, row) =>
          field?.has(column, row) === true ? (
            <rect
              key={`${column}/${row}`}
              className="pic-field"
              x={left + column * across}
              y={lines[row]?.y}
              width={across}
              height={lines[row]?.height}
            />
          ) : null,
        )}
        {lines.map(({ y }, row) => (
          <line key={row} className="pic-line" x1={left} x2={width} y1={y} y2={y} />
        ))}
        {columns.map((_, column) => (
          <line
            key={column}
            className="pic-line"
            x1={left + column * across}
            x2={left + column * across}
            y1={lines[0]?.y}
            y2={bottom}
          />
        ))}
        <line className="pic-axis" x1={left} x2={width} y1={bottom} y2={bottom} />
        {first === undefined || field === undefined ? null : (
          <text
            className="pic-soft"
            x={left + first.column * across + em * 0.5}
            y={(lines[first.row]?.y ?? 0) + em * 1.3}
          >
            {fitted(field.words, width - left - first.column * across - em, room)}
          </text>
        )}
        {rows.map((words, row) => {
          const { y = 0, height: tall = 0 } = lines[row] ?? {};
          return (
            <text key={row} className="pic-end" x={names} y={y + tall / 2 + em * 0.35}>
              {fitted(words, names, room)}
            </text>
          );
        })}
        {columns.map((words, column) => (
          <text key={column} className="pic-middle" x={left + (column + 0.5) * across} y={bottom + em * 1.4}>
            {fitted(words, across - em * 0.3, room)}
          </text>
        ))}
        {upward === undefined ? null : (
          <text className="pic-soft" x={0} y={em}>
            {upward}
          </text>
        )}
        {meant.map((words, i) => (
          <text key={i} className="pic-soft pic-end" x={width} y={bottom + em * (1.3 + leading * (i + 1))}>
            {words}
          </text>
        ))}
        {placed.map((mark) => (
          <Dot key={mark.id} {...mark} r={r} em={em} />
        ))}
      </>
    ),
  };
}

function Dot({ x, y, r, em, number, shape }: Placed & { readonly r: number; readonly em: number }) {
  const side = r * 1.78;
  return (
    <g data-mark={number}>
      {shape === "square" ? (
        <rect className="pic-plain" x={x - side / 2} y={y - side / 2} width={side} height={side} />
      ) : (
        <circle className={shape === "full" ? "pic-full" : "pic-ring"} cx={x} cy={y} r={r} />
      )}
      <text className={shape === "full" ? "pic-middle pic-on" : "pic-middle"} x={x} y={y + em * 0.35}>
        {number}
      </text>
    </g>
  );
}
