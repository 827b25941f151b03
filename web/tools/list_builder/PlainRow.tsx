import { pastedLines } from "../../../shared/tools/list_builder/paste.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { RowButtons } from "../card/RowButtons.tsx";
import { RowGrip } from "../card/RowGrip.tsx";
import { isComposing } from "../card/words.ts";
import type { RowProps } from "./row.ts";

/** From the end of a line to the next, from its beginning to the one before. */
const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/** A line of a plain list, edited where it stands, by the keys of an outliner. */
export function PlainRow(props: RowProps) {
  const { row, name, drag, problems, isOpen } = props;
  const at = `${row.id}.text`;
  return (
    <li
      className="list-row tool-row"
      data-row={row.id}
      data-open={isOpen}
      data-dragged={drag.dragged === row.id}
    >
      <RowGrip name={name} drag={drag} id={row.id} onTouch={() => props.onOpen(true)} />
      <textarea
        id={problems.id(at)}
        aria-label={`${props.config.item}: ${name}`}
        rows={1}
        onFocus={() => props.onOpen(true)}
        value={row.texts["text"] ?? ""}
        onChange={(event) => props.onText("text", event.target.value.replaceAll("\n", " "))}
        onKeyDown={(event) => {
          const { value, selectionStart, selectionEnd } = event.currentTarget;
          const cursor = selectionStart === selectionEnd ? selectionStart : null;
          const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
          if (event.key === "Backspace" && (value === "" || cursor === 0)) {
            event.preventDefault();
            return value === "" ? props.onRemove() : props.onJoin();
          }
          const step = !plain ? 0 : steps[event.key];
          if (step !== undefined && step !== 0 && cursor === (step < 0 ? 0 : value.length)) {
            const rows = event.currentTarget.closest("ol")?.querySelectorAll("textarea") ?? [];
            const next = [...rows].at([...rows].indexOf(event.currentTarget) + step);
            if (next === undefined || (step < 0 && props.isFirst)) return;
            event.preventDefault();
            const end = step < 0 ? next.value.length : 0;
            next.setSelectionRange(end, end);
            return next.focus();
          }
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || isComposing(event)) return;
          event.preventDefault();
          props.onSplit(selectionStart);
        }}
        onPaste={(event) => {
          const lines = pastedLines(event.clipboardData.getData("text"));
          if (lines.length < 2) return;
          event.preventDefault();
          props.onLines(lines);
        }}
        {...problems.aria(at)}
      />
      <RowButtons {...props} />
      <ProblemText problems={problems} at={at} />
    </li>
  );
}
