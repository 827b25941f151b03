import { describe, expect, test } from "vitest";
import { nackCodes, isRetryable, type NackCode } from "../../shared/protocol/codes.ts";
import { limits } from "../../shared/protocol/limits.ts";
import type { OperationFrame } from "../../shared/protocol/client.ts";
import type { Current, ServerFrameOf } from "../../shared/protocol/server.ts";
import { type Op, type Ops, newOp, topOf, valueOf } from "./ops.ts";
import * as outbox from "./outbox.ts";

const reply = (opId: string, value: unknown = opId): OperationFrame => ({
  t: "reply",
  opId,
  blockId: `b-${opId}`,
  value,
});
const edit = (opId: string, blockId: string, baseRev: number, value: unknown = opId): OperationFrame => ({
  t: "edit",
  opId,
  blockId,
  baseRev,
  value,
});
const op = (frame: OperationFrame, order: number, more: Partial<Op> = {}): Op => ({
  ...newOp(frame, order, order),
  ...more,
});
const sent = { state: "sent", tried: true } as const;
const standing: Current = {
  rev: 3,
  value: "theirs",
  skipped: false,
  onlyMe: false,
  at: "2026-03-02T09:41:00Z",
  device: null,
};
const nack = (opId: string, code: NackCode, more: object = {}): ServerFrameOf<"nack"> => ({
  t: "nack",
  opId,
  code,
  message: `No: ${code}`,
  retryable: isRetryable(code),
  ...more,
});
const states = (ops: Ops) => ops.map((one) => `${one.opId} ${one.state}`);

describe("what goes out", () => {
  test("at most 8 un-acked, in order (rule 13)", () => {
    let ops: Ops = Array.from({ length: 12 }, (_, i) => op(reply(`o${i}`), i));
    const first = outbox.sendable(ops);
    expect(first.map((one) => one.opId)).toEqual(["o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7"]);
    expect(first.length).toBe(limits.unackedOps);
    for (const one of first) ops = outbox.markSent(ops, one.opId, 0);
    expect(outbox.sendable(ops)).toEqual([]);
    ops = outbox.acked(ops, "o0", 5, 100);
    expect(outbox.sendable(ops).map((one) => one.opId)).toEqual(["o8"]);
  });

  test("a lost socket sends the same ids again, in order, and calls them unconfirmed", () => {
    const ops = outbox.socketLost([op(reply("a"), 1, sent), op(reply("b"), 2, sent), op(reply("c"), 3)]);
    expect(outbox.sendable(ops).map((one) => one.opId)).toEqual(["a", "b", "c"]);
    expect(ops.map((one) => one.unconfirmed)).toEqual([true, true, false]);
  });

  test("an acked operation leaves when its last event is in the base, not before", () => {
    const ops = outbox.acked([op(reply("a"), 1, sent)], "a", 9, 0);
    expect(states(outbox.settled(ops, 8))).toEqual(["a acked"]);
    expect(outbox.settled(ops, 9)).toEqual([]);
  });

  test("an operation larger than a frame is refused here, and never closes the socket with 4413", () => {
    const ops = outbox.enqueue([], op(reply("a", "x".repeat(limits.frameBytes)), 1));
    expect(states(ops)).toEqual(["a failed"]);
  });
});

describe("edits of one block", () => {
  test("an edit takes the place of an unsent one it was made on, and keeps its baseRev", () => {
    const first = op(edit("a", "x", 1, "one"), 1);
    const second = op(edit("b", "x", 2, "two"), 2, { follows: "a" });
    const ops = outbox.enqueue(outbox.enqueue([], first), second);
    expect(ops.map((one) => one.frame)).toEqual([{ ...first.frame, value: "two", at: undefined }]);
    const third = op(edit("c", "x", 2, "three"), 3, { follows: topOf(ops, "x") });
    expect(outbox.enqueue(ops, third).map(valueOf)).toEqual(["three"]);
  });

  test("one that was on a socket is never changed: the same id with another payload is refused (rule 3)", () => {
    const ops = outbox.enqueue(
      [op(edit("a", "x", 1), 1, { tried: true })],
      op(edit("b", "x", 2), 2, { follows: "a" }),
    );
    expect(states(ops)).toEqual(["a queued", "b queued"]);
  });

  test("one made beside it, in another tab, stays its own operation", () => {
    const ops = outbox.enqueue([op(edit("a", "x", 1), 1)], op(edit("b", "x", 1), 2));
    expect(states(ops)).toEqual(["a queued", "b queued"]);
  });
});

describe("refusals (rule 13)", () => {
  test.each(nackCodes.filter(isRetryable))("%s waits as long as it is told and goes again", (code) => {
    const refused = outbox.nacked(
      [op(reply("a"), 1, sent), op(reply("b"), 2)],
      nack("a", code, { retryAfterMs: 700 }),
    );
    expect(refused.pauseMs).toBe(700);
    expect(states(refused.ops)).toEqual(["a queued", "b queued"]);
  });

  test.each(nackCodes.filter((code) => !isRetryable(code) && code !== "conflict"))(
    "%s holds the replies behind it, turns them into drafts and says so",
    (code) => {
      const ops = [
        op(reply("a"), 1, sent),
        op(reply("b"), 2),
        op(edit("e", "other", 1), 3),
        op(edit("c", "b-b", 1, "newer"), 4),
      ];
      const refused = outbox.nacked(ops, nack("a", code));
      expect(states(refused.ops)).toEqual(["a failed", "e queued"]);
      expect(refused.drafts).toEqual([
        { about: "b-b", value: "b" },
        { about: "b-b", value: "newer" },
      ]);
      expect(refused.ops[0]?.reason).toBe(`No: ${code}. What you wrote after it is kept as drafts.`);
    },
  );

  test("conflict holds only its own block: a choice of two", () => {
    const refused = outbox.nacked(
      [op(reply("a"), 1, sent), op(reply("b"), 2)],
      nack("a", "conflict", { current: standing }),
    );
    expect(states(refused.ops)).toEqual(["a conflict", "b queued"]);
    expect(refused.ops[0]?.theirs).toEqual(standing);
    expect(refused.drafts).toEqual([]);
  });

  test("a conflict about the same words, or about a skip, is none", () => {
    const same = outbox.nacked(
      [op(reply("a", "theirs"), 1, sent)],
      nack("a", "conflict", { current: standing }),
    );
    expect(same.ops).toEqual([]);
    const skip = op({ t: "skip", opId: "s", blockId: "x" }, 1, sent);
    expect(outbox.nacked([skip], nack("s", "conflict", { current: standing })).ops).toEqual([]);
  });

  test("a private answer that stands is kept as it was sent: where it lies is known here, not believed", () => {
    const env = { v: 1, iv: "A".repeat(16), ciphertext: "A".repeat(32) };
    const value = { at: ["user_responses", "value", "r"], env };
    const refused = outbox.nacked(
      [op(reply("a", "mine"), 1, sent)],
      nack("a", "conflict", { current: { ...standing, value } }),
    );
    expect(refused.ops[0]?.theirs?.value).toEqual(env);
  });

  test("an edit refused with the reply it was made on: one choice, with the newest words", () => {
    let ops: Ops = [op(reply("a"), 1, sent), op(edit("e", "b-a", 1, "newer"), 2, { ...sent, follows: "a" })];
    ops = outbox.nacked(ops, nack("a", "conflict", { current: standing })).ops;
    ops = outbox.nacked(ops, nack("e", "conflict", { current: standing })).ops;
    expect(ops.map(valueOf)).toEqual(["newer"]);
  });

  test("refused only because an earlier one was put off: it goes again behind that one", () => {
    let ops: Ops = [op(reply("a"), 1, sent), op(reply("b"), 2, sent)];
    ops = outbox.nacked(ops, nack("a", "rate")).ops;
    const second = outbox.nacked(ops, nack("b", "locked"));
    expect(states(second.ops)).toEqual(["a queued", "b queued"]);
    expect(second.drafts).toEqual([]);
    ops = outbox.markSent(second.ops, "a", 0);
    expect(outbox.sendable(ops)).toEqual([]);
    ops = outbox.acked(ops, "a", 3, 0);
    expect(outbox.sendable(ops).map((one) => one.opId)).toEqual(["b"]);
  });

  test("one that was on its way behind a refused reply becomes a draft when its own refusal comes", () => {
    let ops: Ops = [op(reply("a"), 1, sent), op(reply("b"), 2, sent)];
    ops = outbox.nacked(ops, nack("a", "invalid")).ops;
    expect(states(ops)).toEqual(["a failed", "b sent"]);
    const held = outbox.nacked(ops, nack("b", "locked"));
    expect(states(held.ops)).toEqual(["a failed"]);
    expect(held.drafts).toEqual([{ about: "b-b", value: "b" }]);
  });

  test("Retry sends a refused one again with its own id; a new answer takes its place", () => {
    const failed = op(reply("a"), 1, { state: "failed", tried: true, reason: "No" });
    expect(states(outbox.retried([failed], "a"))).toEqual(["a queued"]);
    const anew = op({ t: "reply", opId: "n", blockId: "b-a", value: "again" }, 2);
    expect(states(outbox.enqueue([failed], anew))).toEqual(["n queued"]);
  });
});
