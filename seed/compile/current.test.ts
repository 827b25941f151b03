import { describe, expect, it } from "vitest";
import { release as releaseSchema } from "../../shared/content/release.ts";
import { damaged, file, soundFiles } from "../testing/workbook.ts";
import { Root } from "../testing/root.ts";
import { current } from "./current.ts";
import { Shelf } from "./shelf.ts";

const one = file("1.1.1");

/** What the command `compile` does. */
function compile(root: Root): number {
  const now = current(root.path);
  const shelf = new Shelf(root.path);
  if (now.compiled === null) throw new Error(now.problems.list.map(({ message }) => message).join("\n"));
  if (now.upToDate) return now.version;
  shelf.lock = now.compiled.lock;
  shelf.put(now.version, now.compiled.text);
  return now.version;
}
const messages = (root: Root) => current(root.path).problems.list.map(({ message }) => message);
const reworded = damaged(one, "so we look there", "so we look there now");
const renamed = damaged(one, ":: checkbox aloud", ":: checkbox aloud-now");

describe("releases", () => {
  it("are the same for the same files", () => {
    using root = new Root(soundFiles);
    const [a, b] = [current(root.path), current(root.path)];
    expect(a.compiled?.text).toBe(b.compiled?.text);
    compile(root);
    expect(current(root.path).upToDate).toBe(true);
    expect(current(root.path).compiled?.text).toBe(a.compiled?.text);
  });

  it("are read back as they were printed", () => {
    using root = new Root(soundFiles);
    compile(root);
    expect(releaseSchema.parse(JSON.parse(new Shelf(root.path).releaseText(1) ?? ""))).toEqual(
      current(root.path).compiled?.release,
    );
  });

  it("change until they are published, and never after", () => {
    using root = new Root(soundFiles);
    const shelf = new Shelf(root.path);
    expect(compile(root)).toBe(1);
    root.write(reworded);
    expect(current(root.path).upToDate).toBe(false);
    expect(compile(root)).toBe(1);
    shelf.publish(1);
    expect(current(root.path)).toMatchObject({ version: 1, upToDate: true });
    root.write(soundFiles);
    expect(compile(root)).toBe(2);
    expect(shelf.releaseText(1)).toContain("look there now");
    expect(() => shelf.put(1, "")).toThrow(/published/);
  });

  it("keep ids and say since when a key is there", () => {
    using root = new Root(soundFiles);
    compile(root);
    const before = new Shelf(root.path).lock;
    new Shelf(root.path).publish(1);
    root.write(
      damaged(
        one,
        ":: activity 1",
        ":: instruction added\nThis one is new, and it says nothing that matters.\n\n:: activity 1",
      ),
    );
    expect(compile(root)).toBe(2);
    const after = new Shelf(root.path).lock;
    expect(after).toMatchObject(before);
    const stemIds = Object.values(before).map(({ stemId }) => stemId);
    expect(after["1.1.1.added"]).toMatchObject({
      stemId: Math.max(...stemIds) + 1,
      since: 2,
      kind: "content",
    });
    const stem = current(root.path).compiled?.release.stem ?? [];
    expect(stem.map(({ sequence }) => sequence)).toEqual(stem.map((_, i) => (i + 1) * 10));
    expect(new Set(stem.map(({ stemId }) => stemId)).size).toBe(stem.length);
  });

  it("do not lose a key in silence", () => {
    using root = new Root(soundFiles);
    compile(root);
    new Shelf(root.path).publish(1);
    root.write(renamed);
    expect(messages(root)).toContainEqual(
      expect.stringMatching(
        /^1\.1\.1\.aloud stands in the lock since release 1 and in no file; .*`- \{key: 1\.1\.1\.aloud, in: 2, why: …\}`/,
      ),
    );
  });

  it("keep a retired block as it was, for good", () => {
    using root = new Root(soundFiles);
    const shelf = new Shelf(root.path);
    compile(root);
    shelf.publish(1);
    root.write(renamed);
    root.write(new Map([["seed/retired.yaml", "- {key: 1.1.1.aloud, in: 2, why: asked otherwise}\n"]]));
    expect(compile(root)).toBe(2);
    const was = current(root.path).compiled?.release;
    expect(was?.retired.map(({ id, text }) => [id, text])).toEqual([
      ["1.1.1.aloud", "Would you read the top aloud to one person?"],
    ]);
    shelf.publish(2);
    root.write(damaged(one, "so we look there", "so we look there now", renamed));
    expect(compile(root)).toBe(3);
    expect(current(root.path).compiled?.release.retired).toEqual(was?.retired);
    root.write(soundFiles);
    expect(messages(root)).toContainEqual(
      expect.stringMatching(/1\.1\.1\.aloud was retired in release 2 and is never used again/),
    );
  });

  it("do not let a key become something else", () => {
    using root = new Root(soundFiles);
    compile(root);
    root.write(
      damaged(
        one,
        ":: textarea seed\nmaxLength: 600\nplaceholder: One line is plenty.\n",
        ":: checkbox seed\nlabel: I did.\n",
      ),
    );
    expect(messages(root)).toContainEqual(
      expect.stringMatching(/1\.1\.1\.seed was a textarea and is now a checkbox/),
    );
  });

  it("do not let what is private be sealed elsewhere, or nowhere: it could not be opened any more", () => {
    using root = new Root(soundFiles);
    const asks = (flags: string, settings = "") =>
      damaged(
        one,
        ":: soared_form story",
        `:: textarea hush ${flags}\nmaxLength: 600\n${settings}---\nWhat is for you alone?\n\n:: soared_form story`,
      );
    root.write(asks("private"));
    compile(root);
    expect(new Shelf(root.path).lock["1.1.1.hush"]).toMatchObject({ place: "user_responses.response_text" });
    root.write(asks("private", "save: user_values.life_values\n"));
    expect(messages(root)).toContainEqual(
      expect.stringMatching(
        /1\.1\.1\.hush is sealed for user_responses\.response_text and would now be for user_values/,
      ),
    );
    root.write(asks(""));
    expect(messages(root)).toContainEqual(
      expect.stringMatching(/1\.1\.1\.hush .* would now be in the clear/),
    );
  });

  it("report a broken list of retired keys in its line", () => {
    using root = new Root(soundFiles);
    root.write(new Map([["seed/retired.yaml", "- {key: a, in: 2, why: x}\n- {key: b, in: two, why: x}\n"]]));
    expect(current(root.path).problems.list).toContainEqual({
      file: "seed/retired.yaml",
      line: 2,
      message: expect.stringMatching(/`1\.in` is "two"/) as unknown,
    });
  });

  it("are listed for the worker, the last five", () => {
    using root = new Root(soundFiles);
    const shelf = new Shelf(root.path);
    for (let n = 1; n <= 6; n++) {
      root.write(damaged(one, "so we look there", `so we look there, ${n} of us`));
      expect(compile(root)).toBe(n);
      shelf.publish(n);
    }
    const [index = ""] = current(root.path).upToDate ? [shelf.index] : [];
    expect(index).toContain("[release2, release3, release4, release5, release6]");
    expect(index).not.toContain("release1 ");
  });
});
