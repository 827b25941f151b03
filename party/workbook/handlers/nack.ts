import type { Nack } from "../../../shared/engine/decision.ts";
import { isRetryable } from "../../../shared/protocol/codes.ts";
import { send, type Connection } from "../connections.ts";

/** Refuses an operation, or a frame: nothing has changed (rule 10). */
export function sendNack(
  connection: Connection,
  opId: string | null,
  nack: Nack,
  retryAfterMs?: number,
): void {
  const { code, message, path, current } = nack;
  send(connection, {
    t: "nack",
    opId,
    code,
    message,
    retryable: isRetryable(code),
    ...(path === undefined ? {} : { path }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(current === undefined
      ? {}
      : {
          current: {
            rev: current.rev,
            value: current.value,
            skipped: current.skipped,
            onlyMe: current.onlyMe,
            at: current.respondedAt,
            device: current.device,
          },
        }),
  });
}
