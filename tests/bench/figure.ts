/** One line of the result. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  /** "×", "%", "ms", "kB", … */
  readonly unit: string;
  /** As design.md section 7 says it. */
  readonly budget: string;
  /** Null where nothing is promised, or where it could not be measured. */
  readonly met: boolean | null;
  /** Everything behind the value. */
  readonly details: Readonly<Record<string, unknown>>;
}

type Stated = Omit<Figure, "met" | "budget">;
const isNumber = (value: number) => !Number.isNaN(value);

export const atMost = (max: number, figure: Stated): Figure => ({
  ...figure,
  budget: `≤ ${max} ${figure.unit}`,
  met: isNumber(figure.value) ? figure.value <= max : null,
});
export const atLeast = (min: number, figure: Stated): Figure => ({
  ...figure,
  budget: `≥ ${min} ${figure.unit}`,
  met: isNumber(figure.value) ? figure.value >= min : null,
});
/** Flat: within this share of 1. */
export const within = (share: number, figure: Stated): Figure => ({
  ...figure,
  budget: `1 ± ${share} ${figure.unit}`,
  met: isNumber(figure.value) ? Math.abs(figure.value - 1) <= share : null,
});
export const stated = (figure: Stated): Figure => ({ ...figure, budget: "stated", met: null });
