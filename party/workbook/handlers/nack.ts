import type { Nack } from "../../../shared/engine/decision.ts";
import { standalone } from "../../../shared/engine/sealing.ts";
import { withPlaces } from "../../../shared/engine/told.ts";
import type { OperationFrame } from "../../../shared/protocol/client.ts";
import { isRetryable } from "../../../shared/protocol/codes.ts";
import { send, type Connection } from "../connections.ts";
import type { Learner } from "../learner.ts";

/** A conflict's answer goes back to its owner with the places of its sealed fields (SPEC SE8). */
export function toldNack({ stem, state }: Learner, frame: OperationFrame, nack: Nack): Nack {
  const { current } = nack;
  if (current === undefined) return nack;
  const block =
    "blockId" in frame
      ? (stem.byKey.get(frame.blockId) ?? stem.retired.get(frame.blockId))
      : frame.t === "tool" && frame.tool !== "competency_assessment"
        ? standalone(frame.tool, frame.instanceId)
        : undefined;
  if (block === undefined) return nack;
  return { ...nack, current: { ...current, value: withPlaces(state, block, current.value) } };
}

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
