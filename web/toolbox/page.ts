import type { ComponentType } from "react";
import { toolsHere } from "../../shared/tools/registry.ts";
import type { PageProps } from "../pages/pages.ts";
import { Tools } from "./Tools.tsx";

/** The page with the tools' own code at hand: which fields are sealed follows from it. */
export async function toolsPage(): Promise<ComponentType<PageProps>> {
  await toolsHere();
  return Tools;
}
