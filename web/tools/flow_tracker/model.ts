import * as z from "zod/mini";
import { rowId } from "../../../shared/tools/fields.ts";
import { flowTags, tagNames, type FlowTag } from "../../../shared/tools/flow_tracker/tags.ts";
import {
  flowTracker,
  type FlowConfig,
  type FlowEntry,
  type FlowValue,
} from "../../../shared/tools/flow_tracker/tool.ts";
import { readMonth, showMonth } from "../../../shared/tools/list_builder/months.ts";
import type { Problem } from "../card/problems.ts";
import { counted } from "../card/words.ts";

/** A moment as it is being written. */
export interface DraftMoment {
  readonly id: string;
  readonly activity: string;
  readonly energy: number | null;
  readonly focus: number | null;
  /** A day, YYYY-MM-DD; from memory what stands in the field: "June 2014". */
  readonly day: string;
  readonly note: string;
  readonly tags: Readonly<Partial<Record<FlowTag, string>>>;
}
export interface FlowDraft {
  readonly rows: readonly DraftMoment[];
  /** What stands in the line for a new one. */
  readonly entry: string;
}

export const energies = [-2, -1, 0, 1, 2] as const;
export const focuses = [1, 2, 3, 4, 5] as const;
export const longestActivity = 200;
export const longestNote = 600;

const moment = z.object({
  id: rowId,
  activity: z.string(),
  energy: z.nullable(z.number()),
  focus: z.nullable(z.number()),
  day: z.string(),
  note: z.string(),
  tags: z.partialRecord(z.enum(tagNames), z.string()),
});
const draftShape = z.object({ rows: z.array(moment), entry: z.string() });

/** The draft, else the answer that stands, else nothing. */
export function restoreFlow(draft: unknown, value: unknown, config: FlowConfig): FlowDraft {
  const kept = draftShape.safeParse(draft);
  if (kept.success) return kept.data;
  const back = readFlow(draft, config);
  return { rows: (back.length > 0 ? back : readFlow(value, config)).map(toDraft), entry: "" };
}

/** The moments of an answer; none where it is none. */
export function readFlow(value: unknown, config: FlowConfig): readonly FlowEntry[] {
  const answered = flowTracker.value({ ...config, max: Infinity }, "open").safeParse(value);
  return answered.success ? answered.data.rows : [];
}

const toDraft = ({ id, activity, energy, focus, day, note = "", ...rest }: FlowEntry): DraftMoment => ({
  id,
  activity,
  energy,
  focus,
  day: showMonth(day),
  note,
  tags: Object.fromEntries(
    tagNames.flatMap((name) => (rest[name] === undefined ? [] : [[name, rest[name]]])),
  ),
});

export const withMoment = (draft: FlowDraft, activity: string, id: string, day: string): FlowDraft => ({
  rows: [
    ...draft.rows,
    {
      id,
      activity: activity.trim().slice(0, longestActivity),
      energy: null,
      focus: null,
      day,
      note: "",
      tags: {},
    },
  ],
  entry: "",
});

export const changed = (draft: FlowDraft, id: string, change: Partial<DraftMoment>): FlowDraft => ({
  ...draft,
  rows: draft.rows.map((row) => (row.id === id ? { ...row, ...change } : row)),
});

/** Chooses a tag; the same again takes it back. */
export const withTag = (draft: FlowDraft, id: string, tag: FlowTag, value: string): FlowDraft => ({
  ...draft,
  rows: draft.rows.map((row) => {
    if (row.id !== id) return row;
    const { [tag]: was, ...others } = row.tags;
    return { ...row, tags: was === value ? others : { ...others, [tag]: value } };
  }),
});

const wholeDay = /^\d{4}-\d{2}-\d{2}$/;

/** The day as the value keeps it; null where there is none yet or it cannot be read. */
export function dayOf(text: string, { span }: Pick<FlowConfig, "span">): string | null {
  if (wholeDay.test(text.trim())) return z.iso.date().safeParse(text.trim()).success ? text.trim() : null;
  return span === "past" ? readMonth(text) || null : null;
}

/** A moment that lacks nothing. */
export function whole(row: DraftMoment, config: FlowConfig): FlowEntry | null {
  const day = dayOf(row.day, config);
  const activity = row.activity.trim();
  if (activity === "" || row.energy === null || row.focus === null || day === null) return null;
  const tags = Object.fromEntries(
    config.tags.flatMap((name) => {
      const chosen = flowTags[name].find(({ value }) => value === row.tags[name]);
      return chosen === undefined ? [] : [[name, chosen.value]];
    }),
  );
  const note = row.note.trim();
  return {
    id: row.id,
    activity,
    energy: row.energy,
    focus: row.focus,
    day,
    ...(config.note && note !== "" ? { note } : {}),
    ...tags,
  };
}

/** What is done of it so far. */
export const wholeMoments = (draft: FlowDraft, config: FlowConfig): FlowEntry[] =>
  draft.rows.flatMap((row) => whole(row, config) ?? []);

export const flowValue = (draft: FlowDraft, config: FlowConfig): FlowValue => ({
  rows: wholeMoments(draft, config),
});

/** What keeps it from being sent, in the order of the screen. */
export function flowProblems(draft: FlowDraft, config: FlowConfig): Problem[] {
  const problems = draft.rows.flatMap((row): Problem[] => {
    const at = (field: string, words: string): Problem => ({ at: `${row.id}.${field}`, words });
    const activity = row.activity.trim();
    return [
      ...(activity === "" ? [at("activity", "Say in a few words what you did, or take this one out.")] : []),
      ...(activity.length > longestActivity
        ? [at("activity", `At most ${longestActivity} letters; the note below has room for more.`)]
        : []),
      ...(row.energy === null ? [at("energy", "Choose from −2 to +2.")] : []),
      ...(row.focus === null ? [at("focus", "Choose from 1 to 5.")] : []),
      ...(dayOf(row.day, config) === null ? [at("day", dayProblem(row.day, config))] : []),
      ...(row.note.trim().length > longestNote ? [at("note", `At most ${longestNote} letters.`)] : []),
    ];
  });
  const count = draft.rows.length;
  if (draft.entry.trim() !== "")
    problems.push({ at: "entry", words: "Press Enter to add this one, then give it its two marks." });
  else if (count < config.min)
    problems.push({
      at: "entry",
      words: `Add ${counted(config.min - count, "moment")}${count > 0 ? " more" : ""} to go on.`,
    });
  else if (count > config.max)
    problems.push({
      at: "entry",
      words: `This log holds ${config.max}. Take out ${count - config.max} to go on.`,
    });
  else if (count === 0) problems.push({ at: "entry", words: "Add one thing you did, or skip this for now." });
  return problems;
}

const dayProblem = (text: string, { span }: FlowConfig): string =>
  span !== "past"
    ? "Choose the day."
    : text.trim() === ""
      ? "Say when: a year is enough, a guess is fine."
      : "Write a year, or a month and a year, such as “June 2014”.";

/** What is left to do, in words. */
export function flowLeft(draft: FlowDraft, config: FlowConfig): string {
  const done = wholeMoments(draft, config).length;
  if (done < config.min) return done === 0 ? `${config.min} or more` : `${config.min - done} more to go`;
  return done === 0 ? "" : counted(done, "entry");
}

/** The last days, today first, as YYYY-MM-DD. @param today in the learner's zone */
export function lastDays(today: string, count: number): string[] {
  return Array.from({ length: count }, (_, back) => {
    const date = new Date(`${today}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - back);
    return date.toISOString().slice(0, 10);
  });
}
