import { useEffect, useRef } from "react";

interface RemovedProps {
  readonly name: string;
  /** Whether other answers point at the row (decision 5). */
  readonly unlinks?: boolean;
  readonly onUndo: () => void;
}

/** The way back. It takes the focus, which stood on a button that has gone. */
export function Removed({ name, unlinks = false, onUndo }: RemovedProps) {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <p className="tool-removed">
      <span>
        Taken out: {name}.
        {unlinks && " Where it came back later, what you wrote stays; only the link to it goes."}
      </span>
      <button
        type="button"
        className="act"
        aria-label={`Undo: bring back ${name}`}
        ref={back}
        onClick={onUndo}
      >
        Undo
      </button>
    </p>
  );
}
