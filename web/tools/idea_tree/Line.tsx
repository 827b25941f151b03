import { useId } from "react";
import { Plus } from "../card/icons.tsx";
import type { Problems } from "../card/problems.ts";
import { isComposing } from "../card/words.ts";
import { wordsProblem } from "./model.ts";
import { childrenOf } from "./tree.ts";
import type { TreeWork } from "./useTree.ts";

interface LineProps {
  readonly work: TreeWork;
  readonly branches: number;
  /** Words of the learner's other trees, offered while writing. */
  readonly known: readonly string[];
  readonly problems: Problems;
  /** Back to the tree. */
  readonly onLeave: () => void;
}

/**
 * Where ideas are written, under the chosen one: Enter puts one in and stays; on an empty line it goes on to the idea
 * that is to grow next; Esc goes back to the tree.
 */
export function Line({ work, branches, known, problems, onLeave }: LineProps) {
  const offered = useId();
  const { draft, at, isRenaming } = work;
  const wrong = wordsProblem(draft.ideas, draft.entry, isRenaming ? (at?.key ?? null) : null);
  const count = at === undefined ? 0 : childrenOf(draft.ideas, at.key).length;
  const label =
    at === undefined
      ? "Begin with one word"
      : isRenaming
        ? `New words for “${at.text}”`
        : `Under “${at.text}”`;
  const words = problems.words("entry") ?? wrong ?? undefined;
  const problemId = `${problems.id("entry")}-problem`;
  return (
    <div className="tree-line">
      <label className="tool-label" htmlFor={problems.id("entry")}>
        {label}
        {at === undefined || isRenaming ? null : (
          <span className="tree-count">
            {count === 0 ? `${branches} to find` : `${count} of ${Math.max(branches, count)}`}
          </span>
        )}
      </label>
      <div className="tree-write">
        <input
          id={problems.id("entry")}
          type="text"
          list={known.length > 0 && !isRenaming ? offered : undefined}
          enterKeyHint="next"
          autoComplete="off"
          autoCapitalize="none"
          value={draft.entry}
          aria-invalid={words === undefined ? undefined : true}
          aria-describedby={words === undefined ? undefined : problemId}
          onChange={(event) => work.write(event.target.value)}
          onPaste={(event) => {
            const text = event.clipboardData.getData("text");
            if (isRenaming || text.trim().split("\n").length < 2) return;
            event.preventDefault();
            work.paste(text);
          }}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            const { key, ctrlKey, metaKey, shiftKey } = event;
            if (key === "Escape") {
              work.stopRenaming();
              onLeave();
            } else if ((ctrlKey || metaKey) && key.toLowerCase() === "z" && draft.entry === "") {
              work.act({ do: shiftKey ? "redo" : "undo" });
            } else if (key === "Enter" && !ctrlKey && !metaKey) {
              if (draft.entry.trim() === "") work.goOn();
              else work.put(draft.entry);
              if (isRenaming && wrong === null) onLeave();
            } else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        {known.length > 0 ? (
          <datalist id={offered}>
            {known.map((word) => (
              <option key={word} value={word}>
                {word}
              </option>
            ))}
          </datalist>
        ) : null}
        <button
          type="button"
          className="tree-add"
          aria-label={
            isRenaming
              ? `Change to these words`
              : at === undefined
                ? "Begin the tree"
                : `Add under ${at.text}`
          }
          onClick={() => {
            if (draft.entry.trim() === "") work.goOn();
            else work.put(draft.entry);
          }}
        >
          <Plus />
        </button>
      </div>
      {words === undefined ? null : (
        <p className="tool-problem" id={problemId}>
          {words}
        </p>
      )}
    </div>
  );
}
