import { isAnswerEvent, type LogEvent } from "../../../shared/engine/events.ts";
import type { RowChange } from "../../../shared/engine/project/rows.ts";

/** The payload hash of an operation whose value was erased: a hash of a short text tells the text. */
export const erasedHash = "erased";

/** Whether these events say, or said, a value of `key`; where there are none, nobody knows. */
export const says = (events: readonly LogEvent[] | null, key: string): boolean =>
  events === null ||
  events.some((event) =>
    isAnswerEvent(event) ? event.blockId === key : event.kind === "tool_saved" && event.instanceId === key,
  );

/** The events without what they said of `key`, a placement's or an instance's id; they keep their numbers. */
export function withoutValues(events: readonly LogEvent[], key: string): LogEvent[] {
  return events.map((event): LogEvent => {
    if (isAnswerEvent(event) && event.blockId === key && event.erased !== true) {
      const { value: _erased, ...rest } = event;
      return { ...rest, superseded: true };
    }
    if (event.kind === "tool_saved" && event.instanceId === key) {
      const { value: _erased, ...rest } = event;
      return { ...rest, superseded: true };
    }
    return event;
  });
}

/**
 * Row changes that D1 does not have yet, without those that a later one replaces whole: what was erased may
 * stand in them. `set` of a learner's settings is always all of them.
 * @param all oldest operation first
 */
export function compacted<T extends { readonly changes: readonly RowChange[] }>(
  all: readonly T[],
): { of: T; changes: RowChange[] }[] {
  const later = new Set<string>();
  return all
    .toReversed()
    .map((of) => {
      const changes = of.changes.toReversed().filter((change) => {
        const row = `${change.table}|${change.id}`;
        if (later.has(row)) return false;
        if (change.op !== "set" || change.table === "user_settings") later.add(row);
        return true;
      });
      return { of, changes: changes.toReversed() };
    })
    .toReversed();
}
