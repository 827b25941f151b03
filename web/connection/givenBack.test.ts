import { expect, test } from "vitest";
import type { Draft } from "./drafts.ts";
import type { Environment } from "./environment.ts";
import { emptyBase } from "./base.ts";
import { emptyLine } from "./model.ts";
import { createOwnerDrafts } from "./ownerDrafts.ts";
import type { OwnerPort } from "./owner.ts";

test("a refused text beside another device's draft outlives what that device types next (seed 759523)", () => {
  let drafts = new Map<string, Draft>();
  const port = {
    model: () => ({ base: emptyBase("me"), ops: [], drafts, line: emptyLine }),
    setDraft: (about: string, draft: Draft | null) => {
      drafts = draft === null ? new Map() : new Map([[about, draft]]);
    },
  } as unknown as OwnerPort;
  const env = { now: () => 1, after: () => () => undefined } as unknown as Environment;
  const owner = createOwnerDrafts(env, port, "here", () => true);
  const typedThere = (value: string, draftRev: number) =>
    owner.heard({ blockId: "1.1.1.first", value, draftRev, deviceId: "there" });
  typedThere("typing", 1);
  owner.giveBack("1.1.1.first", "refused");
  typedThere("typing on", 2);
  expect(drafts.get("1.1.1.first")).toMatchObject({ value: "refused", other: { value: "typing on" } });
});
