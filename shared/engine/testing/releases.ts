import fc from "fast-check";
import {
  contentTypes,
  inputTypes,
  skillCategories,
  toolNames,
  type Connection,
  type SaveTarget,
  type StemBlock,
  type ToolName,
  type TransformStep,
} from "../../content/block.ts";
import type { Release, Skill } from "../../content/release.ts";
import { testCompetencies, testCredits, testPractices } from "./reference.ts";
import { masterSkillId } from "../../ids/uuid5.ts";
import { listConfigOf, rankingConfigOf } from "./lists.ts";
import { Dice } from "./dice.ts";

/* Random releases, as the compiler could have made them: small, and dense in what is hard. */

const kinds = ["content", ...inputTypes, ...toolNames] as const;
type Kind = (typeof kinds)[number];

export interface BlockPlan {
  readonly kind: Kind;
  readonly required: boolean;
  readonly private: boolean;
  /** Decides config, recalls and save target. */
  readonly entropy: number;
}
const blockPlan: fc.Arbitrary<BlockPlan> = fc.record({
  kind: fc.oneof(
    { weight: 2, arbitrary: fc.constant("content" as const) },
    { weight: 3, arbitrary: fc.constantFrom(...inputTypes) },
    { weight: 4, arbitrary: fc.constantFrom(...toolNames) },
  ),
  required: fc.boolean(),
  private: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  entropy: fc.nat(),
});

const skillNames = [
  "planning",
  "repairing",
  "teaching",
  "patient",
  "exact",
  "curious",
  "Spanish",
  "C++",
  "accounting",
];
export const masterSkills: readonly Skill[] = skillNames.map((name, i) => ({
  id: masterSkillId(name),
  name,
  category: skillCategories[Math.floor(i / 3)] ?? "knowledge",
  group: "Group",
  aliases: [],
}));

/** What is told before and after in the order: enough for recalls, rows and sliders to name each other. */
const placementsBefore = (blocks: readonly StemBlock[]): StemBlock[] =>
  blocks.filter((one) => one.type !== "content");

function configOf(
  kind: Kind,
  dice: Dice,
  earlier: readonly StemBlock[],
  isPrivate: boolean,
): Record<string, unknown> | undefined {
  switch (kind) {
    case "content":
      return undefined;
    case "textarea":
      return { maxLength: dice.of([40, 600, 8000]), long: dice.chance(2) };
    case "slider":
      return dice.of([
        { min: 1, max: 7, step: 1 },
        { min: -10, max: 10, step: 2.5 },
        { min: 0, max: 1, step: 0.1 },
      ]);
    case "checkbox":
      return { label: "I will" };
    case "select":
      return {
        options: [
          { value: "yes", text: "Yes, mostly" },
          { value: "no", text: "Not now" },
          { value: "{odd}", text: "Odd" },
        ],
      };
    case "list_builder":
      return listConfigOf(dice, earlier, isPrivate);
    case "soared_form":
      return { storyType: dice.of(["challenge", "reframe", "other"]) };
    case "skill_tagger": {
      const on = dice.of([undefined, "user_experiences", "user_stories"]);
      return {
        category: dice.of(skillCategories),
        rate: dice.chance(2),
        min: dice.nat(2),
        max: 8,
        ...(on === undefined ? {} : { on }),
      };
    }
    case "ranking_grid":
      return rankingConfigOf(dice, isPrivate);
    case "budget_calculator":
      return { benefits: dice.chance(2) };
    case "flow_tracker":
      return {
        span: dice.of(["past", "week", "day"]),
        tags: dice.some(["people", "place", "pace"]),
        note: dice.chance(2),
        min: dice.nat(2),
        max: 8,
      };
    case "life_dashboard":
    case "failure_reframer":
      return {};
    case "idea_tree":
      return { min: dice.nat(4) + 1, max: dice.of([6, 200]), branches: 3 };
    case "mbti_selector": {
      const sliders = earlier.filter((one) => one.inputType === "slider").map((one) => one.id);
      const key = () => (sliders.length === 0 ? "0.0.0.none" : dice.of(sliders));
      return { sliders: { EI: key(), SN: key(), TF: key(), JP: key() } };
    }
  }
}

/** Every step of decision 8, some that read fields which the rows do not have. */
export function stepOf(dice: Dice, keys: readonly string[]): TransformStep {
  const other = keys.length === 0 ? "0.0.0.none" : dice.of(keys);
  return dice.of<TransformStep>([
    { op: "top", n: dice.nat(4) + 1 },
    { op: "filter", field: "rank", is: 1 },
    { op: "filter", field: "mastery", min: 3 },
    { op: "filter", field: "experience_type", in: ["job", 3] },
    { op: "sort", field: dice.of(["mastery", "text", "value", "none"]), dir: dice.of(["asc", "desc"]) },
    { op: "pick", fields: ["rank", "title"] },
    { op: "map", text: dice.of(["title", "text", "none"]), detail: "description" },
    { op: "count" },
    { op: "group", by: dice.of(["category", "text"]) },
    { op: "share", field: "category", is: "knowledge" },
    { op: "compare", with: other },
    { op: "overlap", with: other },
    { op: "overlap", with: [other, "0.0.0.none"] },
    { op: "mentioned", with: [other] },
    { op: "range", field: dice.of(["value", "mastery"]) },
    { op: "name", names: { [other]: "a name" } },
  ]);
}

function connectionsOf(dice: Dice, earlier: readonly StemBlock[]): Connection[] {
  if (earlier.length === 0 || dice.chance(2)) return [];
  const keys = earlier.map((one) => one.id);
  return Array.from({ length: dice.nat(2) + 1 }, (_, i): Connection => ({
    dataObject: "Object",
    label: "From before",
    from: dice.some(keys, 3),
    transform: Array.from({ length: dice.nat(3) }, () => stepOf(dice, keys)),
    reveal: "shown",
    use: dice.of(["show", "item", "target", "link"]),
    ...(i === 0 ? { as: "name", empty: "what you said" } : {}),
  })).filter((one) => one.from.length > 0);
}

/** A textarea, slider or select that saves into a column: of a one-row table, of a slot, or of a chosen row. */
function saveOf(
  kind: Kind,
  dice: Dice,
  earlier: readonly StemBlock[],
  isPrivate: boolean,
): SaveTarget | undefined {
  if (isPrivate)
    return kind === "textarea" && dice.chance(2)
      ? dice.of<SaveTarget>([
          { table: "user_values", column: "life_values" },
          { table: "user_budget", column: "benefits_needed" },
          { table: "user_career_options", column: "notes", row: { slot: "path-1" } },
        ])
      : undefined;
  if (kind === "slider")
    return dice.chance(2)
      ? dice.of<SaveTarget>([
          { table: "user_profile", column: "life_dashboard_work" },
          { table: "user_career_options", column: "coherence_score", row: { slot: "path-1" } },
        ])
      : undefined;
  if (kind !== "textarea") return undefined;
  const row = (tool: string, target?: string) =>
    earlier.filter(
      (one) =>
        one.tool === tool && !one.private && (target === undefined || one.config?.["target"] === target),
    );
  const skills = row("ranking_grid", "user_skills");
  const experiences = row("list_builder", "user_experiences");
  const options = row("ranking_grid", "user_career_options");
  const pick = dice.nat(3) + 1;
  const targets: SaveTarget[] = [
    { table: "user_profile", column: dice.of(["headline", "summary"]) },
    { table: "user_experiences", column: "description", row: { slot: dice.of(["one", "two"]) } },
    {
      table: "user_career_options",
      column: dice.of(["title", "description"]),
      row: { slot: dice.of(["path-1", "path-2"]) },
    },
    ...(options.length === 0
      ? []
      : [{ table: "user_career_options", column: "title", row: { from: dice.of(options).id, pick } }]),
    ...(skills.length === 0
      ? []
      : [{ table: "user_skills", column: "evidence", row: { from: dice.of(skills).id, pick } }]),
    ...(experiences.length === 0
      ? []
      : [{ table: "user_experiences", column: "description", row: { from: dice.of(experiences).id, pick } }]),
  ];
  return dice.chance(2) ? dice.of(targets) : undefined;
}

type Place = Pick<StemBlock, "part" | "module" | "exercise" | "activity">;

/** These write plain columns only, or sealed ones only (decision 6). */
const neverPrivate: readonly Kind[] = [
  "soared_form",
  "skill_tagger",
  "mbti_selector",
  "flow_tracker",
  "idea_tree",
];
const alwaysPrivate: readonly Kind[] = ["budget_calculator", "failure_reframer"];

function blockOf(
  plan: BlockPlan,
  id: string,
  place: Place,
  ids: { stemId: number; since: number },
  before: readonly StemBlock[],
): StemBlock {
  const dice = new Dice(plan.entropy);
  const { kind } = plan;
  const asks = kind !== "content";
  const earlier = placementsBefore(before);
  const isTool = (name: string): name is ToolName => toolNames.some((tool) => tool === name);
  const isPrivate = asks && (alwaysPrivate.includes(kind) || (plan.private && !neverPrivate.includes(kind)));
  const drawn = configOf(kind, dice, earlier, isPrivate);
  const connections = connectionsOf(dice, earlier);
  const save = saveOf(kind, dice, earlier, isPrivate);
  // What a slider saves is a whole number that its column takes.
  const config = kind === "slider" && save !== undefined ? { min: 1, max: 7, step: 1 } : drawn;
  return {
    id,
    sequence: 0,
    ...place,
    type: kind === "content" ? "content" : isTool(kind) ? "tool" : "prompt",
    required: asks && plan.required,
    private: isPrivate,
    text: "Words",
    nodes: [["Words"]],
    ...(kind === "content"
      ? { contentType: dice.of(contentTypes) }
      : isTool(kind)
        ? { tool: kind }
        : { inputType: kind }),
    ...(config === undefined ? {} : { config }),
    ...ids,
    contentId: ids.stemId,
    ...(connections.length === 0 ? {} : { connections }),
    ...(save === undefined ? {} : { save }),
  };
}

/** Numbers the order with gaps, and says of every block which later ones bring it back. */
function finished(
  version: number,
  complete: boolean,
  stem: readonly StemBlock[],
  retired: readonly StemBlock[],
): Release {
  const feeds = new Map<string, string[]>();
  for (const block of stem) {
    for (const from of block.connections?.flatMap((one) => one.from) ?? []) {
      feeds.set(from, [...new Set([...(feeds.get(from) ?? []), block.id])]);
    }
  }
  return {
    version,
    complete,
    stem: stem.map(({ feeds: _old, ...block }, i) => {
      const fed = feeds.get(block.id);
      return { ...block, sequence: 10 + i * 7, ...(fed === undefined ? {} : { feeds: fed }) };
    }),
    retired: [...retired],
    outline: [],
    tools: toolNames.map((name, i) => ({
      id: i,
      name,
      label: name,
      description: "",
      instructions: "",
      icon: "",
      unlocksAt: null,
    })),
    skills: [...masterSkills],
    types: [
      {
        code: "INFP",
        name: "The Values Seeker",
        lines: { brings: "", energized: "", settings: "", watch: "", question: "" },
      },
    ],
    practices: [...testPractices],
    competencies: [...testCompetencies],
    credits: testCredits,
  };
}

/** Modules of exercises of blocks; a second activity begins where the number says. */
const modulePlans = fc.array(
  fc.array(fc.record({ blocks: fc.array(blockPlan, { minLength: 1, maxLength: 5 }), second: fc.nat(5) }), {
    minLength: 1,
    maxLength: 2,
  }),
  { minLength: 1, maxLength: 4 },
);

export const arbitraryRelease: fc.Arbitrary<Release> = fc
  .record({ modules: modulePlans, complete: fc.boolean() })
  .map(({ modules, complete }) => {
    const stem: StemBlock[] = [];
    modules.forEach((exercises, m) =>
      exercises.forEach(({ blocks, second }, e) =>
        blocks.forEach((plan, b) => {
          const place = { part: 1, module: m, exercise: e, activity: b >= second ? 1 : 0 };
          stem.push(blockOf(plan, `1.${m}.${e}.b${b}`, place, { stemId: stem.length + 1, since: 1 }, stem));
        }),
      ),
    );
    return printed(finished(1, complete, stem, []));
  });

/** A counterexample is read by people: one line per block, without the lists that are always the same. */
function printed(release: Release): Release {
  const line = ({
    id,
    activity,
    type,
    required,
    private: sealed,
    inputType,
    tool,
    config,
    save,
    connections,
  }: StemBlock) =>
    JSON.stringify({
      id,
      activity,
      what: tool ?? inputType ?? type,
      required,
      sealed,
      config,
      save,
      connections,
    });
  const text = () => `release(complete: ${release.complete})\n  ${release.stem.map(line).join("\n  ")}\n`;
  return Object.defineProperty(release, fc.toStringMethod, { value: text, enumerable: false });
}

export type Change =
  | { readonly do: "insert" | "grow"; readonly at: number; readonly plan: BlockPlan }
  | { readonly do: "remove" | "move" | "required" | "config"; readonly at: number; readonly by: number };
export type ChangeKind = Change["do"];

/** What an editor does between two releases. */
export const changesOf = (...allowed: readonly ChangeKind[]): fc.Arbitrary<Change[]> =>
  fc.array(
    fc.oneof(
      ...allowed.map((kind): fc.Arbitrary<Change> =>
        kind === "insert" || kind === "grow"
          ? fc.record({ do: fc.constant(kind), at: fc.nat(40), plan: blockPlan })
          : fc.record({ do: fc.constant(kind), at: fc.nat(40), by: fc.nat(9) }),
      ),
    ),
    { minLength: 1, maxLength: 6 },
  );
export const anyChanges = changesOf("insert", "grow", "remove", "move", "required", "config");

/** The next release: keys stay, new ones are never old ones, what goes is retired (decisions 7 and 28). */
export function successor(before: Release, changes: readonly Change[]): Release {
  const version = before.version + 1;
  let stem = [...before.stem];
  const retired = [...before.retired];
  let stemId = Math.max(0, ...stem.map((one) => one.stemId), ...retired.map((one) => one.stemId));
  const fresh = (plan: BlockPlan, place: Place, earlier: readonly StemBlock[]) => {
    stemId += 1;
    const id = `${place.part}.${place.module}.${place.exercise}.v${version}-${stemId}`;
    return blockOf(plan, id, place, { stemId, since: version }, earlier);
  };
  const placeOf = ({ part, module, exercise, activity }: StemBlock): Place => ({
    part,
    module,
    exercise,
    activity,
  });
  for (const change of changes) {
    const at = stem.length === 0 ? 0 : change.at % stem.length;
    const here = stem[at];
    if (change.do === "grow") {
      const last = stem.at(-1);
      const module = (last?.module ?? 0) + (change.at % 2);
      const place = {
        part: 1,
        module,
        exercise: change.at % 2 === 0 ? (last?.exercise ?? 0) : 0,
        activity: 0,
      };
      stem.push(fresh(change.plan, place, stem));
    } else if (here === undefined) {
      continue;
    } else if (change.do === "insert") {
      stem.splice(at, 0, fresh(change.plan, placeOf(here), stem.slice(0, at)));
    } else if (change.do === "remove") {
      stem.splice(at, 1);
      retired.push(here);
    } else if (change.do === "required") {
      if (here.type !== "content") stem[at] = { ...here, required: !here.required };
    } else if (change.do === "config") {
      // A minor edit keeps the key: another list's name, another length, other words for the same option.
      const { config } = here;
      if (config?.["list"] !== undefined)
        stem[at] = { ...here, config: { ...config, list: `Renamed ${version}` } };
      if (config?.["top"] !== undefined) stem[at] = { ...here, config: { ...config, top: change.by + 1 } };
    } else if (change.do === "move") {
      // Moved among the blocks of its module: it takes the place it comes to.
      const mates = stem.flatMap((one, i) => (one.module === here.module ? [i] : []));
      const to = mates[change.by % mates.length] ?? at;
      const target = stem[to];
      if (target === undefined) continue;
      stem.splice(at, 1);
      stem.splice(to, 0, { ...here, ...placeOf(target) });
    }
  }
  // Exercises stay together: a release is sorted by where its blocks say they are.
  const rank = (one: StemBlock) => one.module * 100 + one.exercise;
  stem = stem
    .map((one, i) => ({ one, i }))
    .sort((a, b) => rank(a.one) - rank(b.one) || a.i - b.i)
    .map(({ one }) => one);
  return finished(version, before.complete, stem, retired);
}
