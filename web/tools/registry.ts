import type { ToolName } from "../../shared/content/block.ts";
import type { AnyTool } from "../../shared/tools/all.ts";

/*
 * Stands in the browser where `shared/tools/registry.ts` stands elsewhere: the first block can be answered before
 * the code of ten tools is here.
 */

let tools: Readonly<Record<ToolName, AnyTool>> | null = null;

export const toolNamed = (name: ToolName): AnyTool | undefined => tools?.[name];

/** Fetches the tools, once. Rejects while they cannot be had. */
export async function toolsHere(): Promise<void> {
  tools ??= (await import("../../shared/tools/all.ts")).allTools;
}
