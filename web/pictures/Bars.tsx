import type { ReactNode } from "react";
import { along, fitted, type Room } from "./measure.ts";
import { Picture, type Drawing, type Twin } from "./Picture.tsx";

export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** What stands at the end of the bar's line; the value where nothing is said. */
  readonly words?: string;
  /** What it was before: a ring on the line. */
  readonly before?: number;
}

export interface BarGroup {
  readonly label?: string;
  readonly bars: readonly Bar[];
}

interface Props {
  readonly title: string;
  readonly says: string;
  readonly twin: Twin;
  readonly open?: boolean;
  readonly groups: readonly BarGroup[];
  /** The end of the scale, which begins at 0. */
  readonly most: number;
  /** A value of the whole to hold the others against, with its words. */
  readonly mark?: { readonly value: number; readonly words: string };
  /** What the rings say, such as when that was. */
  readonly beforeWords?: string;
}

/** Amounts on one scale, each named at the beginning of its line and numbered at the end of it. */
export const Bars = ({ groups, most, mark, beforeWords, ...picture }: Props) => (
  <Picture {...picture} draw={(room) => drawBars({ groups, most, mark, beforeWords }, room)} />
);

/** From this many letters across, names stand beside their bars; else above them. */
const wideFrom = 34;

/** The longest bar, in letters: shorter, and nobody sees which is longer. */
const least = 6;

type Drawn = Pick<Props, "groups" | "most"> & {
  readonly [K in "mark" | "beforeWords"]: Props[K] | undefined;
};

export function drawBars({ groups, most, mark, beforeWords }: Drawn, room: Room): Drawing {
  const { em } = room;
  const bars = groups.flatMap((group) => group.bars);
  const longest = Math.max(0, ...bars.map((bar) => room.measure(bar.label)));
  const ends = Math.max(0, ...bars.map((bar) => room.measure(wordsOf(bar)))) + em * 1.2;
  const width = Math.max(room.width, ends + em * least);
  const names = Math.min(longest, width * 0.42);
  const side = names + em;
  const isWide = width >= wideFrom * em && side < width * 0.45;
  const x = along([0, most], [isWide ? side : 0, width - ends]);
  const thick = em * 0.7;
  const marks: ReactNode[] = [];
  let y = mark === undefined && beforeWords === undefined ? 0 : em * 1.8;
  for (const [i, group] of groups.entries()) {
    if (i > 0) y += em * 0.9;
    if (group.label !== undefined) {
      marks.push(
        <text key={group.label} className="pic-soft" x={0} y={y + em}>
          {group.label}
        </text>,
      );
      y += em * 1.7;
    }
    for (const bar of group.bars) {
      const base = isWide ? y : y + em * 1.35;
      const middle = base + em * 0.75;
      marks.push(
        <g key={bar.id} data-bar={bar.id}>
          <text
            className={isWide ? "pic-end" : undefined}
            x={isWide ? names : 0}
            y={isWide ? middle + em * 0.35 : y + em}
          >
            {fitted(bar.label, isWide ? names : width, room)}
          </text>
          <line className="pic-line" x1={x(0)} x2={x(most)} y1={middle} y2={middle} />
          <rect
            className="pic-full"
            data-value={bar.value}
            x={x(0)}
            y={middle - thick / 2}
            width={Math.max(0, x(bar.value) - x(0))}
            height={thick}
          />
          {mark === undefined ? null : (
            <line
              className="pic-mark"
              x1={x(mark.value)}
              x2={x(mark.value)}
              y1={middle - em * 0.7}
              y2={middle + em * 0.7}
            />
          )}
          {bar.before === undefined ? null : (
            <circle
              className="pic-ring"
              data-before={bar.before}
              cx={x(bar.before)}
              cy={middle}
              r={em * 0.38}
            />
          )}
          <text className="pic-strong" x={x(most) + em * 0.8} y={middle + em * 0.35}>
            {wordsOf(bar)}
          </text>
        </g>,
      );
      y = base + em * 1.75;
    }
  }
  return {
    width,
    height: Math.ceil(y),
    marks: [
      <Above key="above" mark={mark} beforeWords={beforeWords} x={x} room={{ ...room, width }} />,
      ...marks,
    ],
  };
}

interface AboveProps extends Pick<Drawn, "mark" | "beforeWords"> {
  readonly x: (value: number) => number;
  readonly room: Room;
}

/** What the strokes and the rings stand for, said once above the bars. */
function Above({ mark, beforeWords, x, room: { em, width, measure } }: AboveProps) {
  const half = mark === undefined ? 0 : measure(mark.words) / 2;
  const at = mark === undefined ? 0 : clamped(x(mark.value), half, width);
  const ring = beforeWords === undefined ? 0 : measure(beforeWords) + em * 1.4;
  // Beside the mark's words, on whichever side there is room.
  const start =
    at + half + em + ring <= width ? at + half + em * 1.6 : Math.max(em * 0.4, at - half - em - ring);
  return (
    <>
      {mark === undefined ? null : (
        <text className="pic-soft pic-middle" data-mark={mark.value} x={at} y={em}>
          {mark.words}
        </text>
      )}
      {beforeWords === undefined ? null : (
        <>
          <circle className="pic-ring" cx={start} cy={em * 0.65} r={em * 0.38} />
          <text className="pic-soft" x={start + em * 0.8} y={em}>
            {beforeWords}
          </text>
        </>
      )}
    </>
  );
}

const clamped = (middle: number, half: number, width: number) =>
  Math.min(Math.max(middle, half), Math.max(half, width - half));

const wordsOf = (bar: Bar): string => bar.words ?? String(bar.value);
