import type { ReactNode } from "react";
import { along, fitted, type Room } from "./measure.ts";
import { Picture, type Drawing, type Twin } from "./Picture.tsx";

export interface Track {
  readonly id: string;
  readonly label: string;
  /** One for each moment; null where nothing was said. */
  readonly values: readonly (number | null)[];
}

interface Tracks {
  /** The moments in their order: their place in time, in any unit, and how they are called. */
  readonly moments: readonly { readonly at: number; readonly words: string }[];
  readonly tracks: readonly Track[];
  readonly range: readonly [least: number, most: number];
}
interface Props extends Tracks {
  readonly title: string;
  readonly says: string;
  readonly twin: Twin;
  readonly open?: boolean;
}

/** Amounts over time, each on a line of its own with its name, so that no two have to be told apart. */
export const Tracks = ({ moments, tracks, range, ...picture }: Props) => (
  <Picture {...picture} draw={(room) => drawTracks({ moments, tracks, range }, room)} />
);

/** The height of one track, in letters. */
const lane = 4.2;

function drawTracks({ moments, tracks, range }: Tracks, room: Room): Drawing {
  const { em, width, measure } = room;
  const names = Math.min(Math.max(0, ...tracks.map(({ label }) => measure(label))), width * 0.3);
  const [left, right] = [names + em * 2, width - em * 1.6];
  const [first, last] = [moments[0]?.at ?? 0, moments.at(-1)?.at ?? 0];
  const x = first === last ? () => (left + right) / 2 : along([first, last], [left, right]);
  const marks: ReactNode[] = tracks.map(({ id, label, values }, i) => {
    const base = (i + 1) * lane * em - em * 0.6;
    const y = along(range, [base, base - (lane - 1.7) * em]);
    const points = values.flatMap((value, n) => {
      const moment = moments[n];
      return value === null || moment === undefined ? [] : [{ n, value, x: x(moment.at), y: y(value) }];
    });
    return (
      <g key={id} data-track={id}>
        <line className="pic-line" x1={left} x2={right} y1={base} y2={base} />
        <text className="pic-end" x={names} y={base - em * 0.3}>
          {fitted(label, names, room)}
        </text>
        <polyline className="pic-path" points={points.map((at) => `${at.x},${at.y}`).join(" ")} />
        {points.map((at) => (
          <circle key={at.n} className="pic-full" data-value={at.value} cx={at.x} cy={at.y} r={em * 0.3} />
        ))}
        {numbered(points, em * 1.6).map((at) => (
          <text key={at.n} className="pic-strong pic-middle" x={at.x} y={at.y - em * 0.6}>
            {at.value}
          </text>
        ))}
      </g>
    );
  });
  const foot = tracks.length * lane * em + em * 0.9;
  const ends = [moments[0], moments.length > 1 ? moments.at(-1) : undefined];
  return {
    height: Math.ceil(foot + em * 0.5),
    marks: (
      <>
        {marks}
        {ends.map((moment, i) =>
          moment === undefined ? null : (
            <text
              key={i}
              className={`pic-soft ${ends[1] === undefined ? "pic-middle" : i === 0 ? "" : "pic-end"}`}
              x={ends[1] === undefined ? x(moment.at) : i === 0 ? left : right}
              y={foot}
            >
              {fitted(moment.words, (right - left) / 2 - em, room)}
            </text>
          ),
        )}
      </>
    ),
  };
}

/** The points whose numbers have room: the newest always, of the others those that stand clear of the next. */
function numbered<T extends { readonly x: number }>(points: readonly T[], apart: number): T[] {
  const kept: T[] = [];
  for (const point of points.toReversed()) {
    if (kept.length === 0 || (kept.at(-1)?.x ?? 0) - point.x >= apart) kept.push(point);
  }
  return kept;
}
