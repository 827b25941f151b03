import type { StemBlock, ToolName } from "../content/block.ts";
import { isEnvelope, looksSealed } from "../crypto/envelope.ts";
import { foldName } from "../ids/uuid5.ts";
import { limits } from "../protocol/limits.ts";
import type { NewSkill, Refusal as ValueRefusal, ValueContext } from "../tools/definition.ts";
import { toolNamed } from "../tools/registry.ts";
import { placedTool } from "./placed.ts";
import { questionConfig } from "./questions.ts";
import { sealedFields, standalone, type Placement } from "./sealing.ts";

export interface Refusal {
  readonly code: ValueRefusal["code"] | "too_large";
  readonly path: string;
  readonly message: string;
}

const utf8 = new TextEncoder();

/** As JSON in UTF-8, of which a letter of a text takes three bytes at most: few are counted. */
function isLongerThan(bytes: number, value: unknown): boolean {
  const text = JSON.stringify(value) ?? "";
  return text.length > bytes || (text.length * 3 > bytes && utf8.encode(text).length > bytes);
}

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
      return isLongerThan(limits.envelopeBytes, value) ? tooLarge(limits.envelopeBytes) : null;
    }
    if (typeof value === "string") {
      return plaintext("value");
    }
    return invalid("value", "A private answer is an envelope");
  }
  if (isLongerThan(limits.promptValueBytes, value)) return tooLarge(limits.promptValueBytes);
  const problem = questionConfig(block).problem(value);
  return problem === null ? null : invalid("value", problem);
}

const plaintext = (path: string): Refusal => ({
  code: "plaintext",
  path,
  message: "A private answer is sealed before it is sent",
});
/** Said in the clear; an envelope that is none is only wrong. */
const isClear = (value: unknown): boolean => value !== null && !looksSealed(value);

const tooLarge = (max: number): Refusal => ({
  code: "too_large",
  path: "value",
  message: `This is longer than ${Math.floor(max / 1024)} KiB`,
});

/** Whether `value` is one that this tool takes outside the thread. */
export function refuseInstance(name: ToolName, value: unknown, context: ValueContext): Refusal | null {
  return refuseTool(standalone(name, ""), value, context) ?? refuseHalves(value, ["value"]);
}

function refuseTool(block: Placement, value: unknown, context: ValueContext): Refusal | null {
  const placed = placedTool(block);
  if (placed === undefined) return invalid("value", "This tool is not here yet");
  const { tool, config, schema } = placed;
  const sealed = sealedFields({ userId: context.userId, rowIds: new Map() }, block, value);
  const clear = sealed.find((field) => isClear(field.value));
  if (clear !== undefined) return plaintext(["value", ...clear.path].join("."));
  if (isLongerThan(limits.toolValueBytes, value)) return tooLarge(limits.toolValueBytes);
  const parsed = schema.safeParse(value);
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

/** The skills an answer invents (`newSkills`), to be made in the same operation. */
export function inventedSkills(name: ToolName | undefined, value: unknown): readonly NewSkill[] {
  const tool = name === undefined ? undefined : toolNamed(name);
  if (tool === undefined || value === null) return [];
  return tool.newSkills(value).map((one) => ({ ...one, name: cleanName(one.name) }));
}
