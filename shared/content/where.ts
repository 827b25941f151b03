import type { StemBlock, TransformStep } from "./block.ts";

/* Apart from the schemas in `block.ts`, which a browser does not need before its first answer. */

/** "1.1.1" */
export const exerciseIdOf = (b: Pick<StemBlock, "part" | "module" | "exercise">): string =>
  `${b.part}.${b.module}.${b.exercise}`;
/** "1.1"; part intros are 1.0, 2.0, 3.0 (decision 11). */
export const moduleIdOf = (b: Pick<StemBlock, "part" | "module">): string => `${b.part}.${b.module}`;

/** The placements that a step reads beside the rows it is given. */
export const readBy = (step: TransformStep): readonly string[] =>
  !("with" in step) ? [] : typeof step.with === "string" ? [step.with] : step.with;
