import fc from "fast-check";
import { vi } from "vitest";

export { Dice } from "./dice.ts";

/**
 * One seed for a run of the tests: `FC_SEED=123 vitest …` repeats it; otherwise it is new each time. A property
 * that fails prints its seed and path. `FC_TIMES=20` looks twenty times as long.
 */
const given = process.env["FC_SEED"];
const seed = given === undefined || given === "" ? Date.now() % 2 ** 31 : Number(given);
const times = Number(process.env["FC_TIMES"] ?? 1);

/** How often a property is tried. */
export const runs = (n: number): { numRuns: number } => ({ numRuns: Math.ceil(n * times) });

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed, ...runs(60) });
// A busy machine is no reason to fail.
vi.setConfig({ testTimeout: 30_000 * Math.max(1, times) });
