import { axes, type Axis } from "./tool.ts";

export interface Reading {
  /** The learner's slider, or null when it was skipped. */
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
}

/** How far the slider leans to the second letter: −1 … 1; 0 in the middle or when nothing was said. */
const lean = ({ value, min, max }: Reading): number =>
  value === null || max <= min ? 0 : ((value - min) / (max - min)) * 2 - 1;

/**
 * A best-fit code from the learner's own four sliders, and the neighbours worth reading beside it: the codes
 * that differ in the letters that lean least (content plan 5: preferences are continuous, so a middle slider
 * suggests two readings, never one verdict).
 */
export function suggest(readings: Readonly<Record<Axis, Reading>>): { code: string; neighbours: string[] } {
  const leans = axes.map((axis) => ({ axis, lean: lean(readings[axis]) }));
  const letters = leans.map(({ axis, lean: l }) => axis.charAt(l > 0 ? 1 : 0));
  const code = letters.join("");
  const neighbours = leans
    .map(({ lean: l }, i) => ({ i, strength: Math.abs(l) }))
    .sort((a, b) => a.strength - b.strength || a.i - b.i)
    .slice(0, 2)
    .map(({ i }) => letters.map((letter, j) => (j === i ? other(axes[i] ?? "EI", letter) : letter)).join(""));
  return { code, neighbours };
}

const other = (axis: string, letter: string): string =>
  axis.charAt(0) === letter ? axis.charAt(1) : axis.charAt(0);
