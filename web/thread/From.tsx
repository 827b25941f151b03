import { use } from "react";
import type { Recall } from "../../shared/content/block.ts";
import { rowIdOf } from "./rows.ts";
import { TabStop } from "./Text.tsx";

/** Where it comes from, and back there. */
export function From({ recall: { from, label } }: { recall: Recall }) {
  const tab = use(TabStop);
  const [first] = from;
  return (
    <p className="recall__from">
      {first === undefined ? (
        label
      ) : (
        <a className="act" href={`#${rowIdOf(first)}`} tabIndex={tab}>
          {label}
        </a>
      )}
    </p>
  );
}
