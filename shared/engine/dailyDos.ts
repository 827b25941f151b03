import type { Practice, ToolInfo } from "../content/release.ts";
import { exerciseIdOf } from "../content/where.ts";
import { addYears, dayIn, daysBetween, type Moment } from "./days.ts";
import { position } from "./position.ts";
import type { Row } from "./project/rows.ts";
import type { LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/** A card of the dashboard (spec 11); `label` and `title` are the spec's, letter for letter (decision 40). */
export interface DailyDo {
  readonly id: string;
  /** `resume`, a tool's name, or `practice`. */
  readonly type: string;
  readonly title: string;
  readonly subtitle: string;
  readonly action: { readonly label: string; readonly path: string };
}

type Tables = ReadonlyMap<string, readonly Row[]>;
type Frequency = Practice["frequency"];
const frequencies: readonly Frequency[] = ["daily", "weekly", "monthly", "yearly"];

/**
 * What is there to do today (spec 11, decision 25): to go on, unless the workbook is complete; the tools that are
 * unlocked and due; the practices that are due. Pure.
 * @param tables the learner's projected rows
 */
export function dailyDos(stem: Stem, state: LearnerState, tables: Tables, now: Moment): DailyDo[] {
  const by = <T>(of: (one: T) => Frequency | undefined, all: readonly T[]): T[] =>
    frequencies.flatMap((frequency) => all.filter((one) => of(one) === frequency));
  const tools = by((tool) => tool.reminder?.frequency, [...stem.tools.values()]);
  const practices = by((practice) => practice.frequency, stem.release.practices);
  return [
    ...resume(stem, state),
    ...tools.flatMap((tool) => toolCard(stem, state, tables, tool, now)),
    ...practices.flatMap((practice) => practiceCard(stem, state, tables, practice, now)),
  ];
}

/** Nothing at the end of a workbook that is still being written: there is nothing to go on with. */
function resume(stem: Stem, state: LearnerState): DailyDo[] {
  const next = position(stem, state);
  if (state.workbookComplete || next === null) return [];
  const id = exerciseIdOf(next);
  return [
    {
      id: "resume-workbook",
      type: "resume",
      title: "Resume Workbook",
      subtitle: stem.outline.find((one) => one.id === id)?.title ?? "",
      action: { label: "Continue →", path: "/" },
    },
  ];
}

function toolCard(stem: Stem, state: LearnerState, tables: Tables, tool: ToolInfo, now: Moment): DailyDo[] {
  const { reminder } = tool;
  if (reminder === undefined || !state.unlocked.has(tool.name)) return [];
  if (!isDue(reminder.frequency, lastUse(stem, state, tables, `tool:${tool.name}`, now), now)) return [];
  const action = { label: `${tool.label} →`, path: `/tools/${tool.id}` };
  return [{ id: String(tool.id), type: tool.name, title: tool.label, subtitle: reminder.prompt, action }];
}

function practiceCard(
  stem: Stem,
  state: LearnerState,
  tables: Tables,
  practice: Practice,
  now: Moment,
): DailyDo[] {
  if (!state.completedExercises.has(practice.establishedIn) || isToolsReminder(stem, practice)) return [];
  const sources = practice.lastUse.map((source) =>
    source === "log" ? lastLogged(state, practice.key) : lastUse(stem, state, tables, source, now),
  );
  const last = sources.reduce<string | null>((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
  if (!isDue(practice.frequency, last, now)) return [];
  const action = { label: `${practice.name} →`, path: `/practices/${practice.key}` };
  return [{ id: practice.key, type: "practice", title: practice.name, subtitle: practice.purpose, action }];
}

/** A practice that is a tool's reminder shows once, as the tool's card (decision 25). */
const isToolsReminder = (stem: Stem, { lastUse: sources }: Practice): boolean =>
  sources.length === 1 &&
  [...stem.tools.values()].some((tool) => tool.reminder !== undefined && sources[0] === `tool:${tool.name}`);

function lastLogged(state: LearnerState, practice: string): string | null {
  const days = [...state.practices.values()].filter((one) => one.practice === practice && one.done);
  return (
    days
      .map((one) => one.day)
      .toSorted()
      .at(-1) ?? null
  );
}

/** Tools whose rows say themselves which day they are of. */
const datedRows: Readonly<Record<string, string>> = { flow_tracker: "user_flow_logs.logged_date" };

/** The day of the newest use, in the learner's calendar; null when there was none. */
function lastUse(
  stem: Stem,
  state: LearnerState,
  tables: Tables,
  source: string,
  now: Moment,
): string | null {
  const [kind = "", name = ""] = source.split(":");
  const column = kind === "table" ? name : datedRows[name];
  const times = column === undefined ? writtenWith(stem, state, name) : valuesOf(tables, column);
  const days = times.map((time) => (time.includes("T") ? dayIn(now.zone, Date.parse(time)) : time));
  return days.toSorted().at(-1) ?? null;
}

function valuesOf(tables: Tables, name: string): string[] {
  const [table = "", column = ""] = name.split(".");
  return (tables.get(table) ?? []).flatMap((row) => {
    const value = row[column];
    return typeof value === "string" ? [value] : [];
  });
}

/** When answers and instances of a tool were last written. */
function writtenWith(stem: Stem, state: LearnerState, tool: string): string[] {
  const answers = [...state.answers].filter(
    ([key, answer]) => answer.value !== null && (stem.byKey.get(key) ?? stem.retired.get(key))?.tool === tool,
  );
  const instances = [...state.instances.values()].filter((one) => one.tool === tool && one.value !== null);
  return [...answers.map(([, one]) => one), ...instances].map((one) => one.respondedAt);
}

/** Due as the spec's queries say (11 and 13): not today; not in the last 7 or 30 days; not within the year. */
function isDue(frequency: Frequency, lastDay: string | null, now: Moment): boolean {
  if (lastDay === null) return true;
  const today = dayIn(now.zone, now.ms);
  switch (frequency) {
    case "daily":
      return lastDay < today;
    case "weekly":
      return daysBetween(lastDay, today) > 7;
    case "monthly":
      return daysBetween(lastDay, today) > 30;
    case "yearly":
      return lastDay < addYears(today, -1);
  }
}
