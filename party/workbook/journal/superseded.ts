import { isAnswerEvent, type LogEvent } from "../../../shared/engine/events.ts";

/**
 * A saved event whose value an edit has replaced keeps its number and loses its value (decision 10). The same
 * array when nothing in it was replaced.
 */
export function superseded(events: LogEvent[], newestRev: (blockId: string) => number): LogEvent[] {
  const old = (event: LogEvent) =>
    isAnswerEvent(event) && event.superseded !== true && event.rev < newestRev(event.blockId);
  if (!events.some(old)) return events;
  return events.map((event) => {
    if (!isAnswerEvent(event) || !old(event)) return event;
    const { value: _replaced, ...rest } = event;
    return { ...rest, superseded: true };
  });
}
