// oxlint-disable-next-line no-restricted-imports -- this test runs the script that the README prints
import { execFileSync } from "node:child_process";
// oxlint-disable-next-line no-restricted-imports -- as above
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
// oxlint-disable-next-line no-restricted-imports -- as above
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { attest, signedText } from "../../shared/export/wallet.ts";
import type { ExportFile } from "../../shared/export/schema.ts";
import { Peppers } from "./peppers.ts";
import { isWalletSignature, signWallet, walletKeys } from "./walletKey.ts";

const old = "an old source of 32 characters or more";
const fresh = "a new source of 32 characters or more!";
const snapshot: ExportFile = {
  version: "1.1",
  exported_at: "2026-11-22T00:00:00.000Z",
  modules: {
    "1.1": {
      first_completed_at: "2026-11-01T00:00:00.000Z",
      last_modified_at: "2026-11-02T00:00:00.000Z",
      exercises: {},
    },
    "1.2": { first_completed_at: null, last_modified_at: "2026-11-02T00:00:00.000Z", exercises: {} },
  },
  custom_skills: [{ id: "1", name: 'Étagères "and" €\u2028', category: null }],
};

async function signed(peppers: Peppers) {
  const attestation = attest(peppers.newest, "a learner", snapshot, false);
  return {
    attestation,
    snapshot,
    signature: await signWallet(peppers, peppers.newest, signedText(attestation)),
  };
}

test("WA1: says which modules were completed and when, and the hash of all of it", async () => {
  const { attestation, signature } = await signed(Peppers.from(fresh));
  expect(attestation).toMatchObject({
    modules: { "1.1": "2026-11-01T00:00:00.000Z" },
    keyid: 1,
    subject: "a learner",
  });
  expect(signature).toMatch(/^[A-Za-z0-9+/]{86}==$/);
});

test("WA1: a signature stands for its text, its key and itself alone; an older key's still stands", async () => {
  const before = Peppers.from(old);
  const { attestation, signature } = await signed(before);
  const now = Peppers.from(`2:${fresh},1:${old}`);
  const text = signedText(attestation);
  expect(await isWalletSignature(now, 1, text, signature)).toBe(true);
  expect(await isWalletSignature(now, 2, text, signature)).toBe(false);
  expect(await isWalletSignature(now, 3, text, signature)).toBe(false);
  expect(await isWalletSignature(now, 1, `${text} `, signature)).toBe(false);
  for (const wrong of ["", "no base64!", signature.slice(4), `B${signature.slice(1)}`]) {
    expect(await isWalletSignature(now, 1, text, wrong)).toBe(false);
  }
  expect((await walletKeys(now)).map(({ keyid }) => keyid)).toEqual([2, 1]);
});

test("WA1: the script of the README verifies it, without us", async () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const script = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  expect(script.trim().split("\n").length).toBeLessThanOrEqual(22);
  const folder = mkdtempSync(`${tmpdir()}/wallet-`);
  const peppers = Peppers.from(`2:${fresh},1:${old}`);
  const wallet = await signed(peppers);
  const run = (it: object): boolean => {
    writeFileSync(`${folder}/verify.mjs`, script);
    writeFileSync(`${folder}/wallet.json`, JSON.stringify(it));
    try {
      execFileSync(
        process.execPath,
        [`${folder}/verify.mjs`, `${folder}/wallet.json`, `${folder}/key.json`],
        { stdio: "pipe" },
      );
      return true;
    } catch {
      return false;
    }
  };
  writeFileSync(`${folder}/key.json`, JSON.stringify({ keys: await walletKeys(peppers) }));
  expect(run(wallet)).toBe(true);
  expect(run({ ...wallet, snapshot: { ...snapshot, exported_at: "2020-01-01T00:00:00.000Z" } })).toBe(false);
  expect(run({ ...wallet, attestation: { ...wallet.attestation, workbook_complete: true } })).toBe(false);
});
