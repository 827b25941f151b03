/** How many exercises each module has (content plan 1): 62 in fifteen modules. */
const exercisesIn: Readonly<Record<string, number>> = {
  "1.1": 4,
  "1.2": 4,
  "1.3": 3,
  "1.4": 5,
  "1.5": 5,
  "2.1": 4,
  "2.2": 4,
  "2.3": 4,
  "2.4": 4,
  "2.5": 4,
  "3.1": 3,
  "3.2": 5,
  "3.3": 5,
  "3.4": 2,
  "3.5": 6,
};

export const moduleIds: readonly string[] = Object.keys(exercisesIn);
export const exerciseIds: readonly string[] = Object.entries(exercisesIn).flatMap(([module, n]) =>
  Array.from({ length: n }, (_, i) => `${module}.${i + 1}`),
);
/** The introductions of parts and modules. */
export const introIds: readonly string[] = [
  ...["1", "2", "3"].map((part) => `${part}.0.0`),
  ...moduleIds.map((id) => `${id}.0`),
];

/** Decisions 22 and content plan 7c: nothing here may be required. */
export const nothingRequired = (exerciseId: string): boolean =>
  exerciseId.startsWith("1.4.") || exerciseId === "1.5.3" || exerciseId === "2.1.3";

/**
 * Content plan, column PII and 1e: what is written here is sealed, all of it. 2.1.3 asks about faith and meaning
 * (`user_values.life_values` is a sealed column), 2.2.2 about fears.
 */
export const sealedThroughout = (exerciseId: string): boolean =>
  exerciseId.startsWith("1.4.") || ["1.2.1", "1.2.4", "2.1.3", "2.2.2"].includes(exerciseId);

/** Content plan 1e: of these exercises the fields on pay are sealed. */
export const sealedPay: readonly string[] = ["3.3.5", "3.5.5"];
export const payWords =
  /\b(?:pay|paid|salary|salaries|wages?|money|rates?|earn|earned|budget|amount|figure)\b/i;

/** Content plan, column "reuses": these stand without earlier data. */
export const withoutReuse: readonly string[] = [
  "1.1.1",
  "1.2.1",
  "1.4.1",
  "1.4.2",
  "1.4.3",
  "1.5.3",
  "3.2.1",
];

/** Content plan 7c: what can stir things up; the support line stands within reach. */
export const withSupportLine: readonly string[] = ["1.4.0", "1.5.3", "2.2.2", "2.2.3"];
