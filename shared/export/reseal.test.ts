import { describe, expect, test } from "vitest";
import type { Envelope } from "../crypto/envelope.ts";
import { indexRelease } from "../engine/stem.ts";
import { block, releaseOf } from "../engine/testing/small.ts";
import { movingIn, resealed } from "./reseal.ts";
import type { ExportFile } from "./schema.ts";

const at = "2026-02-01T00:00:00.000Z";
const envelope = (letter: string): Envelope => ({
  v: 1,
  iv: btoa(letter.repeat(12)),
  ciphertext: btoa(letter.repeat(32)),
});
const [now, before, note, open] = ["N", "B", "P", "O"].map(envelope);
const stem = indexRelease(
  releaseOf([block("textarea", "1.1.1.hidden", { private: true }), block("textarea", "1.1.1.plain")]),
);
const userId = "00000000-0000-4000-8000-00000000000a";
const file: ExportFile = {
  version: "1.1",
  exported_at: at,
  modules: {
    "1.1": {
      last_modified_at: at,
      exercises: {
        "1.1.1.v1": {
          response_json: {
            "1.1.1.hidden": { value: now, skipped: false, only_me: false, rev: 2, responded_at: at },
            "1.1.1.plain": {
              value: "in the clear",
              skipped: false,
              only_me: false,
              rev: 2,
              responded_at: at,
            },
          },
        },
      },
    },
  },
  practice_log: [{ practice: "review", day: "2026-02-01", done: true, note, created_at: at, updated_at: at }],
  revisions: [
    { of: "1.1.1.hidden", rev: 1, value: before, at },
    { of: "1.1.1.plain", rev: 1, value: "earlier", at },
    { of: "nobody.knows.it", rev: 1, value: open, at },
  ],
};
const sides = { from: { userId, file }, to: { userId, file } };

describe("the envelopes of a file", () => {
  test("answers, their earlier values and notes come, each under a name of its own", () => {
    expect(movingIn(stem, sides).map(({ key, at: place, env }) => [key, place, env])).toEqual([
      ["1.1.1.hidden", ["user_responses", "response_text", "1.1.1.hidden"], now],
      ["1.1.1.hidden@1", ["user_responses", "response_text", "1.1.1.hidden"], before],
      ["review/2026-02-01", ["user_practice_log", "note", "review/2026-02-01"], note],
    ]);
  });

  test("what is put in their places stands there, what is missing stays and is named, and the file is untouched", () => {
    const items = movingIn(stem, sides).map((one) => ({ ...one, env: `clear ${one.key}` }));
    const copy = structuredClone(file);
    const { file: clear, missing } = resealed(stem, sides, items.slice(0, 2));
    expect(missing).toEqual([{ key: "review/2026-02-01", at: items[2]?.at }]);
    expect(clear.modules?.["1.1"]?.exercises["1.1.1.v1"]?.response_json["1.1.1.hidden"]).toMatchObject({
      value: "clear 1.1.1.hidden",
    });
    expect(clear.revisions?.map(({ value }) => value)).toEqual(["clear 1.1.1.hidden@1", "earlier", open]);
    expect(clear.practice_log?.[0]?.note).toEqual(note);
    expect(file).toEqual(copy);
  });
});
