import type { Services } from "../services.ts";

type Sockets = Pick<Services, "sockets">;

/** Where a learner's socket is (protocol section 1). */
export const ownerSocket = ({ sockets }: Sockets, userId: string): string =>
  sockets.owner.replace(":userId", userId);

/** Where a session's cockpit is. */
export const cockpitSocket = ({ sockets }: Sockets, liveId: string): string =>
  sockets.cockpit.replace(":liveId", liveId);

/** Where one learner's thread is watched. @param liveId the session's; a share is one of its own */
export function observeSocket({ sockets }: Sockets, participantId: string, liveId: string): string {
  if (sockets.observe === "/ws/observe/:participantId") {
    return sockets.observe.replace(":participantId", participantId);
  }
  return `${sockets.observe.replace(":liveId", liveId)}?observe=${participantId}`;
}
