import type { ToolName } from "../content/block.ts";
import { allTools, type AnyTool } from "./all.ts";

/*
 * The engine's way to a tool. A browser has `web/tools/registry.ts` in this module's place (`web/vite.config.ts`),
 * which fetches the tools when the first of them comes near.
 */

/** The tool of that name; undefined only in a browser that does not have the tools yet. */
export const toolNamed = (name: ToolName): AnyTool | undefined => allTools[name];

/** Resolves when the tools are here. */
export const toolsHere = (): Promise<void> => Promise.resolve();
