import * as z from "zod/mini";

/** A month or a year that is said: "2019-04", "2019". */
export const spanOfTime = z.string().check(z.regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/));

/** A calendar day that exists, YYYY-MM-DD in the learner's zone, or "". */
export const dayField = z.union([z.literal(""), z.iso.date()]);
