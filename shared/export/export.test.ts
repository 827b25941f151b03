// oxlint-disable-next-line no-restricted-imports -- this test reads the published schema
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { position } from "../engine/position.ts";
import { projectAll } from "../engine/project/project.ts";
import { newLearner, skillNameOf, type LearnerState } from "../engine/state.ts";
import type { Stem } from "../engine/stem.ts";
import { arbitraryMoves, userId, World } from "../engine/testing/history.ts";
import { testCompetencies } from "../engine/testing/reference.ts";
import { arbitraryRelease } from "../engine/testing/releases.ts";
import { Dice, runs } from "../engine/testing/seed.ts";
import { block, releaseOf } from "../engine/testing/small.ts";
import { rowOf } from "../engine/testing/values.ts";
import { refuseValue } from "../engine/values.ts";
import { canonicalJson, customSkillId } from "../ids/uuid5.ts";
import { defaultSettings as settings } from "../protocol/defaults.ts";
import type { Mine } from "./takenIn.ts";
import { exportJsonSchema } from "./json-schema.ts";
import { importBytes, readExport } from "./read.ts";
import type { ExportFile } from "./schema.ts";
import { exportOf } from "./write.ts";

const opId = "00000000-0000-4000-9000-000000000001";
const untouched: Mine = { settings, settingsUpdatedAt: null };
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const exported = (stem: Stem, state: LearnerState): ExportFile =>
  exportOf(stem, state, {
    exportedAt: "2026-02-01T00:00:00.000Z",
    settings,
    settingsUpdatedAt: null,
    revisions: [],
    tables: projectAll(stem, state).rows(),
  });
/** As it arrives: written, read, and checked. */
function read(value: unknown): ExportFile {
  const found = readExport(bytesOf(value));
  if (!found.ok) throw new Error(`${found.path}: ${found.message}`);
  return found.file;
}
const bring = (on: World, file: ExportFile, mine = untouched) =>
  on.run({ t: "import", opId, file, mine, as: "imported" }, null, 100_000);
const played = (
  release: Parameters<typeof releaseOf>[0] | ConstructorParameters<typeof World>[0],
  moves: Parameters<World["play"]>[0][],
) => {
  const on = new World(release as ConstructorParameters<typeof World>[0]);
  for (const move of moves) on.play(move);
  return on;
};

const tablesOf = ({ stem, state }: World) =>
  Object.fromEntries(
    [...projectAll(stem, state).rows()].map(([table, rows]) => [table, rows.map(canonicalJson).toSorted()]),
  );

describe("EX1: the file", () => {
  test("EX1: the published schema is the one that is read with", () => {
    const published: unknown = JSON.parse(
      readFileSync(new URL("export-1.1.schema.json", import.meta.url), "utf8"),
    );
    expect(published).toEqual(JSON.parse(JSON.stringify(exportJsonSchema())));
  });

  test("EX1: every history's export is one that is read", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
        const on = played(release, moves);
        const file = exported(on.stem, on.state);
        expect(read(file)).toEqual(JSON.parse(JSON.stringify(file)));
      }),
      runs(60),
    );
  });

  test("EX3: into a new account, what was exported is exported again", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
        // Which of two came first within a millisecond is not in the file.
        const apart = moves.map((move, n) =>
          move.what === "release" ? move : { ...move, at: move.at + n / 1000 },
        );
        const on = played(release, apart);
        const file = exported(on.stem, on.state);
        const anew = new World(on.stem.release);
        const { decision } = bring(anew, read(file));
        expect(decision.ok).toBe(true);
        const again = exported(anew.stem, anew.state);
        const { modules: before, ...rest } = read(file);
        const { modules: after, ...others } = read(again);
        expect(others).toEqual(rest);
        // Completion may come with what was exported, never go; everything else is as it was.
        for (const [id, module] of Object.entries(before ?? {})) {
          const { first_completed_at: was, ...own } = module;
          const { first_completed_at: is, ...now } = after?.[id] ?? {};
          expect(now).toEqual(own);
          if (was !== null) expect(is).toBe(was);
        }
        expect(tablesOf(anew)).toEqual(tablesOf(on));
      }),
      runs(120),
    );
  });

  test("IM3: importing the same file again changes nothing", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
        const on = played(release, moves);
        const file = read(exported(on.stem, on.state));
        expect(bring(on, file).decision).toMatchObject({ ok: true, events: [] });
        const anew = new World(on.stem.release);
        bring(anew, file);
        expect(bring(anew, file).decision).toMatchObject({ ok: true, events: [] });
      }),
      runs(60),
    );
  });
});

describe("IM2: the later one wins whole", () => {
  const stem = [block("textarea", "1.1.1.a"), block("textarea", "1.1.1.b"), block("textarea", "1.2.1.c")];
  const both = () => [new World(releaseOf(stem)), new World(releaseOf(stem))] as const;
  const say = (on: World, blockId: string, value: string, minutes: number) =>
    on.run({ t: "reply", opId, blockId, value }, null, minutes);
  const values = (on: World) =>
    Object.fromEntries([...on.state.answers].map(([key, one]) => [key, one.value]));

  test("IM2: module by module, what the winner does not have is cleared", () => {
    const [mine, theirs] = both();
    say(mine, "1.1.1.a", "mine a", 1);
    say(mine, "1.1.1.b", "mine b", 2);
    say(mine, "1.2.1.c", "mine c", 9);
    say(theirs, "1.1.1.a", "their a", 5);
    theirs.run({ t: "skip", opId, blockId: "1.1.1.b" }, null, 6);
    say(theirs, "1.2.1.c", "their c", 7);
    const { decision } = bring(mine, read(exported(theirs.stem, theirs.state)));
    expect(values(mine)).toEqual({ "1.1.1.a": "their a", "1.1.1.b": null, "1.2.1.c": "mine c" });
    expect(decision).toMatchObject({ ok: true });
    expect(mine.state.answers.get("1.1.1.a")).toMatchObject({
      rev: 2,
      respondedAt: "2026-01-01T00:05:00.000Z",
    });
    expect(mine.state.workbookComplete).toBe(true);
  });

  test("IM2, IM4: a time that is ahead of now is now; equal, the account's stands", () => {
    const [mine, theirs] = both();
    say(mine, "1.1.1.a", "mine", 3);
    say(theirs, "1.1.1.a", "theirs", 3);
    const file = read(exported(theirs.stem, theirs.state));
    expect(bring(mine, file).decision).toMatchObject({ events: [] });
    const forged = JSON.parse(
      JSON.stringify(file).replaceAll("2026-01-01T00:03:00.000Z", "2999-01-01T00:00:00.000Z"),
    ) as unknown;
    bring(mine, read(forged));
    const stands = mine.state.answers.get("1.1.1.a");
    expect(stands?.value).toBe("theirs");
    expect(stands?.respondedAt.slice(0, 4)).toBe("2026");
  });

  test("IM3: completion is the earlier, the frontier the later of the two", () => {
    fc.assert(
      fc.property(arbitraryRelease, arbitraryMoves([]), arbitraryMoves([]), (release, a, b) => {
        const [one, other] = [played(release, a), played(release, b)];
        const before = one.state;
        bring(one, read(exported(other.stem, other.state)));
        const place = (state: LearnerState) =>
          state.frontier === null ? Infinity : (one.stem.indexOf.get(state.frontier) ?? -1);
        expect(place(one.state)).toBeGreaterThanOrEqual(place(before));
        for (const [id, at] of before.completedModules) {
          expect((one.state.completedModules.get(id) ?? "9") <= at).toBe(true);
        }
        for (const [id, at] of other.state.completedModules) {
          expect((one.state.completedModules.get(id) ?? "9") <= at).toBe(true);
        }
        for (const tool of before.unlocked) expect(one.state.unlocked.has(tool)).toBe(true);
        for (const [id, instance] of other.state.instances) {
          if (instance.value === null || (before.instances.get(id)?.tool ?? instance.tool) !== instance.tool)
            continue;
          const kept = [...one.state.instances.values()].map((own) => canonicalJson([own.tool, own.value]));
          const newer = (before.instances.get(id)?.respondedAt ?? "") >= instance.respondedAt;
          expect(newer || kept.includes(canonicalJson([instance.tool, instance.value]))).toBe(true);
        }
        expect(position(one.stem, one.state)).toBeDefined();
      }),
      runs(120),
    );
  });
});

test("IM3: what a newer one replaces is no twin: a copy that the other side kept of it comes too", () => {
  const lists = {
    id: 1,
    name: "list_builder" as const,
    label: "Lists",
    description: "",
    instructions: "",
    icon: "",
  };
  const stem = [block("list_builder", "1.1.1.a")];
  const on = () => new World(releaseOf(stem, { tools: [{ ...lists, unlocksAt: null }] }));
  const [mine, theirs] = [on(), on()];
  const [first, copy] = [rowOf("item", 50), rowOf("item", 51)];
  const list = (text: string) => ({ rows: [{ id: rowOf("item", 1), text }] });
  const save = (world: World, instanceId: string, baseRev: number, value: unknown, minutes: number) =>
    world.run({ t: "tool", opId, tool: "list_builder", instanceId, baseRev, value }, null, minutes);
  for (const world of [mine, theirs]) {
    world.run({ t: "skip", opId, blockId: "1.1.1.a" });
    save(world, first, 0, list("old"), 1);
  }
  save(theirs, copy, 0, list("old"), 2);
  save(theirs, first, 1, list("new"), 3);
  bring(mine, read(exported(theirs.stem, theirs.state)));
  expect([...mine.state.instances].map(([id, { value }]) => [id, value])).toEqual([
    [first, list("new")],
    [copy, list("old")],
  ]);
});

test("IM3: settings are the file's where none was ever set, else the newer ones; pairs that cannot be read never", () => {
  const on = new World(releaseOf([block("textarea", "1.1.1.a")]));
  const file = (more: object) =>
    read({ version: "1.1", exported_at: "2026-01-01T00:00:00Z", settings: { ...settings, ...more } });
  const set = (one: ExportFile, mine: Mine) => {
    const { decision } = bring(on, one, mine);
    const event = decision.ok ? decision.events.find((found) => found.kind === "settings") : undefined;
    return event?.kind === "settings" ? event.settings : null;
  };
  const older = { settings, settingsUpdatedAt: "2025-01-01T00:00:00.000Z" };
  const newer = { settings, settingsUpdatedAt: "2026-01-02T00:00:00.000Z" };
  expect(set(file({ font: "mono" }), untouched)).toMatchObject({ font: "mono" });
  expect(set(file({ font: "mono" }), older)).toMatchObject({ font: "mono" });
  expect(set(file({ font: "mono" }), newer)).toBeNull();
  expect(set(file({ font: "Papyrus", locale: "de" }), untouched)).toMatchObject({
    font: "sans",
    locale: "de",
  });
  expect(set(file({ background_color: "black", font: "mono" }), untouched)).toMatchObject({
    background_color: "cream",
    font: "mono",
  });
});

test("IM5: custom skills get their ids here, wherever the file refers to them", () => {
  const on = new World(releaseOf([block("skill_tagger", "1.1.1.tag")]));
  const old = "ffffffff-ffff-4fff-8fff-ffffffffffff";
  const at = "2026-01-01T00:00:00Z";
  const value = { rows: [{ id: old, on: [], mastery: null }], newSkills: [] };
  const response = { value, skipped: false, only_me: false, rev: 1, responded_at: at };
  const exercises = { "1.1.1.v1": { response_json: { "1.1.1.tag": response } } };
  bring(
    on,
    read({
      version: "1.1",
      exported_at: at,
      modules: { "1.1": { last_modified_at: at, exercises } },
      custom_skills: [{ id: old, name: "Bee keeping", category: "knowledge" }],
    }),
  );
  const id = customSkillId(userId, "Bee keeping");
  expect(on.state.ownSkills.get(id)).toMatchObject({ name: "Bee keeping", status: "pending" });
  expect(projectAll(on.stem, on.state).rows().get("user_skills")).toMatchObject([{ skill_id: id }]);
});

test("IM1: the file that the specification prints comes in", () => {
  const competency = {
    ...testCompetencies[0],
    id: "analytical-thinking",
  } as (typeof testCompetencies)[number];
  const type = {
    code: "INTJ",
    name: "x",
    lines: { brings: "", energized: "", settings: "", watch: "", question: "" },
  };
  const tool = {
    id: 1,
    name: "mbti_selector" as const,
    label: "",
    description: "",
    instructions: "",
    icon: "",
    unlocksAt: null,
  };
  const release = releaseOf([block("textarea", "1.1.1.a")], {
    competencies: [competency],
    types: [type],
    tools: [tool],
  });
  const on = new World(release);
  const printed = {
    version: "1.1",
    exported_at: "2024-01-15T10:30:00Z",
    settings: { background_color: "sage", text_color: "charcoal", font: "serif", personality_type: "INTJ" },
    competency_scores: [
      { competency_id: "analytical-thinking", score: 4, assessed_at: "2024-01-12T14:00:00Z" },
    ],
    modules: {
      "1.1": {
        first_completed_at: "2024-01-10T14:20:00Z",
        last_modified_at: "2024-01-12T09:15:00Z",
        exercises: {
          "1.1.1.v2": {
            response_json: { answer: "..." },
            responded_at: "2024-01-10T14:22:00Z",
            skills: ["skill-uuid-1", "skill-uuid-2"],
          },
        },
      },
    },
    tool_instances: [
      {
        id: "uuid-here",
        tool_type: "soared-story",
        origin: "2.3.1.v1",
        content_json: { situation: "...", outcome: "..." },
        content_hash: "sha256...",
        skills: ["skill-uuid-3"],
        created_at: "2024-01-11T16:00:00Z",
        updated_at: "2024-01-11T16:30:00Z",
      },
    ],
    custom_skills: [{ id: "custom-skill-uuid", name: "Beekeeping", category: "knowledge" }],
  };
  const { decision } = bring(on, read(printed));
  expect(decision.ok).toBe(true);
  expect([...on.state.ownSkills.values()]).toMatchObject([{ name: "Beekeeping", category: "knowledge" }]);
  expect(on.state.completedModules.get("1.1")).toBe("2024-01-10T14:20:00.000Z");
  const tables = projectAll(on.stem, on.state).rows();
  expect(tables.get("user_competency_scores")).toMatchObject([
    { competency_id: "analytical-thinking", score: 4 },
  ]);
  expect(tables.get("user_settings")).toMatchObject([{ personality_type: "INTJ" }]);
  const end = decision.ok ? decision.events.findLast((event) => event.kind === "imported") : undefined;
  // The tool and the answer are of another workbook: they are said, not lost without a word.
  expect(end).toMatchObject({ counts: { skills: 1, unknown: 2, refused: 0 } });
  const set = decision.ok ? decision.events.find((event) => event.kind === "settings") : undefined;
  expect(set).toMatchObject({ settings: { background_color: "sage", font: "serif" } });
});

describe("IM1: what is refused whole", () => {
  test("IM1: size and depth are looked at before anything is parsed", () => {
    const large = new Uint8Array(importBytes + 1).fill(32);
    const deep = new TextEncoder().encode("[".repeat(2_000_000));
    for (const [file, code] of [
      [large, "too_large"],
      [deep, "invalid"],
    ] as const) {
      // The least of several: a busy machine takes the processor away from any one of them.
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        expect(readExport(file)).toMatchObject({ ok: false, code });
        return performance.now() - start;
      });
      expect(Math.min(...times)).toBeLessThan(20);
    }
    const quoted = {
      version: "1.1",
      exported_at: "2026-01-01T00:00:00Z",
      custom_skills: [{ id: "[".repeat(50), name: '\\"{{' }],
    };
    expect(readExport(bytesOf(quoted)).ok).toBe(true);
  });

  test.each<[string, unknown]>([
    ["version", { exported_at: "2026-01-01T00:00:00Z" }],
    ["version", { version: "1.0", exported_at: "2026-01-01T00:00:00Z" }],
    ["exported_at", { version: "1.1", exported_at: "yesterday" }],
    [
      "modules.1.1.last_modified_at",
      { version: "1.1", exported_at: "2026-01-01T00:00:00Z", modules: { "1.1": { exercises: {} } } },
    ],
    ["", []],
    ["", "text"],
  ])("IM1: %s", (path, value) => {
    expect(readExport(bytesOf(value))).toMatchObject({ ok: false, code: "invalid", path });
  });

  test("IM1: what is not UTF-8 or not JSON", () => {
    expect(readExport(new Uint8Array([0xff, 0xfe, 0x7b]))).toMatchObject({ ok: false });
    expect(readExport(new TextEncoder().encode("{"))).toMatchObject({ ok: false });
  });
});

/** Something else in the place of something, anywhere in a file. */
function mutated(value: unknown, dice: Dice): unknown {
  const strange: unknown[] = [
    null,
    [],
    {},
    "",
    -1,
    1e308,
    "2999-01-01T00:00:00Z",
    "x".repeat(3000),
    "lone \ud800",
    JSON.parse('{"__proto__":{"polluted":true}}'),
    JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
    userId,
    { v: 1, iv: "A".repeat(16), ciphertext: "A".repeat(40) },
    { user_id: "somebody", auth: "x", sessions: [1] },
  ];
  if (value === null || typeof value !== "object" || dice.chance(6)) return dice.of(strange);
  if (Array.isArray(value)) {
    if (value.length === 0) return [dice.of(strange)];
    const at = dice.nat(value.length);
    return value.map((one, i) => (i === at ? mutated(one, dice) : (one as unknown)));
  }
  const names = Object.keys(value);
  if (names.length === 0 || dice.chance(8)) {
    const name = dice.of(["__proto__", "constructor", "user_id", "extra", "9.9.9.none"]);
    return Object.fromEntries([...Object.entries(value), [name, dice.of(strange)]]);
  }
  const name = dice.of(names);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inside]) =>
      key !== name ? [[key, inside as unknown]] : dice.chance(10) ? [] : [[key, mutated(inside, dice)]],
    ),
  );
}

/** Something strange within one answer: from the root, chance hardly ever gets that far. */
function answerMutated(value: unknown, dice: Dice): unknown {
  const found = readExport(bytesOf(value));
  if (!found.ok) return value;
  const { file } = found;
  const all = Object.values(file.modules ?? {})
    .flatMap((module) => Object.values(module.exercises))
    .flatMap(({ response_json: responses }) =>
      Object.keys(responses).map((key) => [responses, key] as const),
    );
  if (all.length === 0) return value;
  const [responses, key] = dice.of(all);
  const one = responses[key] as { value: unknown } | null;
  if (one === null || typeof one !== "object") return value;
  responses[key] = { ...one, skipped: false, erased: false, value: mutated(one.value, dice) };
  return file;
}

test("IM5: no mutated file breaks anything, pollutes anything, or makes a value that a reply could not", ({
  task,
}) => {
  fc.assert(
    fc.property(
      arbitraryRelease,
      arbitraryMoves([], 25),
      fc.nat(),
      fc.integer({ min: 1, max: 4 }),
      (release, moves, entropy, times) => {
        const on = played(release, moves);
        const dice = new Dice(entropy);
        let file: unknown = JSON.parse(JSON.stringify(exported(on.stem, on.state)));
        for (let i = 0; i < times; i += 1)
          file = dice.chance(2) ? answerMutated(file, dice) : mutated(file, dice);
        const found = readExport(bytesOf(file));
        expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
        if (!found.ok) return;
        for (const into of [new World(release), played(release, moves.slice(0, 5))]) {
          const { decision, before } = bring(into, found.file);
          expect(decision.ok).toBe(true);
          const { state, stem } = into;
          for (const [key, answer] of state.answers) {
            expect(stem.byKey.has(key) || stem.retired.has(key)).toBe(true);
            expect(answer.skipped && answer.value !== null).toBe(false);
            expect(answer.value !== null || answer.skipped || answer.erased).toBe(true);
            expect(answer.respondedAt <= "2026-06-01").toBe(true);
            const block = stem.byKey.get(key) ?? stem.retired.get(key);
            if (block === undefined || answer.value === null || answer.erased) continue;
            const context = { userId, skillName: skillNameOf(stem, state) };
            expect([key, refuseValue(block, answer.value, context)]).toEqual([key, null]);
          }
          for (const [id] of state.completedModules) expect(id).toMatch(/^\d+\.\d+$/);
          for (const skill of state.ownSkills.values())
            expect(skill.id).toBe(customSkillId(userId, skill.name));
          expect(state.userId).toBe(userId);
          expect(newLearner(userId, stem).answers.size).toBe(0);
          projectAll(stem, state);
          expect(before.userId).toBe(userId);
        }
        expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
      },
    ),
    runs(250),
  );
  task.meta.proof = { subject: "files", seed: fc.readConfigureGlobal().seed, mutated: runs(250).numRuns };
});
