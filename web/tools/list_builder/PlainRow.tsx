import { pastedLines } from "../../../shared/tools/list_builder/paste.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { RowButtons } from "../card/RowButtons.tsx";
import { RowGrip } from "../card/RowGrip.tsx";
import { isComposing } from "../card/words.ts";
import type { RowProps } from "./row.ts";

/** A line of a plain list, edited where it stands. */
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
          if (event.key === "Backspace" && event.currentTarget.value === "") {
            event.preventDefault();
            return props.onRemove();
          }
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || isComposing(event)) return;
          event.preventDefault();
          document.getElementById(problems.id("entry"))?.focus();
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
