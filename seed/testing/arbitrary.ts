import fc from "fast-check";
import type { Connection } from "../../shared/content/block.ts";
import type { AuthoredBlock, AuthoredExercise } from "../author/exercise.ts";
import { usages } from "../../shared/content/usage.ts";
import { fieldTypes } from "../../shared/tools/list_builder/field.ts";
import { ingredients } from "../author/exercise.ts";
import { familyOf, type Kind } from "../author/kinds.ts";

/* Random exercises as their author could have written them: every kind, every setting. */

const nowhere = { file: "", line: 0, textLine: 0, lineOf: () => 0 };

/** Text that YAML and Markdown have reasons to misread. */
const awkward = fc.constantFrom(
  "yes",
  "no",
  "1",
  "3.5",
  "# none",
  "a: b",
  "it's",
  '"quoted"',
  "- dash",
  "{x}",
  "é",
  "~",
  "null",
  "*",
  "100%",
  "|",
  ">",
);
const phrase = fc
  .array(fc.oneof(fc.stringMatching(/^[A-Za-z]{1,9}$/), awkward), { minLength: 1, maxLength: 8 })
  .map((all) => all.join(" "));
/** A text never begins a line with `::`, and has no line `---`; and it does not look like settings. */
const text = fc
  .array(
    phrase.map((one) => `So ${one}`),
    { minLength: 1, maxLength: 3 },
  )
  .map((lines) => lines.join("\n\n"));
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/);
const key = word.map((one) => `1.1.1.${one}`);

const recall: fc.Arbitrary<Connection> = fc.record(
  {
    dataObject: phrase,
    label: phrase,
    from: fc.array(key, { minLength: 1, maxLength: 3 }),
    transform: fc.array(
      fc.oneof(
        fc.record({ op: fc.constant("top" as const), n: fc.integer({ min: 1, max: 50 }) }),
        fc.record({
          op: fc.constant("filter" as const),
          field: word,
          is: fc.oneof(phrase, fc.integer(), fc.boolean()),
        }),
        fc.record({ op: fc.constant("map" as const), text: word, detail: word }),
        fc.record({ op: fc.constant("compare" as const), with: key }),
        fc.record({ op: fc.constant("count" as const) }),
      ),
      { maxLength: 3 },
    ),
    reveal: fc.constantFrom("shown" as const, "on_request" as const, "count" as const),
    use: fc.constantFrom("show" as const, "item" as const, "target" as const),
    outside: fc.constant(true as const),
    as: fc.constantFrom("name", "top_skills"),
    empty: phrase,
  },
  { requiredKeys: ["dataObject", "label", "from", "transform", "reveal", "use"] },
);

const options = fc.array(fc.record({ value: word, text: phrase }), { minLength: 2, maxLength: 4 });
const configs = {
  heading: fc.constant({}),
  instruction: fc.constant({}),
  note: fc.constant({}),
  quote: fc.record({ by: phrase }),
  transition: fc.constant({}),
  celebration: fc.constant({}),
  textarea: fc.record(
    { maxLength: fc.integer({ min: 1, max: 8000 }), long: fc.boolean(), placeholder: phrase },
    { requiredKeys: ["maxLength", "long"] },
  ),
  slider: fc.record({
    min: fc.integer(),
    max: fc.integer(),
    step: fc.integer({ min: 1, max: 5 }),
    labels: fc.dictionary(fc.stringMatching(/^[1-9]$/), phrase),
  }),
  checkbox: fc.record({ label: phrase }),
  select: fc.record({ options }),
  list_builder: fc.record(
    {
      target: fc.constantFrom("user_list_items", "user_experiences", "user_contacts"),
      list: phrase,
      mode: fc.constantFrom("create", "update", "extend"),
      min: fc.nat(9),
      max: fc.nat(90),
      item: phrase,
      fields: fc.array(
        fc.record({
          name: fc.stringMatching(/^[a-z][a-z_]{0,8}$/),
          label: phrase,
          type: fc.constantFrom(...fieldTypes),
          required: fc.boolean(),
          maxLength: fc.integer({ min: 1, max: 900 }),
        }),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: ["target", "mode", "min", "max", "item"] },
  ),
  soared_form: fc.record({ storyType: fc.constantFrom("challenge", "reframe", "other") }),
  skill_tagger: fc.record({
    category: fc.constantFrom("transferable", "knowledge"),
    rate: fc.boolean(),
    min: fc.nat(9),
    max: fc.nat(90),
  }),
  budget_calculator: fc.record({ benefits: fc.boolean(), goal: phrase }, { requiredKeys: ["benefits"] }),
  flow_tracker: fc.record({
    span: fc.constantFrom("past", "week", "day"),
    tags: fc.uniqueArray(fc.constantFrom("people", "place", "pace")),
    note: fc.boolean(),
    min: fc.nat(9),
    max: fc.nat(90),
  }),
  life_dashboard: fc.record({ goal: phrase }, { requiredKeys: [] }),
  failure_reframer: fc.record({ goal: phrase }, { requiredKeys: [] }),
  idea_tree: fc.record({ min: fc.nat(9), max: fc.nat(200), branches: fc.integer({ min: 1, max: 9 }) }),
  ranking_grid: fc.record({
    target: fc.constantFrom("user_list_items", "user_career_options"),
    list: phrase,
    top: fc.integer({ min: 1, max: 9 }),
    min: fc.nat(9),
    max: fc.nat(90),
  }),
  mbti_selector: fc.record({
    sliders: fc.record({ EI: key, SN: key, TF: key, JP: key }),
    scale: fc.record({ min: fc.integer(), max: fc.integer() }),
  }),
} satisfies Record<Kind, fc.Arbitrary<object>>;

type Drawn = keyof typeof configs;
const drawn = Object.keys(configs) as Drawn[];

const save = fc.record(
  {
    table: fc.constant("user_skills"),
    column: fc.constant("evidence"),
    row: fc.oneof(fc.record({ slot: word }), fc.record({ from: key, pick: fc.integer({ min: 1, max: 9 }) })),
  },
  { requiredKeys: ["table", "column"] },
);

const block = (kind: Drawn): fc.Arbitrary<Omit<AuthoredBlock, "activity">> => {
  const family = familyOf(kind);
  const asks = family !== "content";
  return fc
    .record(
      {
        kind: fc.constant(kind),
        family: fc.constant(family),
        word,
        flags: asks
          ? fc.record({ required: fc.boolean(), private: fc.boolean(), mirror: fc.constant(false) })
          : fc.record(
              {
                required: fc.constant(false),
                private: fc.constant(false),
                mirror: fc.constant(false),
                beat: fc.constantFrom("continue" as const, "rest" as const),
                lang: fc.constantFrom("es", "pt-BR"),
              },
              { requiredKeys: ["required", "private", "mirror"] },
            ),
        config: configs[kind] as fc.Arbitrary<Record<string, unknown>>,
        recall: fc.array(recall, { maxLength: 2 }),
        save,
        text,
        at: fc.constant(nowhere),
      },
      { requiredKeys: ["kind", "family", "word", "flags", "config", "recall", "text", "at"] },
    )
    .map(({ save: target, ...rest }) =>
      family === "prompt" && target !== undefined ? { ...rest, save: target } : rest,
    )
    .chain((one) => (kind === "note" ? fc.oneof(fc.constant(one), asMirror(one)) : fc.constant(one)));
};

const asMirror = <T extends { flags: object; config: object }>(one: T) =>
  fc.integer({ min: 3, max: 9 }).map((least) => ({
    ...one,
    flags: { required: false, private: false, mirror: true },
    config: { least },
  }));

/** `at` says nothing: what is compared is what was written. */
export const exercise: fc.Arbitrary<AuthoredExercise> = fc
  .record({
    title: phrase.map((one) => `T ${one}`),
    purpose: phrase.map((one) => `P ${one}`),
    minutes: fc.integer({ min: 1, max: 90 }),
    ingredients: fc.uniqueArray(fc.constantFrom(...ingredients), { maxLength: 5 }),
    sources: fc.array(fc.record({ slug: word, usage: fc.constantFrom(...usages), line: fc.constant(0) }), {
      maxLength: 3,
    }),
    titles: fc.array(
      phrase.map((one) => `A ${one}`),
      { maxLength: 3 },
    ),
    blocks: fc.array(fc.constantFrom(...drawn).chain(block), { maxLength: 8 }),
    places: fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }),
  })
  .map(({ titles, blocks, places, ...head }) => ({
    id: "1.1.1",
    part: 1,
    module: 1,
    exercise: 1,
    ...head,
    activities: titles.map((title, i) => ({ n: i + 1, title })),
    blocks: blocks
      .map((one, i) => ({ ...one, activity: Math.min(places[i] ?? 0, titles.length) }))
      .toSorted((a, b) => a.activity - b.activity),
    at: nowhere,
  }));

/** The same without places, for comparing. */
export function withoutPlaces(one: AuthoredExercise): unknown {
  const { at: _, blocks, sources, ...head } = one;
  return {
    ...head,
    sources: sources.map(({ slug, usage }) => ({ slug, usage })),
    blocks: blocks.map(({ at: __, ...rest }) => rest),
  };
}
