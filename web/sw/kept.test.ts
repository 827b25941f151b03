import { expect, test } from "vitest";
import { isImmutable, isPage, plain } from "./kept.ts";

const at = (path: string) => new URL(path, "https://dreamtree.example");

test.each(["/api/session", "/api/export", "/api/keys/reopen", "/ws", "/ws/observe/1", "/parties/main/1"])(
  "%s is never kept: nothing personal is",
  (path) => {
    expect(isImmutable(at(path))).toBe(false);
    expect(isPage(at(path))).toBe(false);
    expect(plain).not.toContain(path);
  },
);

test.each(["/assets/index-abc.js", "/workers/keys-abc.js", "/api/content/3/index", "/api/content/3/1.1"])(
  "%s is kept for ever",
  (path) => {
    expect(isImmutable(at(path))).toBe(true);
  },
);

test.each(["/", "/outline", "/wsx"])("%s is the shell", (path) => {
  expect(isPage(at(path))).toBe(true);
});
