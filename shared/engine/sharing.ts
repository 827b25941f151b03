import { moduleIdOf } from "../content/where.ts";
import type { Facilitator } from "../protocol/room.ts";
import type { EventContext } from "./apply.ts";
import { refuse, type Decision } from "./decision.ts";
import { isAnswerEvent, type LogEvent } from "./events.ts";
import type { Row, RowChange } from "./project/rows.ts";
import { withoutSealed } from "./sealing.ts";
import type { Answer, LearnerState, Share, Sharing, Stay } from "./state.ts";
import type { Stem } from "./stem.ts";

/**
 * What a learner agrees to share, and its end (issue 6; SPEC LI3). Operations of the object's own without an event:
 * nothing of the conversation changes, and those who watch hear nothing of it. Each says what it means in D1 by its
 * row changes.
 */
export type SharingOperation =
  | {
      readonly t: "join";
      readonly opId: string;
      readonly participantId: string;
      readonly liveId: string;
      readonly alias: string;
      readonly title: string;
      readonly modules: readonly string[];
      readonly facilitators: readonly Facilitator[];
      readonly consentId: string;
      readonly waiting: boolean;
    }
  | {
      readonly t: "stay";
      readonly opId: string;
      readonly participantId: string;
      readonly stage: "in" | "left" | "removed" | "ended";
      /** For `ended`: how long the report is kept. */
      readonly keepUntil: string | null;
    }
  | {
      readonly t: "share";
      readonly opId: string;
      readonly shareId: string;
      readonly tokenKey: string;
      readonly modules: readonly string[];
      readonly until: string;
      readonly consentId: string;
    }
  | { readonly t: "coach"; readonly opId: string; readonly shareId: string; readonly coach: Facilitator }
  | { readonly t: "unshare"; readonly opId: string; readonly shareId: string }
  | {
      readonly t: "block";
      readonly opId: string;
      readonly accounts: readonly string[];
      readonly lift: boolean;
    };

/** Shares with coaches at the same time (protocol section 3). */
export const sharesMost = 3;

/** The session this learner is in, or waits to be let into; null when there is none. */
export function presentStay({ stays }: Sharing): readonly [participantId: string, Stay] | null {
  return [...stays].find(([, { stage }]) => stage === "in" || stage === "waiting") ?? null;
}

export const isOpenShare = (share: Share, now: string): boolean =>
  share.endedAt === null && share.until > now;

/** What an observer may see: which modules, from which event on; null for whoever may not look at all. */
export function granted(
  { stays, shares }: Sharing,
  participantId: string,
  now: string,
): { readonly modules: readonly string[]; readonly sinceSeq: number; readonly since: string } | null {
  const stay = stays.get(participantId);
  if (stay !== undefined) return stay.stage === "in" ? stay : null;
  const share = shares.get(participantId);
  return share !== undefined && share.coach !== null && isOpenShare(share, now) ? share : null;
}

/**
 * From when on whatever is written now is shared with somebody; null where nothing is. A device's clock may be slow: what
 * it sends after the consent was not written before (SPEC LI3).
 * @param now ISO 8601, like what it returns
 */
export function sharedFrom({ stays, shares }: Sharing, now: string): string | null {
  const open = [
    ...[...stays.values()].filter(({ stage }) => stage === "in"),
    ...[...shares.values()].filter((share) => isOpenShare(share, now)),
  ];
  return open.reduce<string | null>(
    (last, { since }) => (last === null || since > last ? since : last),
    null,
  );
}

export function acceptSharing(
  stem: Stem,
  state: LearnerState,
  op: SharingOperation,
  context: EventContext,
): Decision {
  const { sharing } = state;
  const unchanged: Decision = { ok: true, events: [], state, rev: null };
  const done = (next: Partial<Sharing>, rows: readonly RowChange[]): Decision => ({
    ...unchanged,
    state: { ...state, sharing: { ...sharing, ...next } },
    rows,
  });
  switch (op.t) {
    case "join": {
      const { participantId, opId: _op, t: _t, waiting, ...said } = op;
      if (sharing.stays.has(participantId)) return unchanged;
      if (presentStay(sharing) !== null) return refuse("conflict", "You are in another session");
      const stay: Stay = {
        ...said,
        sinceSeq: context.headSeq ?? 0,
        since: context.at,
        stage: waiting ? "waiting" : "in",
        leftAt: null,
        keepUntil: null,
      };
      const over = [...sharing.stays].filter(([, { keepUntil }]) => (keepUntil ?? "9") < context.at);
      const stays = new Map(sharing.stays).set(participantId, stay);
      for (const [id] of over) stays.delete(id);
      return done({ stays }, [
        ...over.map(([id]): RowChange => ({ op: "del", table: "live_participants", id })),
        stayRow(participantId, stay),
      ]);
    }
    case "stay": {
      const stay = sharing.stays.get(op.participantId);
      if (stay === undefined) return refuse("not_found", "You are not in this session");
      const next = stayAfter(stay, op, context);
      if (next === null) return unchanged;
      const stays = new Map(sharing.stays).set(op.participantId, next);
      const gone = op.stage === "left" || op.stage === "removed";
      return done({ stays }, [
        stayRow(op.participantId, next),
        ...(gone ? withdrawn(stem, op.participantId, stay) : []),
      ]);
    }
    case "share": {
      const { shareId, opId: _op, t: _t, ...said } = op;
      if (sharing.shares.has(shareId)) return unchanged;
      const open = [...sharing.shares.values()].filter((one) => isOpenShare(one, context.at));
      if (open.length >= sharesMost) {
        return refuse("conflict", `You share with ${sharesMost} coaches; end one of these first`);
      }
      const share: Share = {
        ...said,
        sinceSeq: context.headSeq ?? 0,
        since: context.at,
        coach: null,
        endedAt: null,
      };
      return done({ shares: new Map(sharing.shares).set(shareId, share) }, [shareRow(shareId, share)]);
    }
    case "coach":
    case "unshare": {
      const share = sharing.shares.get(op.shareId);
      if (share === undefined) return refuse("not_found", "There is no such share");
      if (op.t === "coach" && (share.coach !== null || !isOpenShare(share, context.at))) {
        return refuse("not_found", "This invitation is over");
      }
      if (op.t === "unshare" && share.endedAt !== null) return unchanged;
      const next = op.t === "coach" ? { ...share, coach: op.coach } : { ...share, endedAt: context.at };
      const shares = new Map(sharing.shares).set(op.shareId, next);
      return done({ shares }, [shareRow(op.shareId, next)]);
    }
    case "block": {
      const blocked = new Map(sharing.blocked);
      const changed = op.accounts.filter((account) => blocked.has(account) === op.lift);
      for (const account of changed) {
        if (op.lift) blocked.delete(account);
        else blocked.set(account, context.at);
      }
      if (changed.length === 0) return unchanged;
      return done(
        { blocked },
        changed.map((id): RowChange => {
          const row = { blocked_id: id, at: context.at };
          return op.lift
            ? { op: "del", table: "live_blocks", id }
            : { op: "put", table: "live_blocks", id, row };
        }),
      );
    }
  }
}

/** Null where that is no change: what has left or been removed comes back only by joining anew. */
function stayAfter(
  stay: Stay,
  op: Extract<SharingOperation, { t: "stay" }>,
  context: EventContext,
): Stay | null {
  const { stage } = stay;
  if (stage === "left" || stage === "removed" || stage === op.stage) return null;
  switch (op.stage) {
    case "in":
      // Let in: shared from now on, and not from when they began to wait.
      return stage === "waiting"
        ? { ...stay, stage: "in", sinceSeq: context.headSeq ?? 0, since: context.at }
        : null;
    case "ended":
      // Nobody has seen anything of whoever still waits.
      return stage === "waiting"
        ? { ...stay, stage: "left", leftAt: context.at }
        : { ...stay, stage: "ended", leftAt: context.at, keepUntil: op.keepUntil };
    case "left":
    case "removed":
      return { ...stay, stage: op.stage, leftAt: context.at };
  }
}

function stayRow(id: string, stay: Stay): RowChange {
  const row: Row = {
    id,
    live_id: stay.liveId,
    alias: stay.alias,
    title: stay.title,
    modules: JSON.stringify(stay.modules),
    facilitators: JSON.stringify(stay.facilitators),
    consent_id: stay.consentId,
    since_seq: stay.sinceSeq,
    since: stay.since,
    stage: stay.stage,
    left_at: stay.leftAt,
    keep_until: stay.keepUntil,
  };
  return { op: "put", table: "live_participants", id, row };
}

function shareRow(id: string, share: Share): RowChange {
  const row: Row = {
    id,
    token_key: share.tokenKey,
    modules: JSON.stringify(share.modules),
    until: share.until,
    consent_id: share.consentId,
    since_seq: share.sinceSeq,
    since: share.since,
    name: share.coach?.name ?? null,
    domain: share.coach?.domain ?? null,
    ended_at: share.endedAt,
  };
  return { op: "put", table: "live_shares", id, row };
}

const answerId = (participantId: string, key: string) => JSON.stringify([participantId, key]);

/** Nothing of theirs stays in the report. */
function withdrawn(stem: Stem, participantId: string, { modules }: Stay): RowChange[] {
  return [...stem.placements, ...stem.retired.values()]
    .filter((block) => modules.includes(moduleIdOf(block)))
    .map((block) => ({ op: "del", table: "live_answers", id: answerId(participantId, block.id) }));
}

/** Whether facilitators and coaches may read an answer: neither private nor the learner's alone (rule 8). */
export const isShared = (answer: Answer, block: { readonly private: boolean }): boolean =>
  !block.private && !answer.onlyMe && !answer.erased;

/**
 * Whether an answer was given or changed since it is shared: marked and unmarked it is no newer, and a file or another
 * thread brings what was written before (SPEC LI3).
 * @param since ISO 8601
 */
export const isSince = ({ respondedAt }: Pick<Answer, "respondedAt">, since: string): boolean =>
  respondedAt >= since;

/**
 * What an operation's events mean for reports: in a session, how the answers now stand; after it, only what has to go.
 * @param tookMs from when the question waited to its answer; null where that is not known
 */
export function sharedChanges(
  stem: Stem,
  state: LearnerState,
  events: readonly LogEvent[],
  at: string,
  tookMs: number | null,
): RowChange[] {
  if (state.sharing.stays.size === 0) return [];
  const keys = new Set(
    events.flatMap((event) => (isAnswerEvent(event) || event.kind === "visibility" ? [event.blockId] : [])),
  );
  const waited = events.find((event) => event.kind === "answer")?.blockId;
  return [...keys].flatMap((key) => {
    const block = stem.byKey.get(key) ?? stem.retired.get(key);
    const answer = state.answers.get(key);
    if (block === undefined || answer === undefined) return [];
    const shown = isShared(answer, block);
    return [...state.sharing.stays].flatMap(([participantId, stay]): RowChange[] => {
      if (!stay.modules.includes(moduleIdOf(block))) return [];
      const id = answerId(participantId, key);
      if (stay.stage === "ended") return shown ? [] : [{ op: "del", table: "live_answers", id }];
      if (stay.stage !== "in") return [];
      if (!isSince(answer, stay.since)) return [{ op: "del", table: "live_answers", id }];
      const value =
        shown && !answer.skipped ? JSON.stringify(withoutSealed(state, block, answer.value)) : null;
      const row: Row = {
        participant_id: participantId,
        live_id: stay.liveId,
        block_key: key,
        skipped: Number(answer.skipped),
        value,
        took_ms: key === waited ? tookMs : null,
        at,
      };
      return [{ op: "put", table: "live_answers", id, row }];
    });
  });
}
