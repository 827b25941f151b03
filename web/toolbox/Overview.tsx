import { lazy, Suspense, useMemo, type ComponentType } from "react";
import type { ToolName } from "../../shared/content/block.ts";
import type { OverviewProps } from "../tools/index.ts";
import { arrives } from "../ui/arrives.ts";
import { Boundary } from "../ui/Boundary.tsx";
import type { ToolEntry } from "./entries.ts";

interface Views {
  readonly View: ComponentType<OverviewProps>;
}

const views = new Map<ToolName, Views>();

function viewOf(tool: ToolName): Views {
  const known = views.get(tool);
  if (known !== undefined) return known;
  const load = async () => (await import("../tools/index.ts")).loadTool(tool);
  const made: Views = { View: lazy(async () => ({ default: (await arrives(load)).Overview ?? Nothing })) };
  views.set(tool, made);
  return made;
}

const Nothing = () => null;

/** What everything made with the tool says together: a picture of it, where the tool has one. */
export function Overview({ tool, entries }: { tool: ToolName; entries: readonly ToolEntry[] }) {
  const { View } = viewOf(tool);
  const oldestFirst = useMemo(
    () =>
      entries
        .map(({ id, asked, value, createdAt: at }) => ({ id, title: asked?.title ?? "", value, at }))
        .toReversed(),
    [entries],
  );
  return (
    <Boundary what="The picture">
      <Suspense fallback={null}>
        <View entries={oldestFirst} />
      </Suspense>
    </Boundary>
  );
}
