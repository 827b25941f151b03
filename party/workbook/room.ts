import { position } from "../../shared/engine/position.ts";
import { recallsOf, touchedBy } from "../../shared/engine/recall.ts";
import type { Nack } from "../../shared/engine/accept.ts";
import { isRetryable } from "../../shared/protocol/codes.ts";
import { isOperation, parseClientFrame, type ClientFrame, type OperationFrame } from "../../shared/protocol/client.ts";
import { limits } from "../../shared/protocol/limits.ts";
import { settings as settingsSchema, type Event, type Settings } from "../../shared/protocol/server.ts";
import { answerAsk, type Ask } from "./asks.ts";
import { isoTime, type Clock } from "./clock.ts";
import { close, Connections, send, type Claims, type Connection, type ConnectionState } from "./connections.ts";
import type { Faults } from "./faults.ts";
import { Flusher } from "./flusher.ts";
import type { Journal } from "./journal/journal.ts";
import { Learner, type Committed } from "./learner.ts";
import { FrameRate, OperationRate } from "./rate.ts";
import { Queue } from "./queue.ts";
import { rebuild } from "./rebuild.ts";
import type { Releases } from "./releases.ts";
import { parted, snapshotItems } from "./snapshot.ts";
import type { LearnerStore } from "./store.ts";
import { eventsOf, observed, positionOf } from "./wire.ts";

/** What a host gives a learner's object (`party/hosts/`). */
export interface RoomHost {
  readonly userId: string;
  readonly journal: Journal;
  readonly store: LearnerStore;
  readonly releases: Releases;
  readonly clock: Clock;
  readonly faults: Faults;
  connections(): Iterable<Connection>;
  /** The one alarm of the object (design section 4). Null: none is needed. */
  setAlarm(at: number | null): void;
  /** Keeps the object alive until the work is done. */
  waitUntil(work: Promise<unknown>): void;
  /** Ends this instance; the next event starts another from the log. */
  restart(reason: string): void;
}

/** An acked operation reaches D1 within this time even if the object dies right after the ack. */
const safetyNetMs = 5_000;

/**
 * A learner's conversation: the sockets of every device, one queue of operations, and the flush to D1. Knows
 * nothing of the host it runs on.
 */
export class Room {
  readonly #host: RoomHost;
  readonly #queue = new Queue();
  readonly #rate = new OperationRate();
  readonly #frames = new FrameRate();
  readonly #connections: Connections;
  readonly #flusher: Flusher;
  #learner: Learner | null = null;
  #savedSeq = 0;
  #activeVersion: number | null = null;
  #alarmAt: number | null = null;

  constructor(host: RoomHost) {
    this.#host = host;
    this.#connections = new Connections(() => host.connections());
    const newestRev = (blockId: string) => this.#learner?.state.answers.get(blockId)?.rev ?? 0;
    this.#flusher = new Flusher(host.journal, host.store, host, newestRev, {
      saved: (seq) => {
        this.#savedSeq = seq;
        if (host.journal.fenced()) host.journal.setFenced(false);
        this.#connections.toOwners({ t: "saved", seq });
      },
      store: (store) => {
        this.#connections.toOwners({ t: "status", store });
        if (store === "degraded") this.#alert("store_degraded");
      },
      activeVersion: (version) => {
        this.#activeVersion = version;
        host.waitUntil(this.#queue.run(() => this.#followRelease()));
      },
      fenced: () => this.#fenced(),
    });
  }

  get learner(): Learner | null {
    return this.#learner;
  }

  connect(connection: Connection, claims: Claims): void {
    const now = this.#host.clock.now();
    if (claims.userId !== this.#host.userId) {
      close(connection, "forbidden", "not yours");
      return;
    }
    connection.setState({
      claims,
      connectedAt: now,
      deviceId: null,
      helloed: false,
      presence: "active",
      malformed: 0,
    });
    this.#evictOver(connection, claims.role);
    this.#wake(now + limits.helloWithinMs);
  }

  /** The eleventh owner socket closes the oldest (protocol section 1). */
  #evictOver(newcomer: Connection, role: Claims["role"]): void {
    const same = role === "owner" ? this.#connections.owners() : this.#connections.observers();
    const max = role === "owner" ? limits.ownerSockets : limits.observers;
    const oldest = same
      .filter(({ connection }) => connection.id !== newcomer.id)
      .sort((a, b) => a.state.connectedAt - b.state.connectedAt);
    for (const { connection } of oldest.slice(0, Math.max(0, same.length - max))) {
      close(connection, "replaced", "opened elsewhere");
    }
  }

  /** Never throws: a host sends what it throws to the client (platform 1.6). */
  async message(connection: Connection, data: string | ArrayBuffer): Promise<void> {
    const { state } = connection;
    if (state === null) return;
    const now = this.#host.clock.now();
    if (!this.#frames.allows(connection.id, now)) return close(connection, "tooFast", "too many frames");
    if (typeof data !== "string") return this.#malformed(connection, state, null, "", "Frames are text");
    if (data.length > limits.frameBytes || new TextEncoder().encode(data).length > limits.frameBytes) {
      return close(connection, "tooLarge", "a frame is at most 256 KiB");
    }
    const parsed = parseClientFrame(data);
    if (!parsed.ok) return this.#malformed(connection, state, parsed.opId, parsed.path, parsed.message);
    const { frame } = parsed;
    if (state.claims.role === "observer" && !["hello", "history", "presence"].includes(frame.t)) {
      return this.#nack(connection, "opId" in frame ? frame.opId : null, { code: "readonly", message: "You can watch here, not write" });
    }
    if (isOperation(frame)) {
      const waitMs = this.#rate.take(now);
      if (waitMs > 0) {
        return this.#nack(connection, frame.opId, { code: "rate", message: "A little slower, please" }, waitMs);
      }
      if (this.#queue.length >= limits.queuedOps) {
        return this.#nack(connection, frame.opId, { code: "busy", message: "One moment" }, 500);
      }
    }
    await this.#queue.run(() => this.#handle(connection, frame));
  }

  async #handle(connection: Connection, frame: ClientFrame): Promise<void> {
    if (frame.t === "hello" && frame.v < 1) return close(connection, "clientTooOld", "reload the page");
    if (frame.t === "hello" && frame.v > 1) return close(connection, "serverTooOld", "try again soon");
    if (frame.t !== "hello" && connection.state?.helloed !== true) {
      return close(connection, "noHello", "hello first");
    }
    const learner = await this.#loaded();
    if (learner === null) {
      send(connection, { t: "status", store: "degraded" });
      return close(connection, "tryLater", "the store cannot be reached");
    }
    switch (frame.t) {
      case "hello":
        return this.#hello(connection, learner, frame);
      case "reply":
      case "skip":
      case "edit":
      case "visibility":
        return this.#operation(connection, learner, frame);
      case "draft":
        return this.#draft(connection, frame);
      case "history":
        return this.#history(connection, learner, frame.before, frame.limit);
      case "presence":
        return this.#presence(connection, frame.state);
    }
  }

  /**
   * The learner from the object's own log, or from D1 when that is empty; null while D1 cannot be reached and
   * there is nothing here. Never from `onStart` (platform 2.3).
   */
  async #loaded(): Promise<Learner | null> {
    if (this.#learner !== null) return this.#learner;
    const { journal, releases, userId, store, clock } = this.#host;
    const resumed = Learner.resume(journal, releases, userId);
    if (resumed !== null) {
      this.#adopt(resumed);
      return resumed;
    }
    try {
      const stored = await store.load(userId);
      if (stored === null) return null;
      const version = stored.stream?.contentVersion ?? stored.activeVersion ?? 0;
      const stem = releases.at(version) ?? releases.newest();
      const rebuilt = rebuild(userId, stem, stored);
      const settings = { ...stored.settings, updated_at: isoTime(clock.now()) };
      this.#activeVersion = stored.activeVersion;
      this.#adopt(Learner.begin(journal, stem, userId, crypto.randomUUID(), settings, rebuilt));
      return this.#learner;
    } catch (error) {
      console.warn(JSON.stringify({ code: "load_failed", error: error instanceof Error ? error.name : "unknown" }));
      return null;
    }
  }

  #adopt(learner: Learner): void {
    this.#learner = learner;
    const pending = this.#host.journal.pending(0)[0];
    this.#savedSeq = pending === undefined ? learner.headSeq : pending.firstSeq - 1;
    if (learner.n === 0) learner.run({ t: "open", opId: crypto.randomUUID() }, null, this.#host.clock.now());
    this.#flush();
  }

  #hello(connection: Connection, learner: Learner, frame: Extract<ClientFrame, { t: "hello" }>): void {
    const { state } = connection;
    if (state === null) return;
    this.#followRelease();
    connection.setState({ ...state, deviceId: frame.deviceId, helloed: true });
    const { stem, headSeq, epoch } = learner;
    const isOwner = state.claims.role === "owner";
    const behind = headSeq - frame.lastSeq;
    const delta = frame.epoch === epoch && behind >= 0 && behind <= limits.deltaEvents;
    send(connection, {
      t: "welcome",
      v: 1,
      role: state.claims.role,
      userId: state.claims.role === "owner" ? state.claims.userId : state.claims.participantId,
      epoch,
      headSeq,
      savedSeq: this.#savedSeq,
      mode: delta ? "delta" : "snapshot",
      contentVersion: stem.version,
      position: this.#seenPosition(learner, state.claims),
      frontier: isOwner ? learner.state.frontier : null,
    });
    if (delta) this.#sendDelta(connection, learner, state.claims, frame.lastSeq);
    else this.#sendSnapshot(connection, learner, state.claims);
    if (isOwner && this.#flusher.state === "degraded") send(connection, { t: "status", store: "degraded" });
    if (isOwner && delta) for (const draft of this.#host.journal.drafts()) send(connection, this.#draftFrame(draft));
    this.#tellPresence();
    this.#flush();
  }

  #seenPosition(learner: Learner, claims: Claims) {
    const at = positionOf(position(learner.stem, learner.state));
    if (claims.role === "owner" || at === null) return at;
    return claims.modules.includes(`${at.part}.${at.module}`) ? at : null;
  }

  #sendDelta(connection: Connection, learner: Learner, claims: Claims, lastSeq: number): void {
    const items = this.#host.journal
      .after(lastSeq)
      .flatMap((op) => eventsOf(learner.stem, learner.state, op))
      .filter((event) => event.seq > lastSeq);
    let from = lastSeq + 1;
    const parts = parted(items, limits.snapshotPartBytes);
    parts.forEach((part, i) => {
      const last = part.at(-1)?.seq ?? learner.headSeq;
      const more = i < parts.length - 1;
      const to = more ? last : learner.headSeq;
      if (to >= from) send(connection, this.#eventsFrame(learner, claims, from, to, part, more));
      from = to + 1;
    });
  }

  #sendSnapshot(connection: Connection, learner: Learner, claims: Claims): void {
    const now = isoTime(this.#host.clock.now());
    const all = snapshotItems(learner, this.#host.journal, now);
    const items = claims.role === "owner" ? all : this.#cut(learner, claims, all);
    const parts = parted(items, limits.snapshotPartBytes);
    parts.forEach((part, i) => {
      send(connection, {
        t: "snapshot",
        part: i + 1,
        of: parts.length,
        items: part,
        ...(i === 0 && claims.role === "owner"
          ? {
              state: {
                settings: settingsOf(learner.settings),
                drafts: this.#host.journal.drafts().map(({ key, rev, value, device, at }) => ({
                  blockId: key,
                  draftRev: rev,
                  value,
                  deviceId: device,
                  at,
                })),
                live: null,
              },
            }
          : {}),
      });
    });
  }

  /** What an observer may see of a list of events: their modules, after the learner's consent (rule 8). */
  #cut(learner: Learner, claims: Extract<Claims, { role: "observer" }>, items: readonly Event[]): Event[] {
    return items.flatMap((event) => observed(learner.stem, learner.state, event, claims.modules) ?? []);
  }

  #eventsFrame(learner: Learner, claims: Claims, from: number, to: number, items: readonly Event[], more: boolean) {
    const seen =
      claims.role === "owner"
        ? [...items]
        : this.#cut(learner, claims, items.filter((event) => event.seq > claims.sinceSeq));
    return { t: "events" as const, from, to, items: seen, ...(more ? { more } : {}) };
  }

  #operation(connection: Connection, learner: Learner, frame: OperationFrame): void {
    const { state } = connection;
    const now = this.#host.clock.now();
    this.#host.faults.beforeCommit();
    const outcome = learner.run(frame, state?.deviceId ?? null, now, "at" in frame ? frame.at : undefined);
    if (!outcome.ok) return this.#nack(connection, frame.opId, outcome.nack);
    this.#host.faults.afterCommit();
    send(connection, { t: "ack", opId: frame.opId, seq: outcome.seq, rev: outcome.rev, dup: outcome.dup });
    if (outcome.committed === null) return;
    this.#tell(learner, outcome.committed);
    this.#wake(now + safetyNetMs);
    this.#flush();
  }

  /** Sends a committed operation to every device and observer. */
  #tell(learner: Learner, { entry, events, before }: Committed): void {
    const { stem, state } = learner;
    const items = eventsOf(stem, state, { ...entry, events });
    for (const { connection, state: own } of this.#connections.all()) {
      if (!own.helloed) continue;
      send(connection, this.#eventsFrame(learner, own.claims, entry.firstSeq, entry.lastSeq, items, false));
    }
    const fresh = new Set(events.flatMap((event) => (event.kind === "block" ? [event.blockId] : [])));
    const edited = events.flatMap((event) =>
      event.kind === "answer_edited" || (event.kind === "answer" && before.delivered >= 0) ? [event.blockId] : [],
    );
    for (const block of new Set(edited.flatMap((key) => touchedBy(stem, state, key)))) {
      if (fresh.has(block.id)) continue;
      this.#connections.toOwners({ t: "recall", blockId: block.id, recall: recallsOf(stem, state, block) });
    }
  }

  #nack(connection: Connection, opId: string | null, nack: Nack, retryAfterMs?: number): void {
    const { code, message, path, current } = nack;
    send(connection, {
      t: "nack",
      opId,
      code,
      message,
      retryable: isRetryable(code),
      ...(path === undefined ? {} : { path }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(current === undefined
        ? {}
        : {
            current: {
              rev: current.rev,
              value: current.value,
              skipped: current.skipped,
              onlyMe: current.onlyMe,
              at: current.respondedAt,
              device: current.device,
            },
          }),
    });
  }

  /** Three frames that do not parse end the connection (protocol, close codes). */
  #malformed(connection: Connection, state: ConnectionState, opId: string | null, path: string, message: string): void {
    const malformed = state.malformed + 1;
    connection.setState({ ...state, malformed });
    this.#nack(connection, opId, { code: "invalid", message, path });
    if (malformed >= limits.malformedFrames) close(connection, "malformed", "frames that cannot be read");
  }

  #draft(connection: Connection, frame: Extract<ClientFrame, { t: "draft" }>): void {
    const { journal, clock } = this.#host;
    const key = frame.blockId ?? frame.instanceId ?? "";
    const deviceId = connection.state?.deviceId ?? "";
    const size = JSON.stringify(frame.value).length;
    if (size > limits.draftBytes) {
      return this.#nack(connection, null, { code: "too_large", message: "This draft is too long to keep", path: "value" });
    }
    const learner = this.#learner;
    if (frame.blockId !== undefined && learner?.stem.byKey.get(frame.blockId) === undefined) {
      return this.#nack(connection, null, { code: "unknown_block", message: "There is no such question", path: "blockId" });
    }
    const known = journal.draft(key);
    if ((known?.rev ?? 0) !== frame.baseDraftRev && known !== null) {
      return send(connection, this.#draftFrame(known));
    }
    const draft = { key, rev: frame.baseDraftRev + 1, value: frame.value, device: deviceId, at: isoTime(clock.now()) };
    journal.putDraft(draft);
    this.#connections.toOwners(this.#draftFrame(draft), connection.id);
  }

  #draftFrame({ key, rev, value, device, at }: { key: string; rev: number; value: unknown; device: string; at: string }) {
    const isBlock = this.#learner?.stem.byKey.has(key) ?? true;
    return {
      t: "draft" as const,
      ...(isBlock ? { blockId: key } : { instanceId: key }),
      draftRev: rev,
      value,
      deviceId: device,
      at,
    };
  }

  #history(connection: Connection, learner: Learner, before: number, limit: number): void {
    const { state } = connection;
    if (state === null) return;
    const found: Event[] = [];
    let more = false;
    for (const op of this.#host.journal.before(before)) {
      const older = eventsOf(learner.stem, learner.state, op).filter((event) => event.seq < before);
      found.unshift(...older);
      if (found.length > limit) {
        more = true;
        break;
      }
    }
    const page = found.slice(-limit);
    const { claims } = state;
    const seen = claims.role === "owner" ? page : this.#cut(learner, claims, page.filter((e) => e.seq > claims.sinceSeq));
    send(connection, { t: "page", before, items: seen, more });
  }

  #presence(connection: Connection, presence: ConnectionState["presence"]): void {
    const { state } = connection;
    if (state === null || state.presence === presence) return;
    connection.setState({ ...state, presence });
    if (state.claims.role === "owner") this.#tellPresence();
  }

  #tellPresence(): void {
    const observers = this.#connections.observers().flatMap(({ state }) =>
      state.helloed && state.claims.role === "observer" ? [{ name: state.claims.name }] : [],
    );
    const owners = this.#connections.owners().filter(({ state }) => state.helloed);
    const devices = owners.map(({ state }) => ({
      deviceId: state.deviceId ?? "",
      label: state.claims.role === "owner" ? state.claims.label : "",
      state: state.presence,
    }));
    this.#connections.toOwners({ t: "presence", devices, observers });
  }

  disconnected(connection: Connection): void {
    this.#frames.forget(connection.id);
    this.#tellPresence();
  }

  /** Closes the sockets of a session that was signed out, or of every session but one. */
  closeSession(matches: (sessionId: string) => boolean): void {
    for (const { connection, state } of this.#connections.owners()) {
      if (state.claims.role === "owner" && matches(state.claims.sessionId)) {
        close(connection, "unauthenticated", "signed out");
      }
    }
  }

  /** A learner-scoped read or write over HTTP, answered from the object's own state (protocol section 4). */
  ask(question: Ask): Promise<{ status: number; body: unknown }> {
    let answer: { status: number; body: unknown } = { status: 503, body: { error: { code: "unavailable", message: "Try again soon" } } };
    return this.#queue
      .run(async () => {
        const learner = await this.#loaded();
        if (learner === null) return;
        const result = answerAsk(learner, question, this.#host.clock.now());
        answer = { status: result.status, body: result.body };
        if (result.committed !== undefined) {
          this.#tell(learner, result.committed);
          this.#wake(this.#host.clock.now() + safetyNetMs);
          this.#flush();
        }
      })
      .then(() => answer);
  }

  /** Idempotent: may come twice, late, or for nothing. */
  async alarm(): Promise<void> {
    const now = this.#host.clock.now();
    this.#alarmAt = null;
    for (const { connection, state } of this.#connections.all()) {
      if (!state.helloed && now - state.connectedAt >= limits.helloWithinMs) close(connection, "noHello", "no hello");
    }
    const learner = this.#learner ?? Learner.resume(this.#host.journal, this.#host.releases, this.#host.userId);
    if (learner !== null && this.#learner === null) this.#adopt(learner);
    if (learner !== null) {
      await this.#flusher.flush({ userId: learner.state.userId, epoch: learner.epoch }, { retry: true });
    }
    this.#rearm(now);
  }

  #rearm(now: number): void {
    const waiting = this.#connections.all().filter(({ state }) => !state.helloed);
    const due = [
      ...waiting.map(({ state }) => Math.max(now + 1_000, state.connectedAt + limits.helloWithinMs)),
      ...(this.#flusher.retryAt === null ? [] : [this.#flusher.retryAt]),
      ...(this.#host.journal.pending(0).length > 0 && this.#flusher.retryAt === null ? [now + safetyNetMs] : []),
    ];
    if (due.length > 0) this.#wake(Math.min(...due));
  }

  /** Brings the alarm forward; never puts it off. */
  #wake(at: number): void {
    if (this.#alarmAt !== null && this.#alarmAt <= at && this.#alarmAt > this.#host.clock.now()) return;
    this.#alarmAt = at;
    this.#host.setAlarm(at);
  }

  #flush(): void {
    const learner = this.#learner;
    if (learner === null) return;
    const stream = { userId: learner.state.userId, epoch: learner.epoch };
    this.#host.waitUntil(
      this.#flusher.flush(stream).then(() => {
        if (this.#flusher.retryAt !== null) this.#wake(this.#flusher.retryAt);
      }),
    );
  }

  /** Follows the active release between two operations, to a version that this worker carries (decision 28). */
  #followRelease(): void {
    const learner = this.#learner;
    if (learner === null || this.#activeVersion === null || this.#activeVersion === learner.stem.version) return;
    const to = this.#host.releases.at(this.#activeVersion);
    if (to === undefined) return;
    const outcome = learner.switchTo(to, crypto.randomUUID(), this.#host.clock.now());
    if (!outcome.ok || outcome.committed === null) return;
    this.#tell(learner, outcome.committed);
    this.#flush();
  }

  /** Another writer holds our numbers: start again from our own log; where D1 still disagrees, stay degraded. */
  #fenced(): void {
    this.#alert("fenced");
    if (this.#host.journal.fenced()) {
      this.#connections.toOwners({ t: "status", store: "degraded" });
      return;
    }
    this.#host.journal.setFenced(true);
    this.#host.restart("fenced by another writer");
  }

  #alert(code: string): void {
    const pending = this.#learner === null ? 0 : this.#learner.headSeq - this.#savedSeq;
    console.error(JSON.stringify({ code, pending }));
    this.#host.waitUntil(this.#host.store.alert(code, { pending }).catch(() => undefined));
  }
}

function settingsOf(row: Readonly<Record<string, unknown>>): Settings {
  const parsed = settingsSchema.safeParse(row);
  return parsed.success
    ? parsed.data
    : {
        background_color: "cream",
        text_color: "charcoal",
        font: "sans",
        personality_type: null,
        locale: "en",
        enter_sends: "auto",
      };
}
