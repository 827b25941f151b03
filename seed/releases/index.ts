// Made by `npm run content -- compile`; do not edit.
import type { Release } from "../../shared/content/release.ts";
import release1 from "./1.json" with { type: "json" };

/** The releases that the worker carries, newest last (decision 28). */
export const releases = [release1] as unknown as readonly Release[];
