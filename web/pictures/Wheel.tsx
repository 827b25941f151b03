import { Picture, type Drawing, type Twin } from "./Picture.tsx";
import type { Room } from "./measure.ts";

export interface Spoke {
  readonly id: string;
  readonly label: string;
  /** Null where nothing was said: no point, and no line through the middle. */
  readonly value: number | null;
  /** What it was before: a ring. */
  readonly before?: number | null;
}

interface Wheel {
  readonly spokes: readonly Spoke[];
  /** The end of the scale, which begins at 0. */
  readonly most: number;
}
interface Props extends Wheel {
  readonly title: string;
  readonly says: string;
  readonly twin: Twin;
  readonly open?: boolean;
}

/** A few amounts around a middle, each named and numbered at the end of its spoke. */
export const Wheel = ({ spokes, most, ...picture }: Props) => (
  <Picture {...picture} draw={(room) => drawWheel({ spokes, most }, room)} />
);

/** In letters: smaller, and its points lie on each other. */
const least = 3;

export function drawWheel({ spokes, most }: Wheel, { em, width: room, measure }: Room): Drawing {
  const words = spokes.map(({ label, value }) => `${label} ${value ?? "–"}`);
  const side = Math.max(0, ...words.map(measure)) + em;
  const width = Math.max(room, 2 * (side + em * least));
  const radius = Math.min(em * 9, width / 2 - side);
  const middle = { x: width / 2, y: radius + em * 2 };
  const at = (i: number, value: number) => {
    const angle = (i / spokes.length) * 2 * Math.PI - Math.PI / 2;
    const far = (value / most) * radius;
    return { x: middle.x + far * Math.cos(angle), y: middle.y + far * Math.sin(angle) };
  };
  const around = (values: readonly (number | null | undefined)[]) =>
    values.flatMap((value, i) => (value === null || value === undefined ? [] : [at(i, value)]));
  const now = around(spokes.map(({ value }) => value));
  const before = around(spokes.map((one) => one.before));
  const points = (places: typeof now) => places.map(({ x, y }) => `${x},${y}`).join(" ");
  return {
    width,
    height: Math.ceil(2 * (radius + em * 2)),
    marks: (
      <>
        {[most / 2, most].map((step) => (
          <polygon key={step} className="pic-web" points={points(spokes.map((_, i) => at(i, step)))} />
        ))}
        {spokes.map(({ id }, i) => {
          const end = at(i, most);
          return <line key={id} className="pic-line" x1={middle.x} y1={middle.y} x2={end.x} y2={end.y} />;
        })}
        {before.length > 2 ? <polygon className="pic-then" points={points(before)} /> : null}
        {now.length > 2 ? <polygon className="pic-shape" points={points(now)} /> : null}
        {before.map(({ x, y }, i) => (
          <circle key={i} className="pic-ring" cx={x} cy={y} r={em * 0.34} />
        ))}
        {spokes.map(({ id, value }, i) => {
          if (value === null) return null;
          const { x, y } = at(i, value);
          return <circle key={id} className="pic-full" data-value={value} cx={x} cy={y} r={em * 0.34} />;
        })}
        {spokes.map(({ id }, i) => {
          const end = at(i, most + (most * em * 0.8) / radius);
          const off = end.x - middle.x;
          const anchor = Math.abs(off) < em ? "pic-middle" : off < 0 ? "pic-end" : "";
          const down = Math.abs(off) < em ? (end.y < middle.y ? 0 : em * 0.7) : em * 0.35;
          return (
            <text key={id} className={`pic-strong ${anchor}`} x={end.x} y={end.y + down}>
              {words[i]}
            </text>
          );
        })}
      </>
    ),
  };
}
