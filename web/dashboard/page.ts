import type { ComponentType } from "react";
import { toolsHere } from "../../shared/tools/registry.ts";
import type { PageProps } from "../pages/pages.ts";
import { Dashboard } from "./Dashboard.tsx";
import { Practices } from "./Practices.tsx";

/** Both pages know what is due from the learner's rows, which the tools say. */
export async function dashboardPage(): Promise<ComponentType<PageProps>> {
  await toolsHere();
  return Dashboard;
}
export async function practicesPage(): Promise<ComponentType<PageProps>> {
  await toolsHere();
  return Practices;
}
