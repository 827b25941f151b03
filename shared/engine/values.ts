import type { StemBlock } from "../content/block.ts";
import { isEnvelope } from "../crypto/envelope.ts";
import { foldName } from "../ids/uuid5.ts";
import { limits } from "../protocol/limits.ts";
import type { NewSkill, Refusal as ValueRefusal, ValueContext } from "../tools/definition.ts";
import { toolNamed } from "../tools/registry.ts";
import { questionConfig } from "./questions.ts";

export interface Refusal {
  readonly code: ValueRefusal["code"] | "too_large";
  readonly path: string;
  readonly message: string;
}

const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value) ?? "").length;
const invalid = (path: string, message: string): Refusal => ({ code: "invalid", path, message });

/**
 * Whether `value` answers `block` (`protocol.md`, Values). Checked in the protocol's order: plaintext, size,
 * then the value itself. Returns null when it does.
 */
export function refuseValue(block: StemBlock, value: unknown, context: ValueContext): Refusal | null {
  const refusal = block.type === "tool" ? refuseTool(block, value, context) : refuseQuestion(block, value);
  return refusal ?? refuseHalves(value, ["value"]);
}

const halves = /\p{Surrogate}/u;

/** Half a character, such as a cut leaves of an emoji: D1 holds UTF-8 and could not give it back (SPEC VA9). */
function refuseHalves(value: unknown, path: readonly string[]): Refusal | null {
  if (typeof value === "string") {
    return halves.test(value) ? invalid(path.join("."), "This text has a broken character in it") : null;
  }
  if (value === null || typeof value !== "object") return null;
  for (const [key, inside] of Object.entries(value)) {
    const refusal = refuseHalves(inside, [...path, key]);
    if (refusal !== null) return refusal;
  }
  return null;
}

function refuseQuestion(block: StemBlock, value: unknown): Refusal | null {
  const openEnded = block.inputType === "textarea";
  if (block.private && openEnded) {
    if (isEnvelope(value)) {
      return bytes(value) > limits.envelopeBytes ? tooLarge(limits.envelopeBytes) : null;
    }
    if (typeof value === "string") {
      return { code: "plaintext", path: "value", message: "A private answer is sealed before it is sent" };
    }
    return invalid("value", "A private answer is an envelope");
  }
  if (bytes(value) > limits.promptValueBytes) return tooLarge(limits.promptValueBytes);
  const problem = questionConfig(block).problem(value);
  return problem === null ? null : invalid("value", problem);
}

const tooLarge = (max: number): Refusal => ({
  code: "too_large",
  path: "value",
  message: `This is longer than ${Math.floor(max / 1024)} KiB`,
});

function refuseTool(block: StemBlock, value: unknown, context: ValueContext): Refusal | null {
  const tool = block.tool === undefined ? undefined : toolNamed(block.tool);
  if (tool === undefined) return invalid("value", "This tool is not built yet");
  const config = tool.config.parse(block.config ?? {});
  if (block.private) {
    const clear = clearText(tool.value(config, true), value);
    if (clear !== null) return clear;
  }
  if (bytes(value) > limits.toolValueBytes) return tooLarge(limits.toolValueBytes);
  const parsed = tool.value(config, block.private).safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const keys = issue?.code === "unrecognized_keys" ? issue.keys : [];
    return invalid(["value", ...(issue?.path ?? []), ...keys].join("."), issue?.message ?? "Not valid");
  }
  return tool.check(parsed.data, config, context) ?? refuseNames(tool.newSkills(value));
}

function refuseNames(skills: readonly NewSkill[]): Refusal | null {
  const wrong = skills.findIndex((one) => !isSkillName(cleanName(one.name)));
  if (wrong === -1) return null;
  return invalid(`value.newSkills.${wrong}.name`, "A skill's name has 2 to 80 letters");
}

/** A skill's name as it is kept. */
export const cleanName = (name: string): string => name.trim().replace(/\s+/g, " ");
export const isSkillName = (name: string): boolean =>
  foldName(name).length >= 2 && name.length <= 80 && !halves.test(name);

type Sealed = ReturnType<NonNullable<ReturnType<typeof toolNamed>>["value"]>;
const anyEnvelope = { v: 1, iv: "A".repeat(16), ciphertext: "A".repeat(24) };

/**
 * The first text in the clear that must be sealed, whatever else is wrong with the value: one that the schema
 * refuses and would not refuse if an envelope stood in its place.
 */
function clearText(sealed: Sealed, value: unknown): Refusal | null {
  const clear = (sealed.safeParse(value).error?.issues ?? [])
    .map((issue) => issue.path)
    .filter((path) => typeof at(value, path) === "string");
  if (clear.length === 0) return null;
  const masked = structuredClone(value);
  for (const path of clear) {
    const holder = at(masked, path.slice(0, -1));
    const key = path.at(-1);
    if (key !== undefined && holder !== null && typeof holder === "object")
      Object.assign(holder, { [key]: anyEnvelope });
  }
  const left = new Set(sealed.safeParse(masked).error?.issues.map((issue) => issue.path.join(".")));
  const first = clear.map((path) => path.join(".")).find((path) => !left.has(path));
  if (first === undefined) return null;
  return {
    code: "plaintext",
    path: `value.${first}`,
    message: "A private answer is sealed before it is sent",
  };
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inside, key) => (inside !== null && typeof inside === "object" ? Reflect.get(inside, key) : undefined),
    value,
  );

/** The skills an answer invents (`newSkills`), to be made in the same operation. */
export function inventedSkills(block: StemBlock, value: unknown): readonly NewSkill[] {
  const tool = block.tool === undefined ? undefined : toolNamed(block.tool);
  if (tool === undefined || value === null) return [];
  return tool.newSkills(value).map((one) => ({ ...one, name: cleanName(one.name) }));
}
