import app, { Workbook as Production } from "../../../party/index.ts";
import { learnerStore } from "../../../party/db/learner-store.ts";
import { releases as shipped } from "../../../party/hosts/releases.ts";
import type { Clock } from "../../../party/workbook/clock.ts";
import { releasesOf, type Releases } from "../../../party/workbook/releases.ts";
import type { LearnerStore } from "../../../party/workbook/store.ts";
import { syntheticRelease } from "../synthetic.ts";
import { countedD1, meter, readMeter } from "./meter.ts";

export { Gate, Live } from "../../../party/index.ts";

type Env = Cloudflare.Env & { readonly BENCH_WORKBOOK: "shipped" | "generated" };

let generated: Releases | undefined;
const releasesFor = ({ BENCH_WORKBOOK: which }: Env): Releases =>
  which === "shipped" ? shipped : (generated ??= releasesOf([syntheticRelease()]));

/** How much later D1 answers the flushes of these learners. */
const slowMs = new Map<string, number>();

/** Frames are at least so far apart by the object's clock: as many operations as a learner may send. */
const betweenFramesMs = 100;

/** Runs ahead of the real clock: a learner's minutes pass in no time. */
class AheadClock implements Clock {
  #aheadMs = 0;
  now(): number {
    return Date.now() + this.#aheadMs;
  }
  advance(ms: number): void {
    this.#aheadMs += ms;
  }
  /** When the platform has to ring for an alarm that is set by this clock. */
  real(at: number): number {
    return at - this.#aheadMs;
  }
}

/** Of `party/workbook/flusher.ts`: after this long a flush is given up and sent again. */
const flushDeadlineMs = 2_000;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The learner's object as it is, with a meter on D1, a D1 that can be slow, and a clock that runs ahead. */
export class Workbook extends Production {
  override clock = new AheadClock();
  override store: LearnerStore = slowed(learnerStore(this.env.DB));
  #alarmAt: number | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, { ...env, DB: countedD1(env.DB) });
    this.releases = releasesFor(env);
    const { storage } = ctx;
    const setAlarm = storage.setAlarm.bind(storage);
    const value = (at: number) => {
      this.#alarmAt = at;
      return setAlarm(this.clock.real(at));
    };
    Object.defineProperty(storage, "setAlarm", { value });
  }

  override onMessage(...message: Parameters<Production["onMessage"]>): Promise<void> {
    this.clock.advance(betweenFramesMs);
    return super.onMessage(...message);
  }

  /** Time passes, and an alarm that comes due in it rings. */
  async #think(ms: number): Promise<void> {
    this.clock.advance(ms);
    if (this.#alarmAt === null || this.#alarmAt > this.clock.now()) return;
    this.#alarmAt = null;
    await this.ctx.storage.deleteAlarm();
    await this.onAlarm();
    await this.ctx.storage.sync();
  }

  override async onRequest(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/bench/think") {
      await this.#think(Number(searchParams.get("ms")));
      return Response.json({ ok: true });
    }
    if (pathname === "/bench/wipe") await this.ctx.storage.deleteAll();
    if (pathname === "/bench/wipe" || pathname === "/bench/stop") this.ctx.abort("the bench stopped it");
    return super.onRequest(request);
  }
}

function slowed(store: LearnerStore): LearnerStore {
  return {
    ...store,
    async flush(batch) {
      const ms = slowMs.get(batch.userId);
      if (ms !== undefined) await sleep(ms);
      const start = Date.now();
      const result = await store.flush(batch);
      const took = Date.now() - start;
      meter.flushes += 1;
      meter.flushedOps += batch.ops.length;
      meter.slowestFlushMs = Math.max(meter.slowestFlushMs, took);
      if (took > flushDeadlineMs) meter.lateFlushes += 1;
      return result;
    },
  };
}

/** `/bench/…` steers the run; everything else is the worker as it is. */
export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const url = new URL(request.url);
    const [, area, what, userId = ""] = url.pathname.split("/");
    if (area !== "bench") return app.fetch(request, { ...env, DB: countedD1(env.DB) }, context);
    switch (what) {
      case "meter":
        return Response.json(readMeter());
      case "slow":
        slowMs.set(userId, Number(url.searchParams.get("ms")));
        return Response.json({ ok: true });
      case "account":
        // A generated workbook of 1,500 answers is longer than what is kept for a learner without an account.
        await env.DB.prepare(`UPDATE "sessions" SET "kind" = 'auth' WHERE "user_id" = ?1`).bind(userId).run();
        return Response.json({ ok: true });
      case "facilitator":
        await env.DB.batch([
          env.DB.prepare(`UPDATE "sessions" SET "kind" = 'auth' WHERE "user_id" = ?1`).bind(userId),
          env.DB.prepare(
            `INSERT INTO "emails" ("id", "user_id", "email", "verified_at", "added_at")
             VALUES (?1, ?1, ?1 || '@example.org', 'then', 'then')`,
          ).bind(userId),
        ]);
        return Response.json({ ok: true });
      case "think":
      case "stop":
      case "wipe":
        // An object that was stopped answers with an error, which is what was wanted.
        await env.WORKBOOK.getByName(userId)
          .fetch(`https://object/bench/${what}${url.search}`, { headers: { "x-partykit-room": userId } })
          .catch(() => undefined);
        return Response.json({ ok: true });
      default:
        return new Response(null, { status: 404 });
    }
  },
} satisfies ExportedHandler<Env>;
