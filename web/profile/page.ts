import type { ComponentType } from "react";
import { toolsHere } from "../../shared/tools/registry.ts";
import type { PageProps } from "../pages/pages.ts";
import { Profile } from "./Profile.tsx";

/** The learner's rows are made of their answers here, in the browser: that takes the tools. */
export async function profilePage(): Promise<ComponentType<PageProps>> {
  await toolsHere();
  return Profile;
}
