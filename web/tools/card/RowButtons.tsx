import { Cross, Down, Up } from "./icons.tsx";

interface RowButtonsProps {
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (step: 1 | -1) => void;
  readonly onRemove?: () => void;
}

/** Move up, move down, remove. At an end the button stays, so that the focus has somewhere to be. */
export function RowButtons({ name, isFirst, isLast, onMove, onRemove }: RowButtonsProps) {
  return (
    <div className="tool-row-buttons">
      <button
        type="button"
        aria-label={`Move up: ${name}`}
        aria-disabled={isFirst}
        onClick={() => !isFirst && onMove(-1)}
      >
        <Up />
      </button>
      <button
        type="button"
        aria-label={`Move down: ${name}`}
        aria-disabled={isLast}
        onClick={() => !isLast && onMove(1)}
      >
        <Down />
      </button>
      {onRemove !== undefined && (
        <button type="button" aria-label={`Remove: ${name}`} onClick={onRemove}>
          <Cross />
        </button>
      )}
    </div>
  );
}
