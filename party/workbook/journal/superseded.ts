import { isAnswerEvent, type AnswerEvent, type LogEvent } from "../../../shared/engine/events.ts";

type Valued = AnswerEvent | Extract<LogEvent, { kind: "tool_saved" }>;
const isValued = (event: LogEvent): event is Valued => isAnswerEvent(event) || event.kind === "tool_saved";
const keyOf = (event: Valued): string => (event.kind === "tool_saved" ? event.instanceId : event.blockId);

/**
 * A saved event whose value another has replaced keeps its number and loses its value (decision 10). The same
 * array when nothing in it was replaced.
 * @param newestRev by placement's key or instance's id
 */
export function superseded(events: LogEvent[], newestRev: (key: string) => number): LogEvent[] {
  const old = (event: LogEvent) =>
    isValued(event) && event.superseded !== true && event.rev < newestRev(keyOf(event));
  if (!events.some(old)) return events;
  return events.map((event) => {
    if (!isValued(event) || !old(event)) return event;
    const { value: _replaced, ...rest } = event;
    return { ...rest, superseded: true };
  });
}
