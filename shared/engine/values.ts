import type { StemBlock } from "../content/block.ts";
import { isEnvelope } from "../crypto/envelope.ts";
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
  return block.type === "tool" ? refuseTool(block, value, context) : refuseQuestion(block, value);
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
    const clear = clearPath(tool.value(config, false).safeParse(value).success, tool, config, value);
    if (clear !== null) return clear;
  }
  if (bytes(value) > limits.toolValueBytes) return tooLarge(limits.toolValueBytes);
  const parsed = tool.value(config, block.private).safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const keys = issue?.code === "unrecognized_keys" ? issue.keys : [];
    return invalid(["value", ...(issue?.path ?? []), ...keys].join("."), issue?.message ?? "Not valid");
  }
  return tool.check(parsed.data, config, context);
}

/** A value that the open schema takes and the sealed one does not stands in the clear: say where. */
function clearPath(
  fitsOpen: boolean,
  tool: NonNullable<ReturnType<typeof toolNamed>>,
  config: unknown,
  value: unknown,
): Refusal | null {
  if (!fitsOpen) return null;
  const sealed = tool.value(config, true).safeParse(value);
  if (sealed.success) return null;
  const path = ["value", ...(sealed.error.issues[0]?.path ?? [])].join(".");
  return { code: "plaintext", path, message: "A private answer is sealed before it is sent" };
}

/** The skills an answer invents (`newSkills`), to be made in the same operation. */
export function inventedSkills(block: StemBlock, value: unknown): readonly NewSkill[] {
  const tool = block.tool === undefined ? undefined : toolNamed(block.tool);
  return tool === undefined || value === null ? [] : tool.newSkills(value);
}
