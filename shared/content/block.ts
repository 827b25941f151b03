import * as z from "zod/mini";
import { usages } from "./usage.ts";

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
 * What stands at a place of the text that the learner's own data fills: the words of the recall with that `as`,
 * or one of its first row's fields; a number in digits, in words, or as the one or the other form that goes
 * with it ("moment", "moments").
 */
const textFill = z.strictObject({
  fill: z.string(),
  field: z.optional(z.string()),
  say: z.optional(z.union([z.enum(["word", "Word"]), z.tuple([z.string(), z.string()])])),
});
export type TextFill = z.infer<typeof textFill>;

/** What one of a condition's sides is: a number, a text, or a place of the recalls ("name" or "name.field"). */
const operand = z.union([
  z.number(),
  z.strictObject({ text: z.string() }),
  z.strictObject({ at: z.string() }),
]);
export const comparisons = ["=", "!=", "<", "<=", ">", ">="] as const;
/** `at` alone asks whether there is anything. */
const condition = z.strictObject({
  at: z.string(),
  is: z.optional(z.tuple([z.enum(comparisons), operand])),
});
export type Condition = z.infer<typeof condition>;

/**
 * A block's text as safe nodes, made from Markdown when content is built, so that no Markdown parser and no
 * HTML reaches the browser (SPEC CT3). `when` stands first in a paragraph that is one of several readings
 * (SPEC RC11).
 */
export type TextNode =
  | string
  | { b: TextNode[] }
  | { i: TextNode[] }
  | { a: string; c: TextNode[] }
  | { cite: number }
  | { when: Condition[] }
  | TextFill;
const textNode: z.ZodMiniType<TextNode> = z.lazy(() =>
  z.union([
    z.string(),
    z.strictObject({ b: z.array(textNode) }),
    z.strictObject({ i: z.array(textNode) }),
    z.strictObject({ a: z.string().check(z.regex(/^https:\/\//)), c: z.array(textNode) }),
    z.strictObject({ cite: z.int() }),
    z.strictObject({ when: z.array(condition) }),
    textFill,
  ]),
);
/** Paragraphs of nodes. */
export const paragraphs = z.array(z.array(textNode));

/** One row of a learner's data as it is brought back: `text` to show, `detail` beside it, the rest by name. */
export const recallRow = z.catchall(z.object({ id: z.string(), text: z.string() }), z.unknown());
export type RecallRow = z.infer<typeof recallRow>;

/** Which rows: by one field, all that is said of it. */
const kept = {
  field: z.string(),
  is: z.optional(z.union([z.string(), z.number(), z.boolean()])),
  in: z.optional(z.array(z.union([z.string(), z.number()]))),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
};
/** Other placements whose answers a step reads: one key or several. */
const keys = z.union([z.string(), z.array(z.string())]);

/** The typed transforms of decision 8; pure, run in order (`shared/content/transforms.ts`). */
export const transformStep = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("pick"), fields: z.array(z.string()) }),
  z.strictObject({ op: z.literal("top"), n: z.int().check(z.positive()) }),
  z.strictObject({ op: z.literal("filter"), ...kept }),
  z.strictObject({ op: z.literal("sort"), field: z.string(), dir: z.enum(["asc", "desc"]) }),
  z.strictObject({ op: z.literal("map"), text: z.string(), detail: z.optional(z.string()) }),
  z.strictObject({ op: z.literal("count") }),
  z.strictObject({ op: z.literal("group"), by: z.string() }),
  z.strictObject({ op: z.literal("share"), ...kept }),
  z.strictObject({ op: z.literal("compare"), with: z.string() }),
  z.strictObject({ op: z.literal("overlap"), with: keys }),
  z.strictObject({ op: z.literal("mentioned"), with: keys }),
  z.strictObject({ op: z.literal("name"), names: z.record(z.string(), z.string()) }),
  z.strictObject({ op: z.literal("range"), field: z.string() }),
]);
export type TransformStep = z.infer<typeof transformStep>;

export const reveals = ["shown", "on_request", "count"] as const;
/** What a recall's rows are for in a tool or a question (FORMAT.md, Recalls). */
export const recallUses = ["show", "item", "target", "experience", "seed", "link", "prefill"] as const;

/** A connection as it stands at its consumer: which answers come back, how they are transformed (decision 8). */
export const connection = z.strictObject({
  dataObject: z.string(),
  label: z.string(),
  from: z.array(z.string()),
  transform: z.array(transformStep),
  reveal: z.enum(reveals),
  use: z.enum(recallUses),
  /** Also what the sources' tools hold outside the thread. */
  outside: z.optional(z.literal(true)),
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
  /** How many rows were counted; absent where no step counts (SPEC RC10). */
  points: z.optional(z.int()),
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
  /** The whole citation, where somebody's words are quoted (spec 6.2). */
  full: z.optional(z.string()),
  usage: z.enum(usages),
});
export type Citation = z.infer<typeof citation>;

/**
 * A row that content names (decision 5): a slot, one row per learner and name, or the n-th row of an earlier
 * answer. Resolved once, when its block is first delivered.
 */
export const rowTarget = z.union([
  z.strictObject({ slot: z.string() }),
  z.strictObject({ from: z.string(), pick: z.int().check(z.positive()) }),
]);
export type RowTarget = z.infer<typeof rowTarget>;

/** Where a prompt's answer is stored beside the ledger (decision 5): a column, and for many-row tables a row. */
export const saveTarget = z.strictObject({
  table: z.string(),
  column: z.string(),
  row: z.optional(rowTarget),
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
