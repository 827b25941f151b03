import type { EventBody } from "../protocol/server.ts";

/**
 * Events as the engine makes them and the log keeps them: a `block` names its key and the release it was
 * delivered from; text and recall are put in whenever it is sent (`protocol.md`: never stored).
 */
export type LogEvent =
  | Exclude<EventBody, { kind: "block" }>
  | { kind: "block"; blockId: string; rowId?: string; late?: boolean };

export type AnswerEvent = Extract<LogEvent, { kind: "answer" | "answer_edited" }>;
export const isAnswerEvent = (event: LogEvent): event is AnswerEvent =>
  event.kind === "answer" || event.kind === "answer_edited";

export type InstanceEvent = Extract<LogEvent, { kind: "tool_saved" | "tool_deleted" }>;
export const isInstanceEvent = (event: LogEvent): event is InstanceEvent =>
  event.kind === "tool_saved" || event.kind === "tool_deleted";
