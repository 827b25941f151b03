import { useMemo } from "react";
import { treeConfig } from "../../../shared/tools/idea_tree/tool.ts";
import type { OverviewProps } from "../index.ts";
import { elsewhere, knownWords, ringedIn } from "./model.ts";

const any = treeConfig.parse({});

/** What the trees say together: the ideas that stand in several of them, and all that were ringed. */
export function Overview({ entries }: OverviewProps) {
  const shared = useMemo(() => {
    const trees = elsewhere(entries, any);
    return knownWords(entries, any).flatMap(({ id, text }) => {
      const names = trees.get(id) ?? [];
      return names.length < 2 ? [] : [{ id, text, names }];
    });
  }, [entries]);
  const ringed = useMemo(() => ringedIn(entries, any), [entries]);
  if (shared.length + ringed.length === 0) return null;
  return (
    <section aria-label="All trees together">
      {ringed.length === 0 ? null : (
        <>
          <h2>What you ringed</h2>
          <ul className="answered-ringed">
            {ringed.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {shared.length === 0 ? null : (
        <>
          <h2>Ideas that stand in several trees</h2>
          <ul className="tree-shared">
            {shared.map(({ id, text, names }) => (
              <li key={id}>
                {text} <small>in {names.map((name) => `“${name}”`).join(", ")}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
