import { isEnvelope } from "../../shared/crypto/envelope.ts";
import {
  isAnswerEvent,
  isInstanceEvent,
  type AnswerEvent,
  type InstanceEvent,
  type LogEvent,
} from "../../shared/engine/events.ts";
import type { Projection, Row, RowChange } from "../../shared/engine/project/rows.ts";
import type { Answer, Instance, LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { revisionChanges, rowChanges } from "./changes.ts";
import { factsOf, factsOfRow } from "./journal/facts.ts";
import type { Commit, LogEntry, Revision } from "./journal/journal.ts";
import { keptRevision, tooMany } from "./revisions.ts";

/** What an operation was decided to be, and where it stands in the log. */
export interface Decided {
  readonly stem: Stem;
  readonly before: LearnerState;
  readonly state: LearnerState;
  readonly events: readonly LogEvent[];
  readonly entry: LogEntry;
  /** Since when the question that waited has waited; null where that is not known. */
  readonly arrivedAt: string | null;
  /** When the server took it: `entry.at` may be the client's. */
  readonly now: string;
  /** Row changes that no event tells. */
  readonly rows: readonly RowChange[];
  /** Earlier values that came with it. */
  readonly revisions: readonly Revision[];
  readonly dropsSealedDrafts: boolean;
}

/** What stood before it, beside the state. */
interface Held {
  /** Moved on by this. */
  readonly projection: Projection;
  readonly settings: Row;
  revisionsOf(key: string): readonly Omit<Revision, "value">[];
  /** The operations that may have written this. */
  writersOf(key: string): readonly number[];
  drafts(): readonly { readonly key: string; readonly value: unknown }[];
}

/** Everything that an operation writes, in one transaction (rule 1). */
export function commitOf(decided: Decided, held: Held): Commit {
  const { stem, before, state, events, entry, now } = decided;
  const erases = events.flatMap((event) =>
    event.kind === "erased" ? [event.blockId ?? event.instanceId ?? ""] : [],
  );
  const replaced = events
    .flatMap((event) => replacedBy(before, event))
    .filter(({ key }) => !erases.includes(key));
  const lost = events.flatMap((event) => ("erased" in event && event.erased === true ? [keyOf(event)] : []));
  const revisions = replaced.flatMap(({ key, previous, keeps }) => {
    const kept = keeps && !lost.includes(key) ? keptRevision(key, previous, entry.device, entry.at) : null;
    return kept === null ? [] : [kept];
  });
  const forget = [
    ...revisions.flatMap(({ key }) => tooMany(held.revisionsOf(key))),
    ...[...new Set([...erases, ...lost])].flatMap((key) => held.revisionsOf(key)),
  ];
  const made = [
    ...rowChanges(stem, state, held.projection, events, entry.at, tookMs(decided.arrivedAt, entry.at)),
    ...revisionChanges(stem, state.userId, [...revisions, ...decided.revisions], forget),
    ...[...new Set(erases.flatMap((key) => held.writersOf(key)))].map(redacted),
    ...decided.rows,
  ];
  const settings = settingsAfter(held.settings, made, now);
  return {
    entry,
    events,
    changes:
      settings === null
        ? made
        : made.map((change) => (isSettings(change) ? { ...change, set: settings } : change)),
    answers: answersOf(state, events),
    facts: [
      ...events.flatMap((event) => factsOf(event, entry.at, state)),
      ...decided.rows.flatMap((change) => factsOfRow(change, state)),
    ],
    settings,
    revisions: [...revisions, ...decided.revisions],
    supersedes: replaced
      .filter(({ previous }) => previous.rev > 0)
      .map(({ key, previous }) => ({ n: previous.opN, key, rev: previous.rev })),
    forget,
    erases,
    epoch: events.some((event) => event.kind === "merged") ? crypto.randomUUID() : null,
    clearDrafts: [
      ...events.flatMap((event) => (isAnswerEvent(event) || isInstanceEvent(event) ? [keyOf(event)] : [])),
      ...(decided.dropsSealedDrafts
        ? held.drafts().flatMap(({ key, value }) => (hasEnvelope(value) ? [key] : []))
        : []),
    ],
  };
}

/** Both times are ISO 8601. */
export const tookMs = (arrivedAt: string | null, at: string): number | null =>
  arrivedAt === null ? null : Math.max(0, Date.parse(at) - Date.parse(arrivedAt));

const keyOf = (event: AnswerEvent | InstanceEvent): string =>
  isAnswerEvent(event) ? event.blockId : event.instanceId;

const hasEnvelope = (value: unknown): boolean =>
  isEnvelope(value) ||
  (value !== null && typeof value === "object" && Object.values(value).some((inside) => hasEnvelope(inside)));

const redacted = (n: number): RowChange => ({ op: "redact", table: "user_ops", id: String(n) });

interface Replaced {
  readonly key: string;
  readonly previous: Answer | Instance;
  /** An assessment keeps its history by being made anew: its values are no revisions (decision 12). */
  readonly keeps: boolean;
}

/** The value that stood where an event puts another. */
function replacedBy(before: LearnerState, event: LogEvent): Replaced[] {
  if (event.kind === "answer_edited") {
    const previous = before.answers.get(event.blockId);
    // What a reset left of an answer is no earlier value.
    return previous === undefined ? [] : [{ key: event.blockId, previous, keeps: !previous.erased }];
  }
  if (!isInstanceEvent(event)) return [];
  const previous = before.instances.get(event.instanceId);
  const keeps = event.tool !== "competency_assessment";
  return previous === undefined ? [] : [{ key: event.instanceId, previous, keeps }];
}

function answersOf(state: LearnerState, events: readonly LogEvent[]): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const event of events) {
    if (!isAnswerEvent(event) && event.kind !== "visibility") continue;
    const answer = state.answers.get(event.blockId);
    if (answer !== undefined) answers.set(event.blockId, answer);
  }
  return answers;
}

const isSettings = (change: RowChange): change is Extract<RowChange, { op: "set" }> =>
  change.op === "set" && change.table === "user_settings";

/** Settings go to D1 whole: the row is the worker's, its values are the object's (decision 35). */
function settingsAfter(settings: Row, changes: readonly RowChange[], now: string): Row | null {
  const sets = changes.filter(isSettings);
  if (sets.length === 0) return null;
  return Object.assign({}, settings, ...sets.map((change) => change.set), { updated_at: now }) as Row;
}
