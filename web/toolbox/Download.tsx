import type { ToolInfo } from "../../shared/content/release.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { ClientView } from "../model/client.ts";
import type { ToolEntry } from "./entries.ts";
import { entriesText } from "./text.ts";
import { saveText } from "./save.ts";

interface Props {
  readonly info: ToolInfo;
  readonly entries: readonly ToolEntry[];
  readonly closed: ClientView["closed"];
  readonly stem: Stem;
  readonly state: LearnerState;
}

/** All of one tool as a file, made in this browser: what is private is in it as far as it opens here. */
export function Download({ info, entries, closed, stem, state }: Props) {
  return (
    <p className="tool-files">
      Take them with you as{" "}
      <button
        type="button"
        className="act"
        onClick={() =>
          saveText(`${info.name}.txt`, entriesText(info, entries, closed, stem, state), "text/plain")
        }
      >
        text
      </button>{" "}
      or{" "}
      <button
        type="button"
        className="act"
        onClick={() => {
          const made = entries.map(({ id, asked, value, createdAt, changedAt }) => ({
            id,
            origin: asked?.exercise ?? null,
            createdAt,
            changedAt,
            value,
            ...(closed.has(id) ? { locked: true } : {}),
          }));
          const file = { tool: info.name, entries: made };
          saveText(`${info.name}.json`, JSON.stringify(file, null, 2), "application/json");
        }}
      >
        JSON
      </button>
    </p>
  );
}
