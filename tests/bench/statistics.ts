import type { Random } from "./random.ts";

/** By linear interpolation, `q` from 0 to 1. @throws when there is nothing to measure. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) throw new Error("nothing was measured");
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Milliseconds of one thing, measured often. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly n: number;
}
export const spread = (values: readonly number[]): Spread => ({
  p50: round(quantile(values, 0.5)),
  p95: round(quantile(values, 0.95)),
  p99: round(quantile(values, 0.99)),
  n: values.length,
});

/** The middle 95 % of a statistic over resampled values. */
export function interval<T>(
  values: readonly T[],
  statistic: (values: readonly T[]) => number,
  chance: Random,
): [number, number] {
  const resampled = Array.from({ length: 200 }, () =>
    statistic(Array.from(values, () => values[Math.floor(chance() * values.length)] as T)),
  );
  return [round(quantile(resampled, 0.025)), round(quantile(resampled, 0.975))];
}
