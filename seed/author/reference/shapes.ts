import * as z from "zod/mini";
import { skillCategories, toolNames } from "../../../shared/content/block.ts";
import { attribution, workCategories } from "../../../shared/content/credits.ts";
import { typeLines } from "../../../shared/content/release.ts";

/* The shapes of `seed/reference/*.yaml`. */

const words = z.string().check(z.minLength(1));
const slug = z.string().check(z.regex(/^[a-z][a-z0-9-]*$/));

const lines = Object.fromEntries(typeLines.map((name) => [name, words])) as Record<
  (typeof typeLines)[number],
  typeof words
>;
export const typesFile = z.array(
  z.strictObject({
    code: z.string().check(z.regex(/^[EI][SN][TF][JP]$/)),
    name: words,
    lines: z.strictObject(lines),
  }),
);

export const competenciesFile = z.array(
  z.strictObject({
    slug,
    name: words,
    category: z.enum(["delivery", "interpersonal", "strategic"]),
    sort: z.int(),
    definition: words,
    relevant_modules: z.array(z.string().check(z.regex(/^\d\.\d$/))),
    levels: z.array(z.strictObject({ text: words, job_context: words })).check(z.length(5)),
  }),
);

const entries = z.array(words);
const groups = z.record(words, entries);
export const skillsFile = z.strictObject(
  Object.fromEntries(skillCategories.map((name) => [name, groups])) as Record<
    (typeof skillCategories)[number],
    typeof groups
  >,
);

export const referencesFile = z.array(
  z.strictObject({
    slug,
    author_surname: words,
    full: words,
    short: words,
    category: z.enum(workCategories),
    /** The ideas of it that we use, and what for; both are shown on the credits page. */
    concepts: z.array(words).check(z.minLength(1)),
    application: words,
    /** For editors, never shown: what was checked against what. */
    note: z.optional(words),
  }),
);

export const attributionsFile = z.array(attribution);

export const toolsFile = z.array(
  z.strictObject({
    id: z.int(),
    name: z.enum(toolNames),
    label: words,
    description: words,
    instructions: words,
    icon: words,
    reminder: z.nullable(
      z.strictObject({ frequency: z.enum(["daily", "weekly", "monthly"]), prompt: words }),
    ),
  }),
);

export const objectsFile = z.array(
  z.strictObject({
    name: words,
    /** Exercises, parted by commas; "1.0" is the introduction of part 1. */
    created_in: words,
    reused_in: z._default(z.array(z.string()), []),
    data_type: words,
    sealed: z._default(z.boolean(), false),
    notes: z.optional(words),
  }),
);

export const practicesFile = z.array(
  z.strictObject({
    key: slug,
    name: words,
    frequency: z.enum(["daily", "weekly", "monthly", "yearly"]),
    established_in: words,
    used_by: z.array(z.string()),
    purpose: words,
    last_use: words,
  }),
);
