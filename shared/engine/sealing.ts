import type * as z from "zod/mini";
import type { StemBlock, ToolName } from "../content/block.ts";
import { hasOneRow } from "../crypto/sealed.ts";
import type { Place } from "../crypto/place.ts";
import { sealedMark, type SealedMark } from "../tools/sealedMark.ts";
import { toolNamed } from "../tools/registry.ts";
import { placedTool } from "./placed.ts";
import { questionOf } from "./questions.ts";
import { rowIdIn, savedRowId } from "./rowIds.ts";
import type { LearnerState } from "./state.ts";

/** Whose value it is, as far as the places of sealed fields depend on it. */
export type Sealer = Pick<LearnerState, "userId" | "rowIds">;
export type Placement = Pick<StemBlock, "id" | "type" | "private" | "inputType" | "tool" | "config" | "save">;

/** A tool outside the thread, as its sealed fields know it. */
export function standalone(name: ToolName, instanceId: string): Placement {
  const tool = toolNamed(name);
  if (tool === undefined) throw new Error(`${name} is not here yet`);
  const config = tool.standalone.config as Record<string, unknown>;
  return { id: instanceId, type: "tool", tool: name, config, private: tool.standalone.private };
}

/** A field of a value that is sealed, or is to be: `value` is its envelope, or what it says in the clear. */
export interface SealedField {
  /** From the value's root; empty where the whole value is the field. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly place: Place;
  /** What stands where nothing is said. */
  readonly empty: "" | null;
  /** The innermost object around it that has an `id`, else the whole value: what `hashes` are made of (SPEC SE4). */
  readonly row: unknown;
  /** What is wrong with what it says in the clear, in words; null when nothing is. Unsaid once it is sealed. */
  problem(): string | null;
}

/**
 * The sealed fields of a value, in its order, however wrong the rest of it is (`protocol.md`, Values; SPEC SE1).
 * A field that says nothing is not sealed and does not come.
 */
export function sealedFields(who: Sealer, block: Placement, value: unknown): SealedField[] {
  if (block.type !== "tool") {
    const isSealed = sealsQuestion(block) && value !== null && value !== undefined;
    const place = placeOfQuestion(who, block);
    const problem = () => questionProblem(block, value);
    return isSealed ? [{ path: [], value, place, empty: "", row: value, problem }] : [];
  }
  const schema = schemaOf(block);
  if (schema === null) return [];
  return [...leaves(schema, value, [], null)].map(({ path, mark, row, value: leaf }) => ({
    path,
    value: leaf,
    place: placeOfField(who, block.id, mark, row?.id ?? null),
    empty: mark.empty,
    row: row ?? value,
    problem: () => mark.clear.safeParse(leaf).error?.issues[0]?.message ?? null,
  }));
}

/** The fields of a value that would be sealed and say nothing: where envelopes may come back to (decision 34). */
export function openFields(who: Sealer, block: Placement, value: unknown): SealedField[] {
  if (block.type !== "tool") {
    if (!sealsQuestion(block) || value !== null) return [];
    const place = placeOfQuestion(who, block);
    return [{ path: [], value, place, empty: "", row: value, problem: () => null }];
  }
  const schema = schemaOf(block);
  if (schema === null) return [];
  return [...leaves(schema, value, [], null, true)].map(({ path, mark, row, value: leaf }) => ({
    path,
    value: leaf,
    place: placeOfField(who, block.id, mark, row?.id ?? null),
    empty: mark.empty,
    row: row ?? value,
    problem: () => null,
  }));
}

const known = new WeakMap<Placement, boolean>();

/** Whether answers to this placement have fields that are sealed. */
export function seals(block: Placement): boolean {
  if (block.type !== "tool") return sealsQuestion(block);
  const before = known.get(block);
  if (before !== undefined) return before;
  const schema = schemaOf(block);
  // A browser that does not have the tool yet: as far as anybody knows, all of a private one is sealed.
  if (schema === null) return block.private;
  const found = isMarked(schema);
  known.set(block, found);
  return found;
}

/** Only what the learner writes: choices and numbers of a private question stay plain (SPEC VA6). */
const sealsQuestion = (block: Placement): boolean => block.private && block.inputType === "textarea";

/** The value with other things in the places of its sealed fields. */
export function replaced(value: unknown, changes: readonly (readonly [SealedField, unknown])[]): unknown {
  let next = value;
  for (const [field, to] of changes) next = withAt(next, field.path, to);
  return next;
}

function withAt(value: unknown, [key, ...rest]: readonly (string | number)[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.map((one, i) => (i === key ? withAt(one, rest, to) : (one as unknown)));
  if (value === null || typeof value !== "object") return value;
  return { ...value, [key]: withAt(Reflect.get(value, key), rest, to) };
}

/** The value as others may see it: its sealed fields are not there (protocol, rule 8). */
export function withoutSealed(who: Sealer, block: Placement, value: unknown): unknown {
  if (block.type !== "tool" || value === null || value === undefined) return value;
  return sealedFields(who, block, value).reduce<unknown>((rest, { path }) => withoutAt(rest, path), value);
}

function withoutAt(value: unknown, [key, ...rest]: readonly (string | number)[]): unknown {
  if (key === undefined || value === null || typeof value !== "object") return value;
  if (Array.isArray(value))
    return value.map((one, i) => (i === key ? withoutAt(one, rest) : (one as unknown)));
  const { [key]: inside, ...others } = value as Record<string, unknown>;
  return rest.length === 0 ? others : { ...others, [key]: withoutAt(inside, rest) };
}

function placeOfQuestion(who: Sealer, block: Placement): Place {
  const { save } = block;
  if (save !== undefined) {
    const rowId = hasOneRow(save.table) ? who.userId : savedRowId(who, block);
    if (rowId !== undefined) return { table: save.table, column: save.column, rowId };
  }
  return { table: "user_responses", column: "response_text", rowId: block.id };
}

/** A field outside a row is the answer's own; a table's rows may have other ids than the value's. */
function placeOfField(
  who: Sealer,
  key: string,
  { table, column, field }: SealedMark,
  rowId: string | null,
): Place {
  if (field !== undefined && rowId !== null) return { table, column, rowId: `${key}/${rowId}/${field}` };
  if (hasOneRow(table)) return { table, column, rowId: who.userId };
  return { table, column, rowId: rowId === null ? key : rowIdIn(table, who.userId, rowId, key) };
}

const questionProblem = ({ inputType = "textarea", config }: Placement, value: unknown): string | null =>
  questionOf(inputType, config).problem(value);

function schemaOf(block: Placement): z.ZodMiniType | null {
  return placedTool(block)?.schema ?? null;
}

interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly mark: SealedMark;
  /** The innermost object around it that has an id. */
  readonly row: { readonly id: string } | null;
}

function* leaves(
  schema: z.ZodMiniType,
  value: unknown,
  path: readonly (string | number)[],
  row: Leaf["row"],
  open = false,
): Generator<Leaf> {
  const mark = sealedMark(schema);
  if (mark !== undefined) {
    if (value !== undefined && (value === mark.empty) === open) yield { path, value, mark, row };
    return;
  }
  const { item, fields, inner } = partsOf(schema);
  if (inner !== undefined) yield* leaves(inner, value, path, row, open);
  if (item !== undefined && Array.isArray(value)) {
    for (const [i, one] of value.entries()) yield* leaves(item, one, [...path, i], row, open);
  }
  if (fields === undefined || value === null || typeof value !== "object") return;
  const own = isRow(value) ? value : row;
  for (const [name, field] of Object.entries(fields)) {
    if (Object.hasOwn(value, name)) {
      yield* leaves(field, Reflect.get(value, name), [...path, name], own, open);
    }
  }
}

const isRow = (value: object): value is { id: string } => "id" in value && typeof value.id === "string";

function isMarked(schema: z.ZodMiniType): boolean {
  if (sealedMark(schema) !== undefined) return true;
  const { item, fields, inner } = partsOf(schema);
  return [item, inner, ...Object.values(fields ?? {})].some((one) => one !== undefined && isMarked(one));
}

interface Parts {
  readonly item?: z.ZodMiniType;
  readonly fields?: Readonly<Record<string, z.ZodMiniType>>;
  readonly inner?: z.ZodMiniType;
}

/** What a schema is made of, where a sealed field may stand in it: objects, arrays, and what may be left out. */
function partsOf(schema: z.ZodMiniType): Parts {
  const def = schema._zod.def as unknown as {
    readonly type: string;
    readonly element?: z.ZodMiniType;
    readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
    readonly innerType?: z.ZodMiniType;
  };
  switch (def.type) {
    case "array":
      return { item: def.element };
    case "object":
      return { fields: def.shape };
    case "optional":
    case "nullable":
    case "default":
      return { inner: def.innerType };
    default:
      return {};
  }
}
