import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { learnerStore } from "../db/learner-store.ts";
import type { Journal } from "../workbook/journal/journal.ts";
import type { Shelf } from "../workbook/journal/shelf.ts";
import { SqliteJournal } from "../workbook/journal/sqlite.ts";
import { WriteThroughJournal } from "../workbook/journal/through.ts";
import { Learner } from "../workbook/learner.ts";
import { loadFromD1 } from "../workbook/load.ts";
import { begin } from "./client.ts";
import { FaultyD1 } from "./faulty-d1.ts";
import { overHttp } from "./gateway.ts";
import { testReleases } from "./workbook-release.ts";

/* For tests only: a learner with a journal and nothing around it, by each way there is to keep one. */

export const journalKinds = ["sqlite", "through", "through over HTTP"] as const;
export type JournalKind = (typeof journalKinds)[number];

export const memoryShelf = (kept = new Map<string, string>()): Shelf => ({
  get: (name) => kept.get(name) ?? null,
  set: (name, text) => void kept.set(name, text),
  delete: (name) => void kept.delete(name),
  names: (beginning) => [...kept.keys()].filter((name) => name.startsWith(beginning)),
});

export interface Bench {
  readonly userId: string;
  readonly d1: FaultyD1;
  /** Versions that the write-through has heard of. */
  readonly heard: number[];
  journal: Journal;
  learner: Learner;
  /** D1 has everything, as after a flush. */
  saved(): void;
  /** The object dies and wakes: another journal over what was kept. */
  reopen(): Promise<void>;
}

/** Runs `work` where such a journal can be, an object or a test. What it returns is plain data. */
export async function withJournal<T>(kind: JournalKind, work: (bench: Bench) => Promise<T>): Promise<T> {
  const { userId } = await begin();
  if (kind === "through") return work(await benchOf(userId, throughOf(userId, env.DB)));
  if (kind === "through over HTTP") return work(await benchOf(userId, throughOf(userId, overHttp())));
  return runInDurableObject(env.WORKBOOK.get(env.WORKBOOK.newUniqueId()), async (_instance, state) =>
    work(
      await benchOf(userId, { make: () => new SqliteJournal(state.storage), d1: new FaultyD1(), heard: [] }),
    ),
  );
}

interface Making {
  make(): Journal;
  readonly d1: FaultyD1;
  readonly heard: number[];
}

function throughOf(userId: string, database: D1Database): Making {
  const d1 = new FaultyD1();
  const heard: number[] = [];
  const real = learnerStore(database);
  const store = {
    ...real,
    flush: (batch: Parameters<typeof real.flush>[0]) => d1.run("flush", () => real.flush(batch)),
  };
  const shelf = memoryShelf();
  const active = (version: number) => void heard.push(version);
  return { make: () => new WriteThroughJournal({ userId, store, shelf, active }), d1, heard };
}

async function benchOf(userId: string, { make, d1, heard }: Making): Promise<Bench> {
  const open = async (): Promise<[Journal, Learner]> => {
    const journal = make();
    const resumed = Learner.resume(journal, testReleases, userId);
    if (resumed !== null) return [journal, resumed];
    const loaded = await loadFromD1(userId, journal, learnerStore(env.DB), testReleases);
    if (loaded === null) throw new Error("D1 does not know this learner");
    return [journal, loaded.learner];
  };
  const [journal, learner] = await open();
  const bench: Bench = {
    userId,
    d1,
    heard,
    journal,
    learner,
    saved() {
      const { n, state } = bench.learner;
      bench.journal.saved(n, (key) => state.answers.get(key)?.rev ?? state.instances.get(key)?.rev ?? 0);
    },
    async reopen() {
      [bench.journal, bench.learner] = await open();
    },
  };
  return bench;
}
