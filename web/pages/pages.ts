import type { ComponentType } from "react";
import { onDemand, type OnDemand } from "../ui/onDemand.tsx";

/** What a page is told: the address behind its own name, "/tools/flow_tracker" being `["flow_tracker"]`. */
export interface PageProps {
  readonly rest: readonly string[];
}

const page = (load: () => Promise<ComponentType<PageProps>>): OnDemand<PageProps> => onDemand(load);

/**
 * The pages beside the conversation, by the first word of their address; each in a chunk of its own. One that
 * needs a learner asks the client for it, one that does not is there for everybody.
 */
const pages: Readonly<Record<string, OnDemand<PageProps>>> = {
  coach: page(async () => (await import("../live/pages.ts")).Coach),
  competencies: page(async () => (await import("../competencies/Competencies.tsx")).Competencies),
  dashboard: page(async () => (await import("../dashboard/page.ts")).dashboardPage()),
  practices: page(async () => (await import("../dashboard/page.ts")).practicesPage()),
  profile: page(async () => (await import("../profile/page.ts")).profilePage()),
  tools: page(async () => (await import("../toolbox/page.ts")).toolsPage()),
  account: page(async () => (await import("../account/Account.tsx")).Account),
  data: page(async () => (await import("../data/Data.tsx")).Data),
  operator: page(async () => (await import("../operator/Operator.tsx")).Operator),
  settings: page(async () => (await import("../settings/Settings.tsx")).Settings),
  verify: page(async () => (await import("../data/Verify.tsx")).Verify),
  credits: page(async () => (await import("../credits/Credits.tsx")).Credits),
  facilitate: page(async () => (await import("../live/pages.ts")).Facilitate),
  join: page(async () => (await import("../live/pages.ts")).Join),
  live: page(async () => (await import("../live/Live.tsx")).Live),
  share: page(async () => (await import("../live/pages.ts")).Share),
  "sign-in": page(async () => (await import("../account/SignIn.tsx")).SignIn),
};

/** The page at an address; null for the conversation, which every other address leads to. */
export function pageAt(path: string): ({ readonly View: ComponentType<PageProps> } & PageProps) | null {
  const [name = "", ...rest] = path.split("/").slice(1);
  const found = Object.hasOwn(pages, name) ? pages[name] : undefined;
  return found === undefined ? null : { View: found.View, rest: rest.filter((word) => word !== "") };
}
