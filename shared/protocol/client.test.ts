import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../engine/testing/seed.ts";
import { isOperation, parseClientFrame, type ClientFrame } from "./client.ts";
import { closeCodes, isRetryable, nackCodes } from "./codes.ts";
import { limits } from "./limits.ts";

const id = "3a39ee95-d130-4b23-844e-02d0680daf89";
const refusal = (frame: unknown) => {
  const parsed = parseClientFrame(typeof frame === "string" ? frame : JSON.stringify(frame));
  return parsed.ok ? "ok" : { path: parsed.path, opId: parsed.opId };
};

const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const opId = fc.uuid();
const blockId = fc.string({ minLength: 1, maxLength: 120 });
const at = optional(
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") })
    .map((date) => date.toISOString()),
);
const version = optional(fc.nat());
const value = fc.jsonValue({ maxDepth: 4 });
const onlyMe = optional(fc.boolean());
const hashes = optional(fc.dictionary(fc.uuid(), fc.base64String({ maxLength: 44 })));
const lastSeq = fc.nat();
const frame = fc
  .oneof(
    fc.record({
      t: fc.constant("hello"),
      v: fc.integer(),
      deviceId: opId,
      epoch: fc.option(fc.string({ maxLength: 64 })),
      lastSeq,
      zone: fc.constantFrom("Europe/Berlin", "Etc/GMT+3", "UTC"),
    }),
    fc.record({ t: fc.constant("reply"), opId, blockId, value, at, version, onlyMe, hashes }),
    fc.record({
      t: fc.constant("skip"),
      opId,
      blockId,
      scope: optional(fc.constantFrom("block", "activity", "exercise", "module")),
      at,
      version,
    }),
    fc.record({
      t: fc.constant("edit"),
      opId,
      blockId,
      baseRev: fc.nat(),
      value,
      at,
      version,
      onlyMe,
      hashes,
    }),
    fc.record({ t: fc.constant("visibility"), opId, blockId, onlyMe: fc.boolean() }),
    fc.record({ t: fc.constant("draft"), blockId, baseDraftRev: fc.nat(), value }),
    fc.record({ t: fc.constant("draft"), instanceId: opId, baseDraftRev: fc.nat(), value }),
    fc.record({
      t: fc.constant("history"),
      before: fc.integer({ min: 1 }),
      limit: fc.integer({ min: 1, max: 100 }),
    }),
    fc.record({ t: fc.constant("presence"), state: fc.constantFrom("active", "idle", "away", "typing") }),
  )
  .map((one) => JSON.parse(JSON.stringify(one)) as ClientFrame);

describe("TR2: what a client may send", () => {
  test("TR2: every frame of the protocol parses, as it was", () => {
    fc.assert(
      fc.property(frame, (one) => {
        expect(parseClientFrame(JSON.stringify(one))).toEqual({ ok: true, frame: one });
        expect(isOperation(one)).toBe("opId" in one);
      }),
      runs(140),
    );
  });

  test("TR3: a key that is not known is refused by its name, and the opId is told back", () => {
    const name = fc.oneof(
      fc.constantFrom("progress", "percent", "userId", "seq", "rev", "__proto__", "constructor"),
      fc.stringMatching(/^x[a-z]{3,8}$/),
    );
    fc.assert(
      fc.property(frame, name, fc.jsonValue(), (one, key, extra) => {
        const text = `${JSON.stringify(one).slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(extra)}}`;
        expect(refusal(text)).toEqual({ path: key, opId: "opId" in one ? one.opId : null });
      }),
    );
  });

  test("TR3: a field too few, or of the wrong kind, is refused by its name", () => {
    fc.assert(
      fc.property(frame, fc.nat(), (one, n) => {
        const must = Object.keys(one).filter(
          (key) => !["at", "version", "onlyMe", "hashes", "scope"].includes(key),
        );
        const key = must[n % must.length] ?? "t";
        const { [key]: _gone, ...rest } = one as unknown as Record<string, unknown>;
        const told = key === "opId" || !("opId" in one) ? null : one.opId;
        const path = key === "instanceId" ? "blockId" : key;
        expect(refusal(rest)).toEqual({ path, opId: told });
        if (key !== "value")
          expect(refusal({ ...rest, [key]: { no: 1 } })).toEqual({ path: key, opId: told });
      }),
      runs(100),
    );
  });

  test.each<[string, unknown, string]>([
    ["no JSON", "{", ""],
    ["a literal beside the frames", "ping", ""],
    ["a list", [], ""],
    ["null", null, ""],
    ["a kind nobody knows", { t: "progress", percent: 100 }, "t"],
    ["a kind only the server sends", { t: "ack", opId: id, seq: 1 }, "t"],
    ["no kind", { opId: id }, "t"],
    ["a block's key that is empty", { t: "skip", opId: id, blockId: "" }, "blockId"],
    ["a block's key that is too long", { t: "skip", opId: id, blockId: "x".repeat(121) }, "blockId"],
    ["a scope nobody knows", { t: "skip", opId: id, blockId: "a", scope: "part" }, "scope"],
    ["a time that is none", { t: "skip", opId: id, blockId: "a", at: "yesterday" }, "at"],
    ["a revision below 0", { t: "edit", opId: id, blockId: "a", baseRev: -1, value: 1 }, "baseRev"],
    [
      "a revision that is no whole number",
      { t: "edit", opId: id, blockId: "a", baseRev: 0.5, value: 1 },
      "baseRev",
    ],
    ["an opId that is no UUID", { t: "skip", opId: "7", blockId: "a" }, "opId"],
    [
      "a hash that is too long",
      { t: "reply", opId: id, blockId: "a", value: 1, hashes: { a: "x".repeat(101) } },
      "hashes.a",
    ],
    ["history of too much", { t: "history", before: 5, limit: 101 }, "limit"],
    ["history before the first", { t: "history", before: 0, limit: 1 }, "before"],
    ["a presence nobody knows", { t: "presence", state: "asleep" }, "state"],
    [
      "a zone that is none",
      { t: "hello", v: 1, deviceId: id, epoch: null, lastSeq: 0, zone: "Berlin; DROP" },
      "zone",
    ],
    [
      "a draft of two things",
      { t: "draft", blockId: "a", instanceId: id, baseDraftRev: 0, value: 1 },
      "blockId",
    ],
    ["a draft of nothing", { t: "draft", baseDraftRev: 0, value: 1 }, "blockId"],
  ])("TR3: %s", (_name, one, path) => {
    expect(refusal(one)).toMatchObject({ path });
  });

  test("TR3: an opId that cannot be read is not told back", () => {
    expect(refusal({ t: "skip", opId: "7", blockId: "a" })).toEqual({ path: "opId", opId: null });
    expect(refusal({ t: "nothing", opId: id })).toEqual({ path: "t", opId: id });
    expect(refusal({ t: "nothing", opId: { toString: 1 } })).toEqual({ path: "t", opId: null });
  });

  test("VA10: `null` is a value, what is missing is none", () => {
    expect(refusal({ t: "edit", opId: id, blockId: "a", baseRev: 1, value: null })).toBe("ok");
    expect(refusal({ t: "edit", opId: id, blockId: "a", baseRev: 1 })).toEqual({ path: "value", opId: id });
  });
});

describe("TR4: depth", () => {
  const deep = (levels: number, inside = "") =>
    `{"t":"reply","opId":"${id}","blockId":"a","value":${"[".repeat(levels - 1)}${inside}${"]".repeat(levels - 1)}}`;
  test("TR4: a frame is 64 levels deep at most", () => {
    expect(refusal(deep(limits.frameDepth))).toBe("ok");
    expect(refusal(deep(limits.frameDepth + 1))).toEqual({ path: "", opId: null });
    expect(refusal(deep(100_000))).toEqual({ path: "", opId: null });
    expect(refusal("[".repeat(200_000))).toEqual({ path: "", opId: null });
  });
  test("TR4: brackets in a text are text", () => {
    const text = JSON.stringify('[{"'.repeat(500));
    expect(refusal(deep(3, text))).toBe("ok");
    expect(refusal(deep(3, JSON.stringify("\\".repeat(7)) + `,${text}`))).toBe("ok");
  });
});

test("TR4: whatever text comes is parsed or refused, never thrown at", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.json({ maxDepth: 2 }),
        frame.map((one) => JSON.stringify(one).replace(/[a-z]/, "}")),
      ),
      (text) => {
        expect(typeof parseClientFrame(text).ok).toBe("boolean");
      },
    ),
    runs(60),
  );
});

describe("codes", () => {
  test("OP8: only `rate` and `busy` are worth sending again as they are", () => {
    expect(nackCodes.filter(isRetryable)).toEqual(["rate", "busy"]);
  });
  test("TR5, TR9: 44xx ends it, 45xx, 1012 and 1013 mean again", () => {
    const { tryLater, renewed, ...own } = closeCodes;
    expect([renewed, tryLater]).toEqual([1012, 1013]);
    const ends = Object.entries(own)
      .filter(([, code]) => code < 4500)
      .map(([name]) => name);
    expect(ends).toEqual([
      "malformed",
      "unauthenticated",
      "forbidden",
      "replaced",
      "tooLarge",
      "clientTooOld",
    ]);
    expect(Object.values(own)).toEqual([4400, 4401, 4403, 4409, 4413, 4426, 4501, 4502, 4529]);
  });
});
