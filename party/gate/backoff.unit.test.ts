import { expect, test } from "vitest";
import { take, untouched } from "./backoff.ts";

/** Tries as fast as it may, for so long. @returns when it was let through, in seconds */
function hammer(seconds: number): number[] {
  const through: number[] = [];
  let kept = untouched;
  for (let ms = 0; ms <= seconds * 1000; ms += 250) {
    const taken = take(kept, ms);
    kept = taken.kept;
    if (taken.retryAfterMs === 0) through.push(ms / 1000);
  }
  return through;
}

test("five are free, then each waits twice as long, to a quarter of an hour at most", () => {
  const at = hammer(4_000);
  expect(at.slice(0, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  const waits = at.slice(5).map((time, i) => time - (at[i + 4] ?? 0));
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
});

test("an attempt that has to wait is told how long, and makes it no longer", () => {
  let kept = untouched;
  for (let i = 0; i < 5; i += 1) kept = take(kept, 0).kept;
  for (const [now, wait] of [
    [0, 1000],
    [400, 600],
    [999, 1],
  ] as const) {
    const refused = take(kept, now);
    expect(refused).toEqual({ kept, retryAfterMs: wait });
  }
  expect(take(kept, 1000).retryAfterMs).toBe(0);
});
