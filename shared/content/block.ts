import * as z from "zod/mini";

/** The spec's six kinds of content (spec 4.2) and four kinds of question (spec 4.3). */
export const contentTypes = ["heading", "instruction", "note", "quote", "transition", "celebration"] as const;
export const inputTypes = ["textarea", "slider", "checkbox", "select"] as const;
/** The spec's ten tools, by name (decision 17). */
export const toolNames = [
  "list_builder",
  "soared_form",
  "skill_tagger",
  "ranking_grid",
  "mbti_selector",
  "budget_calculator",
  "flow_tracker",
  "life_dashboard",
  "failure_reframer",
  "idea_tree",
] as const;
export const skillCategories = ["transferable", "self_management", "knowledge"] as const;

export type ContentType = (typeof contentTypes)[number];
export type InputType = (typeof inputTypes)[number];
export type ToolName = (typeof toolNames)[number];
export type SkillCategory = (typeof skillCategories)[number];

/**
 * A block's text as safe nodes, made from Markdown when content is built, so that no Markdown parser and no
 * HTML reaches the browser (SPEC CT3).
 */
export type TextNode =
  | string
  | { b: TextNode[] }
  | { i: TextNode[] }
  | { a: string; c: TextNode[] }
  | { cite: number }
  | { fill: string };
const textNode: z.ZodMiniType<TextNode> = z.lazy(() =>
  z.union([
    z.string(),
    z.strictObject({ b: z.array(textNode) }),
    z.strictObject({ i: z.array(textNode) }),
    z.strictObject({ a: z.string().check(z.regex(/^https:\/\//)), c: z.array(textNode) }),
    z.strictObject({ cite: z.int() }),
    z.strictObject({ fill: z.string() }),
  ]),
);
/** Paragraphs of nodes. */
export const paragraphs = z.array(z.array(textNode));

/** One row of a learner's data as it is brought back: `text` to show, `detail` beside it, the rest by name. */
export const recallRow = z.catchall(z.object({ id: z.string(), text: z.string() }), z.unknown());
export type RecallRow = z.infer<typeof recallRow>;

/** The typed transforms of decision 8; pure, run in order (`shared/content/transforms.ts`). */
export const transformStep = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("pick"), fields: z.array(z.string()) }),
  z.strictObject({ op: z.literal("top"), n: z.int().check(z.positive()) }),
  z.strictObject({
    op: z.literal("filter"),
    field: z.string(),
    is: z.optional(z.union([z.string(), z.number(), z.boolean()])),
    in: z.optional(z.array(z.union([z.string(), z.number()]))),
    min: z.optional(z.number()),
    max: z.optional(z.number()),
  }),
  z.strictObject({ op: z.literal("sort"), field: z.string(), dir: z.enum(["asc", "desc"]) }),
  z.strictObject({ op: z.literal("map"), text: z.string(), detail: z.optional(z.string()) }),
  z.strictObject({ op: z.literal("count") }),
  z.strictObject({ op: z.literal("group"), by: z.string() }),
  z.strictObject({
    op: z.literal("share"),
    field: z.string(),
    is: z.union([z.string(), z.number(), z.boolean()]),
  }),
  z.strictObject({ op: z.literal("compare"), with: z.string() }),
  z.strictObject({ op: z.literal("overlap"), with: z.string() }),
]);
export type TransformStep = z.infer<typeof transformStep>;

export const reveals = ["shown", "on_request", "count"] as const;
/** What a recall's rows are for in a tool. */
export const recallUses = ["show", "item", "target", "experience", "seed"] as const;

/** A connection as it stands at its consumer: which answers come back, how they are transformed (decision 8). */
export const connection = z.strictObject({
  dataObject: z.string(),
  label: z.string(),
  from: z.array(z.string()),
  transform: z.array(transformStep),
  reveal: z.enum(reveals),
  use: z.enum(recallUses),
  as: z.optional(z.string()),
  empty: z.optional(z.string()),
});
export type Connection = z.infer<typeof connection>;

/** A connection resolved with the learner's present answers (protocol, `block.recall`). */
export const recall = z.strictObject({
  dataObject: z.string(),
  label: z.string(),
  from: z.array(z.string()),
  transform: z.array(transformStep),
  rows: z.array(recallRow),
  sealed: z.boolean(),
  reveal: z.enum(reveals),
  use: z.enum(recallUses),
  as: z.optional(z.string()),
  empty: z.optional(z.string()),
});
export type Recall = z.infer<typeof recall>;

export const citation = z.strictObject({
  n: z.int(),
  slug: z.string(),
  short: z.string(),
  usage: z.string(),
});
export type Citation = z.infer<typeof citation>;

/** Where a prompt's answer is stored beside the ledger (decision 5): a column, and for many-row tables a row. */
export const saveTarget = z.strictObject({
  table: z.string(),
  column: z.string(),
  row: z.optional(
    z.union([
      z.strictObject({ slot: z.string() }),
      z.strictObject({ from: z.string(), pick: z.int().check(z.positive()) }),
    ]),
  ),
});
export type SaveTarget = z.infer<typeof saveTarget>;

/** A learner meets blocks in this shape (protocol section 2). */
const wire = {
  id: z.string(),
  sequence: z.int(),
  part: z.int(),
  module: z.int(),
  exercise: z.int(),
  activity: z.int(),
  type: z.enum(["content", "prompt", "tool"]),
  required: z.boolean(),
  private: z.boolean(),
  text: z.string(),
  nodes: paragraphs,
  lang: z.optional(z.string()),
  beat: z.optional(z.enum(["continue", "rest"])),
  contentType: z.optional(z.enum(contentTypes)),
  inputType: z.optional(z.enum(inputTypes)),
  tool: z.optional(z.enum(toolNames)),
  config: z.optional(z.record(z.string(), z.unknown())),
  feeds: z.optional(z.array(z.string())),
  citations: z.optional(z.array(citation)),
};

/** A block as the object sends it. */
export const wireBlock = z.strictObject({ ...wire, recall: z.optional(z.array(recall)) });
export type WireBlock = z.infer<typeof wireBlock>;

/** A block as it stands in a compiled release: with its connections, without anybody's data. */
export const stemBlock = z.strictObject({
  ...wire,
  /** `stem.id`, permanent (decision 7). */
  stemId: z.int(),
  /** The row of `content_blocks`, `prompts` or `tools`, by `type`. */
  contentId: z.int(),
  /** The release in which this placement first stood: an answer made under an older one may pass it (rule 13). */
  since: z.int(),
  connections: z.optional(z.array(connection)),
  save: z.optional(saveTarget),
});
export type StemBlock = z.infer<typeof stemBlock>;

/** "1.1.1" */
export const exerciseIdOf = (b: Pick<StemBlock, "part" | "module" | "exercise">): string =>
  `${b.part}.${b.module}.${b.exercise}`;
/** "1.1"; part intros are 1.0, 2.0, 3.0 (decision 11). */
export const moduleIdOf = (b: Pick<StemBlock, "part" | "module">): string => `${b.part}.${b.module}`;
