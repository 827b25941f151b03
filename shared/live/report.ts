import * as z from "zod/mini";
import { liveModes, ownNote } from "../protocol/live.ts";
import { facilitator } from "../protocol/room.ts";
import { apart } from "./alias.ts";
import { median } from "./attention.ts";

/** Groups smaller than this are not broken down (issue 6; SPEC LI9). */
export const smallestGroup = 5;

const reportSession = z.object({
  liveId: z.string(),
  title: z.string(),
  modules: z.array(z.string()),
  mode: z.enum(liveModes),
  facilitators: z.array(facilitator),
  openedAt: z.string(),
  /** Null while it goes on. */
  endedAt: z.nullable(z.string()),
  keptUntil: z.nullable(z.string()),
  contentVersion: z.int(),
});

/** `GET /api/live/:id/report`. Everything that leaves the server is parsed out of this. */
export const liveReport = z.object({
  session: reportSession,
  participants: z.array(
    z.object({ participantId: z.string(), alias: z.string(), since: z.string(), answered: z.int() }),
  ),
  /** Empty where fewer than five people came. */
  modules: z.array(
    z.object({ module: z.string(), people: z.int(), answered: z.int(), medianMs: z.nullable(z.int()) }),
  ),
  exercises: z.array(
    z.object({ exercise: z.string(), people: z.int(), answered: z.int(), medianMs: z.nullable(z.int()) }),
  ),
  /** What was shared: free text first, then in the order of the workbook. */
  answers: z.array(
    z.object({
      participantId: z.string(),
      blockId: z.string(),
      value: z.unknown(),
      at: z.string(),
      starred: z.boolean(),
    }),
  ),
  /** The most skipped first. */
  skipped: z.array(z.object({ blockId: z.string(), skipped: z.int(), people: z.int() })),
  notes: z.array(ownNote),
});
export type LiveReport = z.infer<typeof liveReport>;

/** One settled question of one learner, as it was shared. */
export interface SharedAnswer {
  readonly participantId: string;
  readonly blockId: string;
  readonly skipped: boolean;
  /** Undefined where it is private, only the learner's, or passed. */
  readonly value?: unknown;
  /** From when it waited to its answer; null where that is not known. */
  readonly tookMs: number | null;
  readonly at: string;
}

/** A question, as far as the report sorts by it. */
export interface Prompt {
  readonly blockId: string;
  readonly exercise: string;
  readonly module: string;
  /** The learner's own words, rather than a choice, a number or a table. */
  readonly freeText: boolean;
}

export interface ReportSource {
  readonly session: z.infer<typeof reportSession>;
  /** Those who are still in it: whoever has left is not. */
  readonly participants: readonly {
    readonly participantId: string;
    readonly alias: string;
    readonly since: string;
  }[];
  readonly answers: readonly SharedAnswer[];
  readonly stars: readonly { readonly participantId: string; readonly blockId: string }[];
  readonly notes: LiveReport["notes"];
  /** In the order of the workbook. */
  readonly prompts: readonly Prompt[];
}

/** Who came, what they shared, how the group went through it. Pure. */
export function reportOf(source: ReportSource): LiveReport {
  const { session, participants, notes, prompts } = source;
  const names = participants.reduce<string[]>((all, { alias }) => [...all, apart(alias, all)], []);
  const here = new Set(participants.map(({ participantId }) => participantId));
  const answers = source.answers.filter(({ participantId }) => here.has(participantId));
  const starred = new Set(source.stars.map((one) => starKey(one)));
  const index = new Map(prompts.map(({ blockId }, i) => [blockId, i]));
  const byId = new Map(prompts.map((prompt) => [prompt.blockId, prompt]));
  const rank = ({ blockId }: SharedAnswer) =>
    (byId.get(blockId)?.freeText === true ? 0 : prompts.length) + (index.get(blockId) ?? prompts.length);
  const shown = answers
    .filter((one) => !one.skipped && one.value !== undefined)
    .toSorted((a, b) => rank(a) - rank(b) || (a.at < b.at ? -1 : 1));
  const isLarge = participants.length >= smallestGroup;
  const grouped = (of: (prompt: Prompt) => string) =>
    isLarge ? groups([...new Set(prompts.map(of))], answers, (id) => nameIn(byId, id, of)) : [];
  return liveReport.parse({
    session,
    participants: participants.map((one, i) => ({
      ...one,
      alias: names[i],
      answered: answers.filter((a) => a.participantId === one.participantId && !a.skipped).length,
    })),
    modules: grouped(({ module }) => module).map(({ name, ...rest }) => ({ module: name, ...rest })),
    exercises: grouped(({ exercise }) => exercise).map(({ name, ...rest }) => ({ exercise: name, ...rest })),
    answers: shown.map((one) => ({
      participantId: one.participantId,
      blockId: one.blockId,
      value: one.value,
      at: one.at,
      starred: starred.has(starKey(one)),
    })),
    skipped: isLarge ? mostSkipped(answers) : [],
    notes,
  });
}

const starKey = ({ participantId, blockId }: { participantId: string; blockId: string }) =>
  `${participantId} ${blockId}`;

const nameIn = (byId: ReadonlyMap<string, Prompt>, id: string, of: (prompt: Prompt) => string) => {
  const prompt = byId.get(id);
  return prompt === undefined ? null : of(prompt);
};

/** By module or exercise: how many people came to it, answers, and the median of what one person spent on it. */
function groups(
  names: readonly string[],
  answers: readonly SharedAnswer[],
  nameOf: (blockId: string) => string | null,
) {
  return names.flatMap((name) => {
    const own = answers.filter(({ blockId }) => nameOf(blockId) === name);
    const times = new Map<string, number>();
    for (const { participantId, tookMs } of own)
      times.set(participantId, (times.get(participantId) ?? 0) + (tookMs ?? 0));
    const people = times.size;
    // A part that few have come to would say how long those few took.
    if (people < smallestGroup) return [];
    const answered = own.filter(({ skipped }) => !skipped).length;
    return [{ name, people, answered, medianMs: Math.round(median([...times.values()])) }];
  });
}

const mostSkippedShown = 10;

function mostSkipped(answers: readonly SharedAnswer[]): LiveReport["skipped"] {
  const byBlock = Map.groupBy(answers, ({ blockId }) => blockId);
  return [...byBlock]
    .map(([blockId, own]) => ({
      blockId,
      skipped: own.filter(({ skipped }) => skipped).length,
      people: own.length,
    }))
    .filter(({ skipped, people }) => skipped > 0 && people >= smallestGroup)
    .toSorted((a, b) => b.skipped / b.people - a.skipped / a.people || b.skipped - a.skipped)
    .slice(0, mostSkippedShown);
}
