import * as z from "zod/mini";
import { liveReport } from "../../shared/live/report.ts";
import {
  consent,
  coachedLearner,
  joinedLive,
  liveList,
  lookedLive,
  openedLive,
  openedShare,
  projectorAnswer,
} from "../../shared/protocol/live.ts";
import { call } from "../pages/request.ts";

const done = z.object({});
const of = (liveId: string, what = "") => `/api/live/${encodeURIComponent(liveId)}${what}`;

export interface Opens {
  readonly title: string;
  readonly modules: readonly string[];
  readonly mode: "self" | "guided";
  readonly name?: string;
  readonly waitingRoom?: boolean;
}

/** The routes of live sessions and of shares with a coach (`protocol.md` section 4; SPEC LI). */
export const api = {
  begin: (code: string, idempotencyKey: string) =>
    call("POST", "/api/session", z.object({ userId: z.string() }), { body: { code }, idempotencyKey }),
  look: (code: string) => call("POST", "/api/live/look", lookedLive, { body: { code } }),
  join: (body: { code: string; alias: string; consent: string }) =>
    call("POST", "/api/live/join", joinedLive, { body }),
  leave: (liveId: string) => call("POST", of(liveId, "/leave"), done),
  block: (liveId: string, reason: string) =>
    call("POST", of(liveId, "/block"), done, { body: reason === "" ? {} : { reason } }),

  open: (body: Opens) => call("POST", "/api/live", openedLive, { body }),
  list: () => call("GET", "/api/live", liveList),
  code: (liveId: string) => call("POST", of(liveId, "/code"), done),
  admit: (liveId: string, participantId: string) =>
    call("POST", of(liveId, "/admit"), done, { body: { participantId } }),
  remove: (liveId: string, participantId: string) =>
    call("POST", of(liveId, "/remove"), done, { body: { participantId } }),
  pace: (liveId: string, body: { blockId?: string; module?: string; paused?: boolean }) =>
    call("POST", of(liveId, "/pace"), done, { body }),
  nudge: (liveId: string, body: { participantId: string; text: string; blockId?: string }) =>
    call("POST", of(liveId, "/note"), done, { body }),
  star: (liveId: string, body: { participantId: string; blockId: string; starred: boolean }) =>
    call("POST", of(liveId, "/star"), done, { body }),
  invite: (liveId: string) => call("POST", of(liveId, "/facilitators"), z.object({ link: z.string() })),
  facilitate: (token: string, name: string) =>
    call("POST", "/api/live/facilitate", z.object({ liveId: z.string() }), {
      body: name === "" ? { token } : { token, name },
    }),
  end: (liveId: string) => call("POST", of(liveId, "/end"), done),
  report: (liveId: string) => call("GET", of(liveId, "/report"), liveReport),
  ownNote: (liveId: string, text: string) => call("POST", of(liveId, "/own-note"), done, { body: { text } }),
  dropNote: (liveId: string, id: string) =>
    call("DELETE", of(liveId, `/own-note/${encodeURIComponent(id)}`), done),
  projector: (liveId: string) => call("GET", of(liveId, "/projector"), projectorAnswer),

  shareWords: (modules: readonly string[], until: string) =>
    call("POST", "/api/share/look", z.object({ consent }), { body: { modules, until } }),
  share: (body: { modules: readonly string[]; until: string; consent: string }) =>
    call("POST", "/api/share", openedShare, { body }),
  blockCoach: (id: string, reason: string) =>
    call("POST", `/api/share/${encodeURIComponent(id)}/block`, done, {
      body: reason === "" ? {} : { reason },
    }),
  endShare: (id: string) => call("DELETE", `/api/share/${encodeURIComponent(id)}`, done),
  acceptShare: (token: string, name: string) =>
    call("POST", "/api/share/accept", coachedLearner, { body: name === "" ? { token } : { token, name } }),
  coached: () => call("GET", "/api/coach", z.object({ learners: z.array(coachedLearner) })),
};
