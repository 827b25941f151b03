import * as z from "zod/mini";
import { moduleIdOf } from "../../../shared/content/where.ts";
import { granted, isOpenShare, presentStay } from "../../../shared/engine/sharing.ts";
import { facilitator, pace } from "../../../shared/protocol/room.ts";
import { invalid, notFound, operated, type Reply } from "../asks/reply.ts";
import { isoTime } from "../clock.ts";
import type { Learner } from "../learner.ts";
import { learnersLiveOf, type Told } from "./told.ts";

const opId = z.uuid();
const modules = z.array(z.string());

/** What a learner's object is asked about whom it shares with (issue 6). */
export const liveAsks = [
  z.strictObject({
    ask: z.literal("live_join"),
    opId,
    participantId: z.string(),
    liveId: z.string(),
    alias: z.string(),
    title: z.string(),
    modules,
    facilitators: z.array(facilitator),
    /** Their accounts: whom this learner has blocked cannot be joined (SPEC LI11). */
    accounts: z.array(z.string()),
    consentId: z.string(),
    waiting: z.boolean(),
  }),
  /** Leaves, in whatever stage: `participantId` where a facilitator or the session's end says so. */
  z.strictObject({ ask: z.literal("live_leave"), opId, liveId: z.string() }),
  z.strictObject({
    ask: z.literal("live_stay"),
    opId,
    participantId: z.string(),
    stage: z.enum(["in", "removed", "ended"]),
    keepUntil: z.nullable(z.string()),
  }),
  z.strictObject({
    ask: z.literal("live_told"),
    liveId: z.string(),
    facilitators: z.array(facilitator),
    accounts: z.array(z.string()),
    pace: z.nullable(pace),
  }),
  z.strictObject({
    ask: z.literal("live_note"),
    opId,
    participantId: z.string(),
    from: z.string(),
    text: z.string(),
    blockId: z.nullable(z.string()),
  }),
  /** A login session of somebody who watches has ended. */
  z.strictObject({ ask: z.literal("live_unwatch"), sessionId: z.string() }),
  /** Somebody has seen words of theirs outside the thread. */
  z.strictObject({
    ask: z.literal("live_looked"),
    opId,
    participantId: z.string(),
    who: z.string(),
    what: z.enum(["report", "projector"]),
  }),
  z.strictObject({ ask: z.literal("live_block"), opId, accounts: z.array(z.string()), lift: z.boolean() }),
  z.strictObject({ ask: z.literal("live_blocked") }),
  z.strictObject({
    ask: z.literal("share"),
    opId,
    shareId: z.string(),
    tokenKey: z.string(),
    modules,
    until: z.string(),
    consentId: z.string(),
  }),
  z.strictObject({ ask: z.literal("shares") }),
  z.strictObject({
    ask: z.literal("coach"),
    opId,
    shareId: z.string(),
    tokenKey: z.string(),
    coach: facilitator,
    account: z.string(),
  }),
  z.strictObject({ ask: z.literal("coached"), shareId: z.string() }),
  z.strictObject({ ask: z.literal("unshare"), opId, shareId: z.string() }),
] as const;
const liveAsk = z.discriminatedUnion("ask", liveAsks);
export type LiveQuestion = z.infer<typeof liveAsk>;
const names = new Set<string>(liveAsks.map((one) => one.shape.ask.def.values[0] ?? ""));
export const isLiveQuestion = (question: { readonly ask: string }): question is LiveQuestion =>
  names.has(question.ask);

const done: Reply = { status: 200, body: {} };
/** A report that is opened again within this time is the same look. */
const sameLookMs = 10 * 60_000;

const refused = (status: number, code: string, message: string): Reply => ({
  status,
  body: { error: { code, message } },
});

/** @param told what the live object last said; what changes of it is kept by the caller */
export async function answerLive(
  learner: Learner,
  question: LiveQuestion,
  told: Told,
  nowMs: number,
): Promise<Reply> {
  const { sharing } = learner.state;
  const now = isoTime(nowMs);
  switch (question.ask) {
    case "live_join": {
      const { ask: _ask, accounts, ...join } = question;
      if (accounts.some((account) => sharing.blocked.has(account))) {
        return refused(403, "forbidden", "You have blocked somebody who runs this session");
      }
      const present = presentStay(sharing);
      if (present !== null && present[1].liveId === join.liveId) {
        const [participantId, { stage }] = present;
        return { status: 200, body: { participantId, pending: stage === "waiting" } };
      }
      return operated(await learner.run({ t: "join", ...join }, nowMs), () => ({
        status: 200,
        body: { participantId: join.participantId, pending: join.waiting },
      }));
    }
    case "live_leave": {
      const own = [...sharing.stays].findLast(
        ([, { liveId, stage }]) => liveId === question.liveId && stage !== "left" && stage !== "removed",
      );
      if (own === undefined) return notFound("You are not in this session");
      const [participantId] = own;
      const { opId } = question;
      const op = { t: "stay", opId, participantId, stage: "left", keepUntil: null } as const;
      return operated(await learner.run(op, nowMs), () => ({ status: 200, body: { participantId } }));
    }
    case "live_stay": {
      const { ask: _ask, ...stay } = question;
      return operated(await learner.run({ t: "stay", ...stay }, nowMs), () => done);
    }
    case "live_unwatch":
      return done;
    case "live_told": {
      const present = presentStay(sharing);
      const out = notFound("They are not in this session");
      if (present === null || present[1].liveId !== question.liveId) return out;
      if (!question.accounts.some((account) => sharing.blocked.has(account))) return done;
      // Somebody whom they have blocked has come to lead it: they are never joined to them (SPEC LI11).
      const [participantId] = present;
      const opId = crypto.randomUUID();
      const op = { t: "stay", opId, participantId, stage: "left", keepUntil: null } as const;
      return operated(await learner.run(op, nowMs), () => out);
    }
    case "live_note": {
      const { ask: _ask, participantId, ...note } = question;
      const grant = granted(sharing, participantId, now);
      if (grant === null) return notFound("They are not in this session");
      const block = note.blockId === null ? undefined : learner.stem.byKey.get(note.blockId);
      const isOutside = block === undefined || !grant.modules.includes(moduleIdOf(block));
      if (note.blockId !== null && isOutside) {
        return invalid("blockId", "This question is not one of the session's");
      }
      return operated(await learner.run({ t: "note", noteId: note.opId, ...note }, nowMs), () => done);
    }
    case "live_looked": {
      const { ask: _ask, participantId, who, what, opId } = question;
      const stay = sharing.stays.get(participantId);
      if (stay === undefined || (stay.stage !== "in" && stay.stage !== "ended")) return done;
      const { modules } = stay;
      const recent = [...learner.state.looks.values()].some(
        (look) => look.who === who && look.what === what && nowMs - Date.parse(look.since) < sameLookMs,
      );
      if (recent) return done;
      const look = { lookId: crypto.randomUUID(), who, what, modules, since: now, until: now };
      return operated(await learner.run({ t: "looked", opId, ...look }, nowMs), () => done);
    }
    case "live_block": {
      const { ask: _ask, lift, opId } = question;
      const accounts = lift ? [...sharing.blocked.keys()] : question.accounts;
      return operated(await learner.run({ t: "block", opId, accounts, lift }, nowMs), () => done);
    }
    case "live_blocked":
      return { status: 200, body: { blocked: sharing.blocked.size } };
    case "share": {
      const { ask: _ask, ...share } = question;
      return operated(await learner.run({ t: "share", ...share }, nowMs), () => done);
    }
    case "shares":
      return { status: 200, body: { shares: learnersLiveOf(learner.state, told, now).shares } };
    case "coach": {
      const { ask: _ask, account, tokenKey, ...coach } = question;
      const share = sharing.shares.get(coach.shareId);
      const isOver = share === undefined || share.tokenKey !== tokenKey || !isOpenShare(share, now);
      if (isOver || sharing.blocked.has(account) || share.coach !== null) {
        return refused(410, "expired", "This invitation is over, or somebody has taken it");
      }
      return operated(await learner.run({ t: "coach", ...coach }, nowMs), () =>
        coachedBody(learner, coach.shareId),
      );
    }
    case "coached": {
      const share = sharing.shares.get(question.shareId);
      const isOpen = share !== undefined && share.coach !== null && isOpenShare(share, now);
      return isOpen ? coachedBody(learner, question.shareId) : notFound("This invitation is over");
    }
    case "unshare": {
      const { ask: _ask, ...share } = question;
      return operated(await learner.run({ t: "unshare", ...share }, nowMs), () => done);
    }
  }
}

function coachedBody({ state }: Learner, shareId: string): { status: number; body: unknown } {
  const share = state.sharing.shares.get(shareId);
  const { modules, since, until } = share ?? { modules: [], since: "", until: "" };
  return { status: 200, body: { modules, since, until } };
}
