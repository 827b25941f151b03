import type { StemBlock } from "../content/block.ts";
import { isEnvelope, type Envelope } from "../crypto/envelope.ts";
import type { EventContext } from "./apply.ts";
import type { Decision } from "./decision.ts";
import type { LogEvent } from "./events.ts";
import type { RowChange } from "./project/rows.ts";
import {
  openFields,
  replaced,
  sealedFields,
  standalone,
  type Placement,
  type SealedField,
} from "./sealing.ts";
import { settle } from "./settle.ts";
import type { LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/** Where an envelope stands: `[table, column, rowId]`. */
export type At = readonly [table: string, column: string, rowId: string];

/** A reset by e-mail: every envelope is put by until the old password opens it (decision 34). */
export interface SealAwayOperation {
  readonly t: "seal_away";
  readonly opId: string;
  /** How many resets there have been. */
  readonly generation: number;
  readonly until: string;
}
/** Envelopes of a generation come back, encrypted again under the present key. */
export interface ReopenOperation {
  readonly t: "reopen";
  readonly opId: string;
  readonly generation: number;
  readonly items: readonly { readonly key: string; readonly at: At; readonly env: Envelope }[];
}

/** Something that has sealed fields: an answer, an instance, or a day's practice. */
interface Holder {
  /** The placement's key, the instance's id, or the practice's key and day. */
  readonly key: string;
  readonly fields: readonly SealedField[];
  /** The event that puts these things into its fields. */
  changed(context: {
    opId: string;
    changes: readonly (readonly [SealedField, unknown])[];
    lost: boolean;
  }): LogEvent;
}

type FieldsOf = (who: LearnerState, block: Placement, value: unknown) => SealedField[];

/** Everything of a learner that has such fields, in an order that is always the same. */
function holders(stem: Stem, state: LearnerState, fieldsOf: FieldsOf): Holder[] {
  const block = (key: string): StemBlock | undefined => stem.byKey.get(key) ?? stem.retired.get(key);
  const answers = [...state.answers].flatMap(([key, answer]): Holder[] => {
    const own = block(key);
    if (own === undefined) return [];
    const fields = fieldsOf(state, own, answer.value);
    const { onlyMe, rev } = answer;
    return [
      {
        key,
        fields,
        changed: ({ opId, changes, lost }) => ({
          kind: "answer_edited",
          opId,
          blockId: key,
          rev: rev + 1,
          value: own.type === "tool" ? replaced(answer.value, changes) : lost ? null : changes[0]?.[1],
          skipped: false,
          onlyMe,
          ...(lost ? { erased: true } : {}),
        }),
      },
    ];
  });
  const instances = [...state.instances].flatMap(([key, { tool, rev, value }]): Holder[] => {
    if (tool === "competency_assessment" || value === null) return [];
    const fields = fieldsOf(state, standalone(tool, key), value);
    const saved = { kind: "tool_saved", tool, instanceId: key, rev: rev + 1 } as const;
    return [
      {
        key,
        fields,
        changed: ({ changes, lost }) => ({
          ...saved,
          value: replaced(value, changes),
          ...(lost ? { erased: true } : {}),
        }),
      },
    ];
  });
  return [...answers, ...instances, ...practiceHolders(state, fieldsOf)]
    .filter(({ fields }) => fields.length > 0)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** A note is sealed like the text of a private question, but for where it stands. */
const noteBlock: Placement = { id: "", type: "prompt", private: true, inputType: "textarea" };

function practiceHolders(state: LearnerState, fieldsOf: FieldsOf): Holder[] {
  return [...state.practices].map(([key, { practice, day, done, note }]) => ({
    key,
    fields: fieldsOf(state, noteBlock, note).map((field) => ({
      ...field,
      place: { table: "user_practice_log", column: "note", rowId: key },
    })),
    changed: ({ changes, lost }) => ({
      kind: "practice" as const,
      practice,
      day,
      done,
      ...(lost ? {} : { note: changes[0]?.[1] }),
    }),
  }));
}

const atOf = ({ place: { table, column, rowId } }: SealedField): At => [table, column, rowId];
const rowId = (generation: number, key: string, at: At): string =>
  JSON.stringify([generation, key, JSON.stringify(at)]);

/** Every envelope that the learner's present values hold (SPEC RS1). */
export const envelopesOf = (stem: Stem, state: LearnerState): { key: string; at: At; env: Envelope }[] =>
  holders(stem, state, sealedFields).flatMap(({ key, fields }) =>
    fields.flatMap((field) => (isEnvelope(field.value) ? [{ key, at: atOf(field), env: field.value }] : [])),
  );

/** Completion and frontier do not move; what was lost counts as answered (SPEC RS1, RS2). */
export function acceptSealAway(
  stem: Stem,
  state: LearnerState,
  op: SealAwayOperation,
  context: EventContext,
): Decision {
  const { opId, generation, until } = op;
  const events: LogEvent[] = [];
  const rows: RowChange[] = [];
  for (const { key, fields, changed } of holders(stem, state, sealedFields)) {
    const lost = fields.filter(({ value }) => isEnvelope(value));
    if (lost.length === 0) continue;
    events.push(changed({ opId, changes: lost.map((field) => [field, field.empty] as const), lost: true }));
    for (const field of lost) {
      const at = atOf(field);
      const row = { generation, key, at: JSON.stringify(at), env: JSON.stringify(field.value), until };
      rows.push({ op: "put", table: "user_sealed", id: rowId(generation, key, at), row });
    }
  }
  if (events.length === 0) return { ok: true, events: [], state, rev: null };
  const decision = settle(stem, state, state, events, context, null);
  return decision.ok ? { ...decision, rows, drops: "sealed drafts" } : decision;
}

/** What was answered since is left alone, and so is what stands for it in `user_sealed` (SPEC RS3). */
export function acceptReopen(
  stem: Stem,
  state: LearnerState,
  op: ReopenOperation,
  context: EventContext,
): Decision {
  const open = holders(stem, state, openFields).filter(({ key }) => state.answers.get(key)?.erased ?? true);
  const waiting = new Map(
    open.flatMap((holder) =>
      holder.fields.map((field) => [rowId(0, holder.key, atOf(field)), { holder, field }] as const),
    ),
  );
  const back = new Map<Holder, (readonly [SealedField, unknown])[]>();
  const rows: RowChange[] = [];
  for (const { key, at, env } of op.items) {
    const found = waiting.get(rowId(0, key, at));
    if (found === undefined) continue;
    waiting.delete(rowId(0, key, at));
    back.set(found.holder, [...(back.get(found.holder) ?? []), [found.field, env]]);
    rows.push({ op: "del", table: "user_sealed", id: rowId(op.generation, key, at) });
  }
  if (rows.length === 0) return { ok: true, events: [], state, rev: null };
  const events = [...back].map(([holder, changes]) =>
    holder.changed({ opId: op.opId, changes, lost: false }),
  );
  const decision = settle(stem, state, state, events, context, null);
  return decision.ok ? { ...decision, rows } : decision;
}
