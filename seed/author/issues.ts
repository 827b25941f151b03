import * as z from "zod/mini";
import type { Problems } from "./problem.ts";
import type { Path, Yaml } from "./yaml.ts";

const dotted = (path: Path): string => path.map(String).join(".");
const quoted = (values: readonly unknown[]): string => values.map((one) => JSON.stringify(one)).join(", ");

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inside, step) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, step) : undefined),
    value,
  );
}

/** The schema inside a default or an optional. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.core.$ZodDefault || schema instanceof z.core.$ZodOptional)
    return bare(schema._zod.def.innerType);
  return schema;
}

/** The names an object may have at `path`, for saying what would be right. */
export function namesAt(schema: z.core.$ZodType, path: Path = []): string[] {
  const here = bare(schema);
  const [step, ...rest] = path;
  if (here instanceof z.core.$ZodObject) {
    const { shape } = here._zod.def;
    if (step === undefined) return Object.keys(shape);
    const inner = shape[String(step)];
    return inner === undefined ? [] : namesAt(inner, rest);
  }
  if (here instanceof z.core.$ZodArray && step !== undefined) return namesAt(here._zod.def.element, rest);
  return [];
}

function said(issue: z.core.$ZodIssue, value: unknown, schema: z.core.$ZodType): string {
  const name = issue.path.length === 0 ? "this" : `\`${dotted(issue.path)}\``;
  const given = valueAt(value, issue.path);
  if (given === undefined && issue.code !== "unrecognized_keys") return `${name} is missing`;
  switch (issue.code) {
    case "unrecognized_keys": {
      const where = issue.path.length === 0 ? "" : ` in \`${dotted(issue.path)}\``;
      const known = namesAt(schema, issue.path);
      const hint = known.length === 0 ? "there is nothing to set here" : `known are ${known.join(", ")}`;
      return `unknown setting${where}: ${issue.keys.join(", ")}; ${hint}`;
    }
    case "invalid_value":
      return `${name} is ${quoted([given])}; it is one of ${quoted(issue.values)}`;
    case "invalid_type":
      return `${name} is ${quoted([given])}; it should be ${article(issue.expected)}`;
    case "too_big":
      return `${name} is ${quoted([given])}; the most is ${String(issue.maximum)}`;
    case "too_small":
      return `${name} is ${quoted([given])}; the least is ${String(issue.minimum)}`;
    case "invalid_format":
      return `${name} is ${quoted([given])}; it should look like ${issue.pattern ?? issue.format}`;
    case "invalid_union": {
      const tags = issue.discriminator === undefined ? "" : `: unknown ${issue.discriminator}`;
      return `${name} is ${quoted([given])}, which fits nothing that may stand here${tags}`;
    }
    default:
      return `${name} is ${quoted([given])}: ${issue.message}`;
  }
}

const article = (kind: string): string => (/^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`);

/** The nearest line: of an unknown name itself, of anything else its setting. */
const pathOf = (issue: z.core.$ZodIssue): Path =>
  issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;

/**
 * `value` as `schema` reads it, with defaults filled in; null, and a problem for each thing that is wrong, when
 * it does not fit.
 */
export function fitted<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
  source: { file: string; lineOf: Yaml["lineOf"] },
  problems: Problems,
): T | null {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    problems.add({ file: source.file, line: source.lineOf(pathOf(issue)) }, said(issue, value, schema));
  }
  return null;
}
