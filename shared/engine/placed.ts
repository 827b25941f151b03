import type * as z from "zod/mini";
import type { StemBlock } from "../content/block.ts";
import type { Sealing } from "../tools/fields.ts";
import type { AnyTool } from "../tools/all.ts";
import { toolNamed } from "../tools/registry.ts";

type Config = Readonly<Record<string, unknown>>;
const noConfig: Config = {};

/**
 * Remembers what was made of a placement's config for as long as the config is there: it is a release's and never
 * changes, and a schema is slow to make beside the check of a value.
 */
export function madeOnce<T extends object>(make: (config: Config) => T): (config?: Config) => T {
  const known = new WeakMap<Config, T>();
  return (config = noConfig) => {
    const made = known.get(config) ?? make(config);
    known.set(config, made);
    return made;
  };
}

/** How a placement's texts are sent: of a private one all sealed, of any other those of sealed columns (VA6). */
export const sealingOf = (block: Pick<StemBlock, "private">): Sealing => (block.private ? "all" : "columns");

/** A tool as a placement has it: its config, and the schema of its value there. */
export interface PlacedTool {
  readonly tool: AnyTool;
  readonly config: unknown;
  readonly schema: z.ZodMiniType;
}

const placed = new Map<string, (config?: Config) => PlacedTool>();

/** @returns undefined for a block without a tool, and while the tool is not built */
export function placedTool(block: Pick<StemBlock, "tool" | "config" | "private">): PlacedTool | undefined {
  const tool = block.tool === undefined ? undefined : toolNamed(block.tool);
  if (tool === undefined) return undefined;
  const sealing = sealingOf(block);
  const kind = `${tool.name} ${sealing}`;
  const made =
    placed.get(kind) ??
    madeOnce((raw) => {
      const config = tool.config.parse(raw);
      return { tool, config, schema: tool.value(config, sealing) };
    });
  placed.set(kind, made);
  return made(block.config);
}
