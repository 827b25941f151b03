import type { EventContext } from "./apply.ts";
import { refuse, type Decision } from "./decision.ts";
import type { Settings } from "../protocol/server.ts";
import type { RowChange } from "./project/rows.ts";
import { settle } from "./settle.ts";
import type { LearnerState, LookedAt, OwnSkill } from "./state.ts";
import type { Stem } from "./stem.ts";

/** Operations of the object's own, which no frame asks for (decision 35): each has an event for every device. */
export type OwnOperation =
  /** All settings, as they are after `PATCH /api/settings`. */
  | { readonly t: "settings"; readonly opId: string; readonly settings: Settings }
  /** A facilitator's note arrives. */
  | {
      readonly t: "note";
      readonly opId: string;
      readonly noteId: string;
      readonly from: string;
      readonly text: string;
      readonly blockId: string | null;
    }
  /** Somebody began to watch, or has stopped. */
  | {
      readonly t: "looked";
      readonly opId: string;
      readonly lookId: string;
      readonly who: string;
      readonly what: LookedAt;
      readonly modules: readonly string[];
      readonly since: string;
      readonly until: string | null;
    }
  /** A signed snapshot is kept (decision 32). */
  | {
      readonly t: "wallet";
      readonly opId: string;
      readonly exportedAt: string;
      readonly walletJson: string;
      readonly signature: string;
    }
  /** An operator has reviewed one of the learner's own skills. */
  | {
      readonly t: "review";
      readonly opId: string;
      readonly skillId: string;
      readonly status: OwnSkill["status"];
    };

export function acceptOwn(
  stem: Stem,
  state: LearnerState,
  op: OwnOperation,
  context: EventContext,
): Decision {
  const unchanged: Extract<Decision, { ok: true }> = { ok: true, events: [], state, rev: null };
  switch (op.t) {
    case "settings":
      return settle(stem, state, state, [{ kind: "settings", settings: op.settings }], context, null);
    case "note": {
      const { noteId, from, text, blockId } = op;
      if (state.notes.has(noteId)) return unchanged;
      const note = { kind: "note", noteId, from, text, ...(blockId === null ? {} : { blockId }) } as const;
      return settle(stem, state, state, [note], context, null);
    }
    case "looked": {
      // No event: nothing of the conversation has changed, and those who watch hear nothing of it.
      const { lookId: id, who, what, modules, since, until } = op;
      const looks = new Map(state.looks).set(id, { who, what, modules, since, until });
      const row = { id, who, what, modules: JSON.stringify(modules), since, until };
      return {
        ...unchanged,
        state: { ...state, looks },
        rows: [{ op: "put", table: "user_looks", id, row }],
      };
    }
    case "wallet": {
      const { exportedAt, walletJson, signature } = op;
      const decision = settle(stem, state, state, [{ kind: "wallet", exportedAt }], context, null);
      const row = { wallet_json: walletJson, schema_version: "1", signature, exported_at: exportedAt };
      const rows: RowChange[] = [{ op: "put", table: "user_wallet", id: state.userId, row }];
      return decision.ok ? { ...decision, rows } : decision;
    }
    case "review": {
      const skill = state.ownSkills.get(op.skillId);
      if (skill === undefined) return refuse("not_found", "There is no such skill", { path: "skillId" });
      if (skill.status === op.status) return unchanged;
      return settle(stem, state, state, [{ kind: "skill", ...skill, status: op.status }], context, null);
    }
  }
}
