import { goneLearners, owingLearners, sweepRows } from "../db/sweep.ts";
import { learnersDueWallet } from "../db/wallets.ts";
import { settleResets } from "../http/auth/owedResets.ts";
import { makeWallet } from "../http/wallet/make.ts";
import type { Services } from "../http/services.ts";

const dayMs = 24 * 60 * 60_000;
/** As many as one run gets through; the next goes on. */
const learnersMost = 300;

/** Wallets are made in pages, so that one run ends. */
const walletPage = 50;
const walletsMost = 500;

export interface Swept {
  readonly learners: number;
  readonly wallets: number;
  /** Learners and resets that could not be dealt with this time. */
  readonly failed: number;
}

/** What is done once a day. Every part is idempotent, and none stops the others. */
export async function daily(services: Services, nowMs: number): Promise<Swept> {
  const { db, workbook } = services;
  const iso = (ms: number) => new Date(ms).toISOString();
  const times = { now: iso(nowMs), monthAgo: iso(nowMs - 30 * dayMs), dayAgo: iso(nowMs - dayMs) };
  let failed = 0;
  const attempt = async (work: () => Promise<boolean>): Promise<boolean> => {
    const done = await work().catch(() => false);
    if (!done) failed += 1;
    return done;
  };

  for (const userId of await owingLearners(db)) {
    await attempt(() => settleResets(services, userId).then(() => true));
  }
  let learners = 0;
  for (const userId of await goneLearners(db, times, learnersMost)) {
    // The learner's own object deletes them: its storage goes with the rows.
    const isGone = await attempt(async () => {
      const { status } = await workbook.ask(userId, { ask: "leave" });
      return status < 300;
    });
    if (isGone) learners += 1;
  }
  await attempt(() => sweepRows(db, times).then(() => true));
  const wallets = await signWallets(services, attempt);
  console.log(JSON.stringify({ code: "daily", learners, wallets, failed }));
  return { learners, wallets, failed };
}

/** A signed snapshot for everybody whose data changed (decision 32). */
async function signWallets(
  services: Services,
  attempt: (work: () => Promise<boolean>) => Promise<boolean>,
): Promise<number> {
  let made = 0;
  let after = "";
  for (let asked = 0; asked < walletsMost;) {
    const page = await learnersDueWallet(services.db, after, walletPage).catch(() => []);
    for (const userId of page) {
      if (await attempt(async () => (await makeWallet(services, userId, crypto.randomUUID())) !== null))
        made += 1;
    }
    asked += page.length;
    after = page.at(-1) ?? "";
    if (page.length < walletPage) break;
  }
  return made;
}
