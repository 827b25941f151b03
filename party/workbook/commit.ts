import { isAnswerEvent, type LogEvent } from "../../shared/engine/events.ts";
import type { Projection, Row, RowChange } from "../../shared/engine/project/rows.ts";
import type { Answer, LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { revisionChanges, rowChanges } from "./changes.ts";
import type { Commit, LogEntry, Revision } from "./journal/journal.ts";
import { keptRevision, tooMany } from "./revisions.ts";

/** What an operation was decided to be, and where it stands in the log. */
export interface Decided {
  readonly stem: Stem;
  readonly before: LearnerState;
  readonly state: LearnerState;
  readonly events: readonly LogEvent[];
  readonly entry: LogEntry;
  /** When the server took it: `entry.at` may be the client's. */
  readonly now: string;
}

/** What stood before it, beside the state. */
interface Held {
  /** Moved on by this. */
  readonly projection: Projection;
  readonly settings: Row;
  revisionsOf(blockId: string): readonly Omit<Revision, "value">[];
}

/** Everything that an operation writes, in one transaction (rule 1). */
export function commitOf({ stem, before, state, events, entry, now }: Decided, held: Held): Commit {
  const edited = events.find((event) => event.kind === "answer_edited");
  const previous = edited === undefined ? undefined : before.answers.get(edited.blockId);
  const revision =
    edited === undefined ? null : keptRevision(edited.blockId, previous, entry.device, entry.at);
  const forget = revision === null ? [] : tooMany(held.revisionsOf(revision.blockId));
  const made = [
    ...rowChanges(stem, state, held.projection, events, entry.at),
    ...revisionChanges(stem, state.userId, revision, forget),
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
    settings,
    revision,
    supersedes:
      edited === undefined || previous === undefined || previous.rev === 0
        ? null
        : { n: previous.opN, blockId: edited.blockId, rev: previous.rev },
    forget,
    clearDrafts: events.flatMap((event) => (isAnswerEvent(event) ? [event.blockId] : [])),
  };
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
