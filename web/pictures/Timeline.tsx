import type { ReactNode } from "react";
import { wrapped, type Room } from "./measure.ts";
import { Picture, type Drawing, type Twin } from "./Picture.tsx";

export interface Stop {
  readonly id: string;
  readonly text: string;
  /** A quiet word under it, such as what kind it is. */
  readonly kind?: string;
  readonly year: number;
  /** 1 to 4, or null where only the year is said. */
  readonly quarter: number | null;
}

export interface Line {
  readonly id: string;
  readonly label: string;
  readonly stops: readonly Stop[];
}

interface Props {
  readonly title: string;
  readonly says: string;
  readonly twin: Twin;
  readonly open?: boolean;
  readonly lines: readonly Line[];
}

/**
 * What is to happen, downward through the years; several lines stand side by side year by year, so that they can be
 * compared, or, where there is no room for that, one under the other.
 */
export const Timeline = ({ lines, ...picture }: Props) => (
  <Picture {...picture} draw={(room) => drawTimeline(lines, room)} />
);

/** From this many letters a line, lines stand side by side. */
const roomy = 13;

export function drawTimeline(lines: readonly Line[], room: Room): Drawing {
  const { em, width, measure } = room;
  const years = measure("0000") + em * 0.8;
  const across = (width - years) / Math.max(1, lines.length);
  if (lines.length < 2 || across >= roomy * em) return drawBeside(lines, across, room);
  let y = 0;
  const marks: ReactNode[] = [];
  for (const line of lines) {
    const { height, marks: inside } = drawBeside([line], width - years, room);
    marks.push(
      <g key={line.id} transform={`translate(0 ${y})`}>
        {inside}
      </g>,
    );
    y += height + em;
  }
  return { height: Math.ceil(y), marks };
}

function drawBeside(lines: readonly Line[], across: number, room: Room): Drawing {
  const { em, width, measure } = room;
  const left = measure("0000") + em * 0.8;
  const most = across - em * 2.4;
  const years = [...new Set(lines.flatMap(({ stops }) => stops.map(({ year }) => year)))].toSorted(
    (a, b) => a - b,
  );
  const marks: ReactNode[] = [];
  const heads = lines.map(({ label }) => wrapped(label, most, 2, room));
  let y = Math.max(0, ...heads.map((head) => head.length)) * em * 1.35;
  for (const [i, head] of heads.entries())
    marks.push(
      <Words key={`head-${i}`} lines={head} x={left + i * across + em * 1.4} y={em} em={em} strong />,
    );
  const top = y + em * 0.6;
  const axes: [from: number, to: number][] = lines.map(() => [Infinity, -Infinity]);
  y = top;
  for (const year of years) {
    let deepest = em * 1.6;
    marks.push(
      <g key={year}>
        <line className="pic-line" x1={0} x2={width} y1={y} y2={y} />
        <text className="pic-soft" x={0} y={y + em * 1.4}>
          {year}
        </text>
      </g>,
    );
    for (const [i, { stops }] of lines.entries()) {
      let inside = y + em * 0.5;
      for (const stop of inOrder(stops.filter((one) => one.year === year))) {
        const text = wrapped(stop.text, most, 3, room);
        const kind = wrapped(
          [stop.quarter === null ? "" : `Q${stop.quarter}`, stop.kind ?? ""]
            .filter((word) => word !== "")
            .join(" · "),
          most,
          1,
          room,
        );
        const x = left + i * across + em * 0.6;
        const middle = inside + em * 0.65;
        axes[i] = [Math.min(axes[i]?.[0] ?? middle, middle), Math.max(axes[i]?.[1] ?? middle, middle)];
        marks.push(
          <g key={stop.id} data-stop={stop.id}>
            <circle className="pic-full" cx={x} cy={middle} r={em * 0.32} />
            <Words lines={text} x={x + em * 0.8} y={inside + em} em={em} />
            <Words lines={kind} x={x + em * 0.8} y={inside + em * (1 + 1.3 * text.length)} em={em} soft />
          </g>,
        );
        inside += (text.length + kind.length) * em * 1.3 + em * 0.5;
      }
      deepest = Math.max(deepest, inside - y);
    }
    y += deepest + em * 0.2;
  }
  const drawnAxes = axes.map(([from, to], i) =>
    from < to ? (
      <line
        key={`axis-${i}`}
        className="pic-axis"
        x1={left + i * across + em * 0.6}
        x2={left + i * across + em * 0.6}
        y1={from}
        y2={to}
      />
    ) : null,
  );
  return { height: Math.ceil(y), marks: [...drawnAxes, ...marks] };
}

/** By their quarter; what has none comes last in its year. */
const inOrder = (stops: readonly Stop[]): Stop[] =>
  stops.toSorted((a, b) => (a.quarter ?? 5) - (b.quarter ?? 5));

interface WordsProps {
  readonly lines: readonly string[];
  readonly x: number;
  /** The foot of the first line. */
  readonly y: number;
  readonly em: number;
  readonly strong?: boolean;
  readonly soft?: boolean;
}

const Words = ({ lines, x, y, em, strong = false, soft = false }: WordsProps) =>
  lines.map((line, i) => (
    <text
      key={i}
      className={strong ? "pic-strong" : soft ? "pic-soft" : undefined}
      x={x}
      y={y + i * em * 1.3}
    >
      {line}
    </text>
  ));
