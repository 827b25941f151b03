import { Down, Up } from "../card/icons.tsx";
import { In, Out } from "./icons.tsx";
import { canStep, type Step } from "./tree.ts";
import type { TreeWork } from "./useTree.ts";

interface ToolsProps {
  readonly work: TreeWork;
  readonly onRename: () => void;
}

const moves: readonly (readonly [Step, string, () => React.JSX.Element])[] = [
  ["up", "Move up", Up],
  ["down", "Move down", Down],
  ["in", "Move in, under the one above", In],
  ["out", "Move out, beside what it hangs on", Out],
];

/** What can be done with the chosen idea, for who does not use keys. */
export function Tools({ work, onRename }: ToolsProps) {
  const { at, draft } = work;
  if (at === undefined && !work.canUndo && !work.canRedo) return null;
  const isRinged = at !== undefined && draft.ringed.includes(at.key);
  return (
    <div
      className="tree-tools"
      role="toolbar"
      aria-label={at === undefined ? "The tree" : `The idea “${at.text}”`}
    >
      {at === undefined ? null : (
        <>
          <button type="button" aria-pressed={isRinged} onClick={() => work.act({ do: "ring" })}>
            Ring it
          </button>
          <button
            type="button"
            onClick={() => {
              work.act({ do: "rename" });
              onRename();
            }}
          >
            Change words
          </button>
          <button type="button" onClick={() => work.act({ do: "take out" })}>
            Take out
          </button>
          <span className="tree-moves">
            {moves.map(([step, label, Icon]) => {
              const can = canStep(draft.ideas, at.key, step);
              return (
                <button
                  key={step}
                  type="button"
                  aria-label={label}
                  aria-disabled={!can}
                  onClick={() => can && work.act({ do: "step", step })}
                >
                  <Icon />
                </button>
              );
            })}
          </span>
        </>
      )}
      <button type="button" aria-disabled={!work.canUndo} onClick={() => work.act({ do: "undo" })}>
        Undo
      </button>
      <button type="button" aria-disabled={!work.canRedo} onClick={() => work.act({ do: "redo" })}>
        Redo
      </button>
    </div>
  );
}
