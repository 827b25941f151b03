import { withoutPlaces } from "../../shared/engine/told.ts";
import { expect } from "vitest";
import type { Event } from "../../shared/protocol/server.ts";
import type { Client } from "./raw-client.ts";
import type { TestLearner } from "./learner.ts";

/* For tests only: a device as the protocol wants one — a view kept by events, and an outbox that is resent. */

export interface Seen {
  readonly rev: number;
  readonly value: unknown;
  readonly skipped: boolean;
  readonly onlyMe: boolean;
}
interface Waiting {
  readonly opId: string;
  readonly frame: Readonly<Record<string, unknown>>;
}

const windowOps = 8;

export class Device {
  readonly #learner: TestLearner;
  readonly name: string;
  client: Client | null = null;
  epoch: string | null = null;
  lastSeq = 0;
  version = 1;
  /** The block that was asked last. */
  asked: string | null = null;
  readonly answers = new Map<string, Seen>();
  /** What is live outside the thread. */
  readonly instances = new Map<string, { rev: number; value: unknown }>();
  outbox: Waiting[] = [];
  /** Operations whose ack this device has heard. */
  readonly acked = new Map<string, { seq: number; frame: Waiting["frame"] }>();
  /** Operations that it was told would never do. */
  readonly refused = new Set<string>();
  /** What it heard of a saved watermark. */
  saved = 0;
  #read = 0;

  constructor(learner: TestLearner, name: string) {
    this.#learner = learner;
    this.name = name;
  }

  get online(): boolean {
    return this.client !== null && !this.client.isClosed;
  }

  /** Loses the socket, and every frame that was not read. */
  drop(): void {
    const { client } = this;
    this.client = null;
    try {
      client?.socket.close(1000, "dropped");
    } catch {
      // Closed already.
    }
  }

  async connect(): Promise<void> {
    if (this.online) return;
    this.client = await this.#learner.open();
    this.#read = 0;
    await this.client.hello({ epoch: this.epoch, lastSeq: this.lastSeq });
    await this.client.next("presence");
    this.read();
    for (const waiting of this.outbox) this.client.send(waiting.frame);
  }

  /** Puts an operation into the outbox, and sends it; `lost`: the socket goes before it left. */
  send(frame: Readonly<Record<string, unknown>>, lost = false): void {
    if (this.outbox.length >= windowOps) return;
    const opId = crypto.randomUUID();
    const whole = { ...frame, opId };
    this.outbox.push({ opId, frame: whole });
    if (lost) this.drop();
    else if (this.online) this.client?.send(whole);
  }

  /** Reads everything that has come. */
  read(): void {
    const frames = this.client?.frames ?? [];
    for (; this.#read < frames.length; this.#read += 1) {
      const frame = frames[this.#read];
      switch (frame?.t) {
        case "welcome":
          if (frame.mode === "snapshot") this.answers.clear();
          if (frame.mode === "snapshot") this.instances.clear();
          if (frame.mode === "snapshot") this.lastSeq = frame.headSeq;
          this.epoch = frame.epoch;
          this.version = frame.contentVersion;
          this.asked = frame.position?.blockId ?? null;
          this.saved = Math.max(this.saved, frame.savedSeq);
          break;
        case "snapshot":
          for (const item of frame.items) this.#apply(item);
          break;
        case "events":
          if (frame.to <= this.lastSeq) break;
          expect(frame.from, `${this.name}: no gap`).toBeLessThanOrEqual(this.lastSeq + 1);
          for (const item of frame.items) if (item.seq > this.lastSeq) this.#apply(item);
          this.lastSeq = frame.to;
          break;
        case "ack": {
          const sent = this.outbox.find((one) => one.opId === frame.opId);
          if (sent !== undefined) this.acked.set(frame.opId, { seq: frame.seq, frame: sent.frame });
          const known = this.acked.get(frame.opId);
          if (known !== undefined) expect(frame.seq, "the original seq").toBe(known.seq);
          this.outbox = this.outbox.filter((one) => one.opId !== frame.opId);
          break;
        }
        case "nack":
          if (frame.opId !== null && (frame.code === "conflict" || frame.code === "invalid"))
            this.refused.add(frame.opId);
          if (!frame.retryable) this.outbox = this.outbox.filter((one) => one.opId !== frame.opId);
          break;
        case "saved":
          expect(frame.seq, "the watermark never goes back").toBeGreaterThanOrEqual(this.saved);
          this.saved = frame.seq;
          break;
        default:
      }
    }
  }

  #apply(item: Event): void {
    if (item.kind === "answer" || item.kind === "answer_edited") {
      const { blockId, rev, value, skipped, onlyMe, superseded } = item;
      if (superseded !== true)
        this.answers.set(blockId, { rev, value: withoutPlaces(value ?? null), skipped, onlyMe });
      else this.answers.delete(blockId);
    }
    if (item.kind === "visibility") {
      const answer = this.answers.get(item.blockId);
      if (answer !== undefined) this.answers.set(item.blockId, { ...answer, onlyMe: item.onlyMe });
    }
    if (item.kind === "tool_saved" && item.superseded !== true) {
      this.instances.set(item.instanceId, { rev: item.rev, value: withoutPlaces(item.value) });
    }
    if (item.kind === "tool_deleted") this.instances.delete(item.instanceId);
    if (item.kind === "block" && item.block.type !== "content") this.asked = item.block.id;
    if (item.kind === "content") this.version = item.to;
  }

  /** Until every operation in the outbox is answered, or the socket is gone. */
  async settle(): Promise<void> {
    this.read();
    const { client } = this;
    if (client === null || client.isClosed) return;
    await client.until(`${this.name}: answers to ${this.outbox.length} operations`, () => {
      this.read();
      return this.outbox.length === 0 || client.isClosed ? true : undefined;
    });
  }
}
