import { expect, test } from "vitest";
import { typed, type Draft } from "./drafts.ts";
import type { Environment } from "./environment.ts";
import { emptyBase } from "./base.ts";
import { emptyLine } from "./model.ts";
import { createOwnerDrafts } from "./ownerDrafts.ts";
import type { OwnerPort } from "./owner.ts";

const about = "1.1.1.first";

function opened() {
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
    owner.heard({ blockId: about, value, draftRev, deviceId: "there" });
  const typedHere = (value: string) => port.setDraft(about, typed(drafts.get(about), value, 1));
  return { owner, typedHere, typedThere, draft: () => drafts.get(about) };
}

test("a refused text beside another device's draft outlives what that device types next (seed 759523)", () => {
  const { owner, typedThere, draft } = opened();
  typedThere("typing", 1);
  owner.giveBack(about, "refused");
  typedThere("typing on", 2);
  expect(draft()).toMatchObject({ value: "refused", other: { value: "typing on" } });
});

test("a refused text beside what is being typed outlives another device's draft: it is nowhere else", () => {
  const { owner, typedHere, typedThere, draft } = opened();
  typedHere("the next one");
  owner.giveBack(about, "refused");
  typedThere("typing", 1);
  typedThere("typing on", 2);
  expect(draft()).toMatchObject({ value: "the next one", other: { value: "refused" } });
});
