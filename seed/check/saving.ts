import { isSealedColumn } from "../../shared/crypto/sealed.ts";
import type { Problems } from "../author/problem.ts";
import type { Placed, Workbook } from "../author/workbook.ts";
import { payWords, sealedPay, sealedThroughout } from "../plan.ts";
import { columnOf, isOneRow, type Column } from "./columns.ts";
import { rowsMadeBy } from "./makers.ts";
import { wrongSource } from "./recalls.ts";

type Report = (setting: string, message: string) => void;

function checkKindOfColumn({ block }: Placed, column: Column, name: string, report: Report): void {
  const gives = block.kind === "slider" || block.kind === "checkbox" ? "number" : "text";
  if (column.holds !== gives)
    report("save", `${name} holds a ${column.holds}, a ${block.kind} gives a ${gives}`);
  const { options, min, max, step } = block.config;
  const [low, high] = column.range ?? [-Infinity, Infinity];
  if (block.kind === "slider" && (Number(min) < low || Number(max) > high))
    report("save", `${name} goes from ${low} to ${high}, this slider from ${String(min)} to ${String(max)}`);
  if (block.kind === "slider" && ![min, step].every(Number.isInteger))
    report("save", `${name} holds whole numbers, and this slider has others`);
  if (
    column.values === undefined ||
    column.values.length === 0 ||
    block.kind !== "select" ||
    !Array.isArray(options)
  )
    return;
  const strange = options
    .map((one: { value?: unknown }) => one.value)
    .filter((value) => !column.values?.some((known) => known === value));
  if (strange.length > 0)
    report("save", `${name} takes ${column.values.join(", ")}, not ${strange.join(", ")}`);
}

/** Sealed columns are sealed everywhere or nowhere (decision 6): private and sealed go together, both ways. */
function checkSealing({ block }: Placed, table: string, column: string, report: Report): void {
  const sealed = isSealedColumn(table, column);
  if (block.flags.private && !sealed)
    report(
      "save",
      `private, and ${table}.${column} is a plain column; only sealed columns (shared/crypto/sealed.ts) take private answers`,
    );
  if (sealed && !block.flags.private)
    report("save", `${table}.${column} is sealed, so this prompt is \`private\``);
  if (sealed && block.kind !== "textarea")
    report("save", `${table}.${column} is sealed, and only a textarea's answer can be`);
}

function checkRow(workbook: Workbook, placed: Placed, table: string, report: Report): void {
  const row = placed.block.save?.row;
  if (isOneRow(table)) {
    if (row !== undefined) report("row", `${table} has one row per learner; leave \`row\` out`);
  } else if (row === undefined) {
    report(
      "save",
      `${table} has many rows; say which: \`row: {from: <key>, pick: 1}\` or \`row: {slot: <name>}\``,
    );
  } else if ("from" in row) {
    const wrong = wrongSource(workbook, placed, row.from);
    const source = workbook.byKey.get(row.from);
    if (wrong !== null) report("row", wrong);
    else if (source !== undefined && !rowsMadeBy(workbook, source).includes(table))
      report("row", `${row.from} makes no rows of ${table}`);
  }
}

/** Save targets (decisions 5 and 6), and that what the plan marks "E" is sealed throughout. */
export function checkSaving(workbook: Workbook, problems: Problems): void {
  for (const placed of workbook.blocks) {
    const { block, exercise } = placed;
    const report: Report = (setting, message) =>
      problems.add({ file: block.at.file, line: block.at.lineOf([setting]) }, message);
    if (block.save !== undefined && block.config["competency"] !== undefined) {
      report("save", "what is chosen for a competency is kept by itself; leave `save` out");
    } else if (block.save !== undefined) {
      const { table, column } = block.save;
      const found = columnOf(table, column);
      if (typeof found === "string") report("save", found);
      else {
        checkKindOfColumn(placed, found, `${table}.${column}`, report);
        checkSealing(placed, table, column, report);
        checkRow(workbook, placed, table, report);
      }
    }
    // A tick says what was done, and is in `user_checklists` (content plan 1e).
    if (block.family === "content" || block.kind === "checkbox" || block.flags.private) continue;
    const writes = block.kind === "textarea" || block.family === "tool";
    if (sealedThroughout(exercise.id))
      problems.add(
        block.at,
        writes
          ? `what is written in ${exercise.id} is sealed: add \`private\``
          : `what is chosen in ${exercise.id} is kept from facilitators: add \`private\``,
      );
    else if (sealedPay.includes(exercise.id) && payWords.test(block.text))
      problems.add(block.at, `what is written about pay in ${exercise.id} is sealed: add \`private\``);
  }
}
