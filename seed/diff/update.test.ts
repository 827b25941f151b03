import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import type { StemBlock } from "../../shared/content/block.ts";
import { position } from "../../shared/engine/position.ts";
import { World } from "../../shared/engine/testing/history.ts";
import { Dice } from "../../shared/engine/testing/seed.ts";
import { valueFor } from "../../shared/engine/testing/values.ts";
import { Problems } from "../author/problem.ts";
import { readWorkbook, type Files } from "../author/open.ts";
import { compileRelease } from "../compile/release.ts";
import { readRetired } from "../compile/retired.ts";
import { damaged, file, soundFiles } from "../testing/workbook.ts";
import { changesBetween } from "./diff.ts";
import { furthestQuery, pastEach, readFurthest } from "./past.ts";
import { reportOf } from "./report.ts";

const [one, two] = [file("1.1.1"), file("1.1.2")];
const slider = (word: string, low: string, high: string, text: string) =>
  `:: slider ${word}\nmin: 1\nmax: 7\nlabels: {1: ${low}, 7: ${high}}\n---\n${text}\n\n`;
const facts = slider("lean-facts", "What is there", "What could be", "What do you look at first?");
const deciding = slider("lean-deciding", "Reasons", "People", "What settles it for you?");

/** The second version: one question is put in, two change places, a bubble is reworded, one goes, one is replaced. */
const second: Files = [
  (files: Files) =>
    damaged(
      one,
      ":: soared_form story",
      ":: textarea place\n---\nWhere was that, and who was there?\n\n:: soared_form story",
      files,
    ),
  (files: Files) => damaged(two, facts + deciding, deciding + facts, files),
  (files: Files) => damaged(one, "Read it slowly from the top.", "Read it aloud from the top.", files),
  (files: Files) =>
    damaged(
      one,
      ":: checkbox aloud\nlabel: I will read my first 3 skills to someone.\n---\nWould you read the top aloud to one person?\n\n",
      "",
      files,
    ),
  (files: Files) => damaged(two, ":: select fit", ":: select fit-now", files),
].reduce<Files>((files, change) => change(files), soundFiles);
const retired = `- {key: 1.1.1.aloud, in: 2, why: nobody did}\n- {key: 1.1.2.fit, in: 2, why: other options}\n`;

function compiled() {
  const sound = (
    files: Files,
    text: string,
    version: number,
    before: Partial<ReturnType<typeof compileRelease>>,
  ) => {
    const problems = new Problems();
    const workbook = readWorkbook(files, problems);
    const gone = readRetired(text, problems);
    const sources = { workbook, lock: before.lock ?? {}, retired: gone, previous: before.release ?? null };
    const made = compileRelease(sources, version, problems);
    expect(problems.list).toEqual([]);
    return made;
  };
  const first = sound(soundFiles, "[]", 1, {});
  return [first.release, sound(second, retired, 2, first).release] as const;
}
const [release1, release2] = compiled();

/** Skills of this small workbook, where skills are asked for. */
function skillsFor({ tool }: StemBlock): unknown {
  const own = release1.skills.filter((one) => one.category === "transferable");
  if (tool === "skill_tagger")
    return { rows: own.map(({ id }) => ({ id, on: [], mastery: null })), newSkills: [] };
  return tool === "ranking_grid" ? { rows: own.map(({ id, name }) => ({ id, text: name })) } : undefined;
}

/** Somebody who has answered everything before `until`. */
function midway(until: string): World {
  const on = new World(release1);
  for (let n = 1; ; n += 1) {
    const waiting = position(on.stem, on.state);
    if (waiting === null || waiting.id === until) return on;
    const opId = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
    const value = skillsFor(waiting) ?? valueFor(waiting, on.state.userId, new Dice(n));
    expect(on.run({ t: "reply", opId, blockId: waiting.id, value }).decision).toMatchObject({ ok: true });
  }
}

describe("a second version of the workbook", () => {
  it.each(["1.0.0.clarity", "1.1.1.story", "1.1.2.lean-facts", "1.1.2.fit", "1.1.2.proof"])(
    "keeps every answer and the place of a learner who waits at %s",
    (until) => {
      const on = midway(until);
      const before = new Map(on.state.answers);
      const { decision } = on.switchTo(release2);
      expect(decision.ok && decision.events[0]).toMatchObject({
        kind: "content",
        from: 1,
        to: 2,
        kept: before.size,
        added: ["1.1.1.place", "1.1.2.fit-now"],
        retired: ["1.1.1.aloud", "1.1.2.fit"],
      });
      for (const [key, answer] of before) expect(on.state.answers.get(key)).toEqual(answer);
      // Never back: what waited waits, or the next of the old order where that is gone (decision 21).
      const waiting = position(on.stem, on.state);
      expect(waiting?.id).toBe(until === "1.1.2.fit" ? "1.1.2.proof" : until);
    },
  );

  it("is told block by block", () => {
    expect(changesBetween(release1, release2).map(({ how, block }) => `${how} ${block.id}`)).toEqual([
      "added 1.1.1.place",
      "reworded 1.1.1.read-back",
      "moved 1.1.2.lean-deciding",
      "added 1.1.2.fit-now",
      "retired 1.1.1.aloud",
      "retired 1.1.2.fit",
    ]);
    expect(changesBetween(release1, release1)).toEqual([]);
    expect(reportOf(changesBetween(release1, release1), null)).toEqual(["nothing changes"]);
  });

  it("does not count a citation's new number as a change", () => {
    const renumbered = damaged(
      file("1.0.0"),
      "ingredients: [write]\n",
      "ingredients: [write]\nsources:\n  - fine concept\n",
      damaged(file("1.0.0"), "and you reply.", "and you reply. [@fine]"),
    );
    const problems = new Problems();
    const workbook = readWorkbook(renumbered, problems);
    const next = compileRelease({ workbook, lock: {}, retired: [], previous: null }, 2, problems).release;
    expect(changesBetween(release1, next).map(({ how, block }) => `${how} ${block.id}`)).toEqual([
      "reworded 1.0.0.welcome",
    ]);
  });

  it("says of every change how many learners are past it, from the database", () => {
    const db = new DatabaseSync(":memory:");
    db.exec(`CREATE TABLE "user_responses" ("user_id" TEXT, "stem_id" INTEGER)`);
    const put = db.prepare(`INSERT INTO "user_responses" VALUES (?, ?)`);
    const until = { a: "1.0.0.clarity", b: "1.1.1.seed", c: "1.1.2.lean-deciding", d: "1.1.2.proof" };
    for (const [user, key] of Object.entries(until)) {
      const at = release1.stem.findIndex((block) => block.id === key);
      for (const block of release1.stem.slice(0, at + 1))
        if (block.type !== "content") put.run(user, block.stemId);
    }
    const results = db.prepare(furthestQuery(release1)).all();
    const { of, all } = pastEach(release1, readFurthest(JSON.stringify([{ results, success: true }])));
    expect(all).toBe(4);
    expect(
      ["1.0.0.clarity", "1.1.1.read-back", "1.1.2.lean-facts", "1.1.2.fit", "1.1.2.end"].map((key) =>
        of.get(key),
      ),
    ).toEqual([4, 2, 2, 1, 0]);
    expect(reportOf(changesBetween(release1, release2), (key) => of.get(key) ?? 0).slice(0, 3)).toEqual([
      "6 blocks change: 2 new, 2 retired, 1 moved, 1 reworded",
      "  1.1.1.place (textarea, 1.1.1): new; 0 learners are past it",
      "  1.1.1.read-back (instruction, 1.1.1): reworded; 2 learners are past it",
    ]);
  });
});
