import { Workbook as Shipped } from "../../party/hosts/durable-object/workbook.ts";
import { Live as ShippedLive } from "../../party/hosts/durable-object/live.ts";
import { seamsOf, throughSeam } from "../../party/testing/seams.ts";

/** A live session's object, in a time that a test moves: `seamsOf(liveId)`. */
export class Live extends ShippedLive {
  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    const seams = () => seamsOf(ctx.id.name ?? "");
    const real = this.store;
    this.clock = { now: () => seams().now() };
    this.releases = {
      at: (version) => seams().releases.at(version),
      newest: () => seams().releases.newest(),
    };
    this.store = {
      open: (session) => seams().d1.run("live", () => real.open(session)),
      code: (...code) => seams().d1.run("live", () => real.code(...code)),
      facilitate: (...who) => seams().d1.run("live", () => real.facilitate(...who)),
      star: (...star) => seams().d1.run("live", () => real.star(...star)),
      unstar: (...star) => seams().d1.run("live", () => real.unstar(...star)),
      ownNote: (...note) => seams().d1.run("live", () => real.ownNote(...note)),
      dropOwnNote: (...note) => seams().d1.run("live", () => real.dropOwnNote(...note)),
      end: (...end) => seams().d1.run("live", () => real.end(...end)),
    };
    const toLearner = this.learner;
    this.learner = (userId, question) => seams().d1.run("learner", () => toLearner(userId, question));
  }
}

export { Gate } from "../../party/hosts/durable-object/gate.ts";
export { default } from "../../party/index.ts";

/**
 * The worker under test. Its learner's object takes clock, faults, store and releases from `seamsOf(userId)`, so
 * that they hold through evictions, crashes and restarts of the object, which make new instances.
 */
export class Workbook extends Shipped {
  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    const real = this.store;
    const seams = () => seamsOf(this.name);
    this.clock = { now: () => seams().now() };
    this.releases = {
      at: (version) => seams().releases.at(version),
      newest: () => seams().releases.newest(),
    };
    this.faults = {
      beforeCommit: () => seams().faults.beforeCommit(),
      afterCommit: () => seams().faults.afterCommit(),
      beforeFlush: () => seams().faults.beforeFlush(),
      afterD1: () => seams().faults.afterD1(),
    };
    const live = this.live;
    this.live = {
      status: (liveId, status) => throughSeam(seams(), () => live.status(liveId, status)),
      left: (liveId, participantId) => throughSeam(seams(), () => live.left(liveId, participantId)),
    };
    this.store = {
      load: (userId) => seams().d1.run("load", () => real.load(userId)),
      flush: (batch) => {
        const bytes = new TextEncoder().encode(JSON.stringify(batch.changes)).length;
        seams().d1.batches.push({ ops: batch.ops.length, bytes, epoch: batch.epoch });
        return seams().d1.run("flush", () => real.flush(batch));
      },
      foreign: (userId, rows) => seams().d1.run("foreign", () => real.foreign(userId, rows)),
      counts: (userId) => seams().d1.run("counts", () => real.counts(userId)),
      deleteAccount: (userId) => seams().d1.run("delete", () => real.deleteAccount(userId)),
      active: () => seams().d1.run("active", () => real.active()),
      alert: (userId, alert) => seams().d1.run("alert", () => real.alert(userId, alert)),
    };
  }
}
