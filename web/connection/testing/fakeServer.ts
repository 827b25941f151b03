import type { StemBlock, WireBlock } from "../../../shared/content/block.ts";
import { moduleIdOf } from "../../../shared/content/where.ts";
import { accept, type Operation } from "../../../shared/engine/accept.ts";
import type { LogEvent } from "../../../shared/engine/events.ts";
import { position } from "../../../shared/engine/position.ts";
import { recallsOf } from "../../../shared/engine/recall.ts";
import { standalone } from "../../../shared/engine/sealing.ts";
import { told as toldAt, withPlaces } from "../../../shared/engine/told.ts";
import { isEnvelope } from "../../../shared/crypto/envelope.ts";
import { newLearner, type LearnerState } from "../../../shared/engine/state.ts";
import type { Stem } from "../../../shared/engine/stem.ts";
import type { ToolName } from "../../../shared/content/block.ts";
import { apply } from "../../../shared/engine/apply.ts";
import { canonicalJson } from "../../../shared/ids/uuid5.ts";
import {
  isOperation,
  parseClientFrame,
  type Draft,
  type Hello,
  type OperationFrame,
} from "../../../shared/protocol/client.ts";
import { isRetryable, type NackCode } from "../../../shared/protocol/codes.ts";
import {
  serverFrame,
  type Current,
  type Event,
  type Position,
  type ServerFrame,
} from "../../../shared/protocol/server.ts";
import type { LinkHandlers, Reply, RequestOptions } from "../environment.ts";
import { aboutOf } from "../ops.ts";
import type { Clock } from "./clock.ts";

/** One socket, as two explicit queues: nothing arrives until the test says so. */
export interface Wire {
  readonly up: string[];
  readonly down: string[];
  deviceId: string | null;
  open: boolean;
  readonly handlers: LinkHandlers;
}
interface Done {
  readonly payload: string;
  readonly seq: number;
  readonly rev: number | null;
}

const positionOf = ({ id, part, module, exercise, activity, sequence }: StemBlock): Position => ({
  blockId: id,
  part,
  module,
  exercise,
  activity,
  sequence,
});

/** One learner's object, with the real engine, and the few HTTP routes the connection uses. */
export function createFakeServer(clock: Clock, first: Stem, userId: string) {
  const wires = new Set<Wire>();
  const releases = new Map([[first.version, first]]);
  let stem = first;
  let epoch = "epoch-1";
  let log: Event[] = [];
  let savedSeq = 0;
  let state: LearnerState = newLearner(userId, stem);
  const done = new Map<string, Done>();
  const drafts = new Map<string, { draftRev: number; value: unknown; deviceId: string; at: string }>();
  /** How often each operation had an effect: never more than once (rule 3). */
  const effects = new Map<string, number>();
  const asked: { method: string; path: string; idempotencyKey?: string }[] = [];
  const rules = {
    session: true,
    network: true,
    /** The workbook's text comes through; the socket may while it does not. */
    content: true,
    snapshotPart: 1000,
    /** The next operation is refused with this instead of being judged. */
    refuse: [] as { code: NackCode; retryAfterMs?: number }[],
    ackFirst: true,
    /** Null on a shared computer. */
    deviceKey: btoa("d".repeat(32)) as string | null,
    account: null as object | null,
  };

  const now = () => new Date(clock.now()).toISOString();
  const head = () => log.at(-1)?.seq ?? 0;
  const say = (wire: Wire, frame: ServerFrame) => {
    serverFrame.parse(frame);
    if (wire.open) wire.down.push(JSON.stringify(frame));
  };
  const wireBlock = (block: StemBlock): WireBlock => {
    const { stemId: _s, contentId: _c, since: _v, connections, save: _save, ...rest } = block;
    return connections === undefined ? rest : { ...rest, recall: recallsOf(stem, state, block) };
  };
  const told = (blockId: string, value: unknown) => {
    const block = stem.byKey.get(blockId);
    return block === undefined ? value : withPlaces(state, block, value);
  };
  const sent = (event: LogEvent, seq: number): Event => {
    if (event.kind === "answer" || event.kind === "answer_edited") {
      return { ...event, value: told(event.blockId, event.value), seq, at: now() };
    }
    if (event.kind === "tool_saved" && event.tool !== "competency_assessment") {
      const value = withPlaces(state, standalone(event.tool, event.instanceId), event.value);
      return { ...event, value, seq, at: now() };
    }
    if (event.kind === "practice" && isEnvelope(event.note)) {
      const place = { table: "user_practice_log", column: "note", rowId: `${event.practice}/${event.day}` };
      return { ...event, note: toldAt(place, event.note), seq, at: now() };
    }
    if (event.kind !== "block") return { ...event, seq, at: now() };
    const block = stem.byKey.get(event.blockId);
    if (block === undefined) throw new Error(event.blockId);
    return { kind: "block", block: wireBlock(block), seq, at: now() };
  };

  function commit(
    op: Operation,
  ):
    | { ok: true; seq: number; rev: number | null; items: Event[] }
    | { ok: false; code: NackCode; message: string; current?: Current } {
    const context = {
      at: now(),
      n: done.size + 1,
      device: null,
      contentVersion: stem.version,
      today: now().slice(0, 10),
    };
    const decision = accept(stem, state, op, context);
    if (!decision.ok) {
      const { code, message, current } = decision.nack;
      const told = current === undefined ? {} : { current: { ...current, at: current.respondedAt } };
      return { ok: false, code, message, ...told };
    }
    state = decision.state;
    const from = head();
    const items = decision.events.map((event, i) => sent(event, from + i + 1));
    log = [...log, ...items];
    return { ok: true, seq: head(), rev: decision.rev, items };
  }
  const toAll = (items: Event[]) => {
    const from = items[0]?.seq;
    if (from === undefined) return;
    for (const wire of wires) if (wire.deviceId !== null) say(wire, { t: "events", from, to: head(), items });
  };

  function operation(wire: Wire, frame: OperationFrame) {
    const { opId } = frame;
    const refused = rules.refuse.shift();
    const nack = (code: NackCode, message: string, more: object = {}) =>
      say(wire, { t: "nack", opId, code, message, retryable: isRetryable(code), ...more });
    if (refused !== undefined) {
      return nack(refused.code, `Refused: ${refused.code}`, { retryAfterMs: refused.retryAfterMs });
    }
    const payload = canonicalJson(frame);
    const before = done.get(opId);
    if (before !== undefined) {
      if (before.payload !== payload) return nack("invalid", "This operation was sent with another payload");
      return say(wire, { t: "ack", opId, seq: before.seq, rev: before.rev, dup: true });
    }
    const result = commit(frame);
    if (!result.ok)
      return nack(
        result.code,
        result.message,
        result.current === undefined ? {} : { current: result.current },
      );
    const seq = result.items.length === 0 ? head() : result.seq;
    done.set(opId, { payload, seq, rev: result.rev });
    effects.set(opId, (effects.get(opId) ?? 0) + 1);
    if (frame.t !== "visibility") drafts.delete(aboutOf(frame));
    const ack = () => say(wire, { t: "ack", opId, seq, rev: result.rev, dup: false });
    if (rules.ackFirst) ack();
    toAll(result.items);
    if (!rules.ackFirst) ack();
  }

  function hello(wire: Wire, frame: Hello) {
    wire.deviceId = frame.deviceId;
    if (log.length === 0) commit({ t: "open", opId: "" });
    const delta = frame.epoch === epoch && frame.lastSeq <= head();
    const next = position(stem, state);
    say(wire, {
      t: "welcome",
      v: 1,
      role: "owner",
      userId,
      epoch,
      headSeq: head(),
      savedSeq,
      mode: delta ? "delta" : "snapshot",
      contentVersion: stem.version,
      position: next === null ? null : positionOf(next),
      frontier: state.frontier,
    });
    if (!delta) return snapshot(wire);
    const items = log.filter((event) => event.seq > frame.lastSeq);
    if (items.length > 0) say(wire, { t: "events", from: frame.lastSeq + 1, to: head(), items });
  }

  const named = (key: string) => (stem.byKey.has(key) ? { blockId: key } : { instanceId: key });
  /** What an event says, so that of two that say the same the newer stands. */
  function standingAs(event: Event): string {
    switch (event.kind) {
      case "tool_saved":
      case "tool_deleted":
        return `t ${event.instanceId}`;
      case "practice":
        return `p ${event.practice}/${event.day}`;
      case "answer":
      case "answer_edited":
        return `a ${event.blockId}`;
      case "block":
        return `block ${event.block.id}`;
      default:
        return `${event.kind} ${event.seq}`;
    }
  }

  function snapshot(wire: Wire) {
    const newest = new Map<string, Event>();
    for (const event of log) {
      const key = standingAs(event);
      // Deleted ones are not told.
      if (event.kind === "tool_deleted") newest.delete(key);
      if (event.kind === "tool_deleted") continue;
      if (event.kind === "progress" || event.kind === "visibility" || event.kind === "content") continue;
      const answer =
        "blockId" in event && event.blockId !== undefined ? state.answers.get(event.blockId) : undefined;
      newest.set(key, answer === undefined ? event : ({ ...event, onlyMe: answer.onlyMe } as Event));
    }
    const items = [...newest.values()]
      .filter((event) => event.kind !== "block" || stem.byKey.has(event.block.id))
      .sort((a, b) => a.seq - b.seq);
    const of = Math.max(1, Math.ceil(items.length / rules.snapshotPart));
    const settings = {
      background_color: "sage",
      text_color: "charcoal",
      font: "sans",
      personality_type: null,
      locale: "en",
      enter_sends: "auto",
      reminders: false,
      time_zone: null,
    } as const;
    const kept = [...drafts].map(([key, draft]) => ({ ...named(key), ...draft }));
    for (let part = 1; part <= of; part += 1) {
      const own = items.slice((part - 1) * rules.snapshotPart, part * rules.snapshotPart);
      const state = part === 1 ? { state: { settings, drafts: kept, live: null } } : {};
      say(wire, { t: "snapshot", part, of, items: own, ...state });
    }
  }

  function draft(wire: Wire, frame: Draft) {
    const key = frame.blockId ?? frame.instanceId ?? "";
    const kept = drafts.get(key);
    const rev = kept?.draftRev ?? 0;
    if (kept !== undefined && frame.baseDraftRev !== rev)
      return say(wire, { t: "draft", ...named(key), ...kept });
    const next = { draftRev: rev + 1, value: frame.value, deviceId: wire.deviceId ?? "", at: now() };
    drafts.set(key, next);
    for (const other of wires)
      if (other !== wire && other.deviceId !== null) say(other, { t: "draft", ...named(key), ...next });
  }

  function receive(wire: Wire, text: string) {
    if (text === "ping") return wire.down.push("pong");
    const parsed = parseClientFrame(text);
    if (!parsed.ok) throw new Error(`The client sent ${text}: ${parsed.path} ${parsed.message}`);
    const { frame } = parsed;
    if (isOperation(frame)) return operation(wire, frame);
    if (frame.t === "hello") return hello(wire, frame);
    if (frame.t === "draft") return draft(wire, frame);
  }

  function content(path: string): Reply {
    const [, version = "", what = ""] = /^\/api\/content\/(\d+)\/(.+)$/.exec(path) ?? [];
    const asked = releases.get(Number(version));
    if (asked === undefined) return { status: 404, body: null };
    const { complete, outline, tools, types, retired, skills, practices } = asked.release;
    const modules = asked.modules.map((module) => module.id);
    if (what === "index")
      return {
        status: 200,
        body: { version: asked.version, complete, outline, tools, types, modules, retired, practices },
      };
    if (what === "skills") return { status: 200, body: { version: asked.version, skills } };
    return {
      status: 200,
      body: {
        version: asked.version,
        module: what,
        blocks: asked.blocks.filter((block) => moduleIdOf(block) === what),
      },
    };
  }

  return {
    userId,
    rules,
    wires,
    asked,
    effects,
    done,
    drafts,
    state: () => state,
    head,
    savedSeq: () => savedSeq,
    log: () => log,
    async request(method: "GET" | "POST", path: string, options: RequestOptions = {}): Promise<Reply> {
      asked.push({
        method,
        path,
        ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
      });
      if (!rules.network) throw new TypeError("no network");
      if (path.startsWith("/api/content/")) {
        if (!rules.content) throw new TypeError("it did not come through");
        return structuredClone(content(path));
      }
      if (path === "/api/auth/logout") {
        rules.session = false;
        return { status: 200, body: { ok: true } };
      }
      if (path !== "/api/session") return { status: 404, body: null };
      if (method === "GET" && !rules.session) return { status: 401, body: null };
      const status = rules.session ? 200 : 201;
      rules.session = true;
      const told = method === "GET" ? { deviceKey: rules.deviceKey, keys: rules.account } : {};
      return { status, body: { userId, anonymous: rules.account === null, socket: "/ws", ...told } };
    },
    connect(handlers: LinkHandlers): Wire {
      const wire: Wire = { up: [], down: [], deviceId: null, open: true, handlers };
      wires.add(wire);
      return wire;
    },
    /** The next frame of the client arrives. */
    deliverUp(wire: Wire) {
      const text = wire.up.shift();
      if (text !== undefined && wire.open) receive(wire, text);
    },
    deliverDown(wire: Wire) {
      const text = wire.down.shift();
      if (text !== undefined && wire.open) wire.handlers.message(text);
    },
    disconnect(wire: Wire, code = 1006) {
      if (!wire.open) return;
      wire.open = false;
      wires.delete(wire);
      wire.handlers.down(code);
    },
    /** D1 has everything up to now. */
    save() {
      savedSeq = head();
      for (const wire of wires) if (wire.deviceId !== null) say(wire, { t: "saved", seq: savedSeq });
    },
    /** As if the conversation had come to the tool's first placement. */
    unlock(tool: ToolName) {
      if (log.length === 0) commit({ t: "open", opId: "" });
      const event: LogEvent = { kind: "unlocked", tool };
      state = apply(stem, state, event, { at: now(), n: 0, device: null, contentVersion: stem.version });
      const items = [sent(event, head() + 1)];
      log = [...log, ...items];
      toAll(items);
    },
    /** A facilitator's note arrives, or an instance is erased on another device. */
    own(op: Operation) {
      const result = commit(op);
      if (result.ok) toAll(result.items);
    },
    tellAll(frame: ServerFrame) {
      for (const wire of wires) say(wire, frame);
    },
    release(next: Stem) {
      const from = stem;
      releases.set(next.version, next);
      stem = next;
      const result = commit({ t: "content", opId: "", from });
      if (result.ok) toAll(result.items);
    },
    newEpoch() {
      epoch = `${epoch}+`;
    },
  };
}
export type FakeServer = ReturnType<typeof createFakeServer>;
