import type { Nack } from "../../shared/engine/decision.ts";
import type { OwnOperation } from "../../shared/engine/own.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { ClientFrame, OperationFrame } from "../../shared/protocol/client.ts";
import { limits } from "../../shared/protocol/limits.ts";
import { ActiveRelease } from "./active-release.ts";
import { Alarm } from "./alarm.ts";
import { importFile } from "./asks/import.ts";
import { mergeThread } from "./asks/merge.ts";
import { answerAsk, type Ask } from "./asks.ts";
import { isoTime } from "./clock.ts";
import { close, Connections, roomFor, send, type Claims, type Connection } from "./connections.ts";
import { Door } from "./door.ts";
import { keepDraft } from "./handlers/draft.ts";
import { greet } from "./handlers/hello.ts";
import { sendHistory } from "./handlers/history.ts";
import { sendNack, toldNack } from "./handlers/nack.ts";
import { tell, tellPresence } from "./handlers/tell.ts";
import type { RoomHost } from "./host.ts";
import { Learner, type Committed } from "./learner.ts";
import { Leaving } from "./leaving.ts";
import { isLiveQuestion } from "./live/asks.ts";
import { Company } from "./live/company.ts";
import { admitted } from "./live/watching.ts";
import { loadFromD1 } from "./load.ts";
import { lookBegins, lookEnds } from "./looks.ts";
import { Queue } from "./queue.ts";
import { Saving } from "./saving.ts";

/** An operation that was not kept comes again after this; how often D1 is asked for a learner it may have changed. */
const notKeptRetryMs = 2_000;

const gone = { error: { code: "unauthenticated", message: "This account is gone" } };

/**
 * A learner's conversation: the sockets of every device, one queue of operations, and what is done with each
 * frame. Knows nothing of the host it runs on.
 */
export class Room {
  readonly #host: RoomHost;
  readonly #queue = new Queue();
  readonly #connections: Connections;
  readonly #door: Door;
  readonly #alarm: Alarm;
  readonly #release: ActiveRelease;
  readonly #saving: Saving;
  readonly #leaving: Leaving;
  readonly #company: Company;
  #learner: Learner | null = null;
  #loadAfter = 0;

  constructor(host: RoomHost) {
    this.#host = host;
    this.#connections = new Connections(() => host.connections());
    this.#door = new Door(host.userId, host.clock, this.#connections, this.#queue);
    this.#alarm = new Alarm(host.clock, (at) => host.setAlarm(at));
    this.#release = new ActiveRelease(host, () =>
      host.waitUntil(this.#queue.run(() => this.#followRelease())),
    );
    this.#saving = new Saving(
      host,
      this.#connections,
      this.#alarm,
      (version) => this.#release.heard(version),
      () => this.#company.reporting.saved(host.clock.now()),
    );
    this.#company = new Company(host, this.#connections, this.#alarm, {
      spread: (learner, committed) => this.#spread(learner, committed),
      endLook: (connection) => this.#stopsLooking(connection),
      queued: (work) => host.waitUntil(this.#queue.run(work)),
    });
    this.#leaving = new Leaving(host, this.#connections, (at) => this.#alarm.by(at));
  }

  /** @param alarm what an instance before this one has set, and that has not rung */
  wake(alarm: number | null): void {
    this.#alarm.found(alarm);
  }

  /** D1 has said which content version is active (decision 28). */
  heard(version: number): void {
    this.#release.heard(version);
  }

  connect(connection: Connection, claims: Claims): void {
    if (this.#leaving.begun) return close(connection, "unauthenticated", "this account is gone");
    if (this.#door.admit(connection, claims)) this.#rearm();
  }

  async message(connection: Connection, data: string | ArrayBuffer): Promise<void> {
    const frame = this.#door.frameOf(connection, data);
    if (frame !== null) await this.#queue.run(() => this.#handle(connection, frame));
  }

  async #handle(connection: Connection, frame: ClientFrame): Promise<void> {
    if (frame.t === "hello" && frame.v < 1) return close(connection, "clientTooOld", "reload the page");
    if (frame.t === "hello" && frame.v > 1) return close(connection, "serverTooOld", "try again soon");
    if (frame.t !== "hello" && connection.state?.helloed !== true) {
      return close(connection, "noHello", "hello first");
    }
    if (this.#leaving.begun) return close(connection, "unauthenticated", "this account is gone");
    const learner = await this.#loaded();
    const { state } = connection;
    if (state === null) return;
    if (learner === null) {
      send(connection, { t: "status", store: "degraded" });
      return close(connection, "tryLater", "the store cannot be reached");
    }
    const { journal, clock } = this.#host;
    switch (frame.t) {
      case "hello": {
        await this.#followRelease();
        const claims =
          state.claims.role === "owner" ? state.claims : admitted(learner.state, state.claims, clock.now());
        if (claims === null) return close(connection, "forbidden", "not yours");
        const { deviceId, zone } = frame;
        connection.setState({ ...state, claims, deviceId, helloed: true, zone });
        greet(connection, claims, frame, {
          learner,
          journal,
          savedSeq: this.#saving.savedSeq,
          store: this.#saving.store,
          live: this.#company.frame(learner),
          nowMs: clock.now(),
        });
        tellPresence(this.#connections);
        if (claims.role === "observer") await this.#own(lookBegins(learner.state, claims, clock.now()));
        else this.#company.reporting.changed();
        this.#company.rearm();
        this.#release.ask();
        return this.#saving.flush();
      }
      case "reply":
      case "skip":
      case "edit":
      case "visibility":
      case "tool":
      case "practice":
      case "note_seen":
        return this.#operation(connection, learner, frame);
      case "draft":
        keepDraft(connection, frame, {
          learner,
          journal,
          connections: this.#connections,
          nowMs: clock.now(),
          maxBytes: roomFor(state.claims),
        });
        return this.#company.reporting.typed();
      case "history":
        return sendHistory(connection, state.claims, frame, { learner, journal });
      case "hand":
        return this.#company.raise(learner, frame.raised);
      case "presence":
        if (state.presence === frame.state) return;
        connection.setState({ ...state, presence: frame.state });
        if (state.claims.role !== "owner") return;
        tellPresence(this.#connections);
        return frame.state === "typing" ? this.#company.reporting.typed() : this.#company.reporting.changed();
    }
  }

  async #operation(connection: Connection, learner: Learner, frame: OperationFrame): Promise<void> {
    const now = this.#host.clock.now();
    this.#host.faults.beforeCommit();
    const { claims, deviceId, zone } = connection.state ?? { claims: null, deviceId: null, zone: null };
    const outcome = await learner.run(frame, now, {
      device: deviceId,
      zone,
      ...("at" in frame && frame.at !== undefined ? { claimedAt: frame.at } : {}),
      maxBytes: roomFor(claims),
    });
    if (!outcome.ok) return this.#refuse(connection, frame, toldNack(learner, frame, outcome.nack));
    this.#host.faults.afterCommit();
    send(connection, { t: "ack", opId: frame.opId, seq: outcome.seq, rev: outcome.rev, dup: outcome.dup });
    if (outcome.committed !== null) this.#spread(learner, outcome.committed);
  }

  #refuse(connection: Connection, frame: OperationFrame, nack: Nack): void {
    if (nack.code !== "busy") return sendNack(connection, frame.opId, nack);
    sendNack(connection, frame.opId, nack, notKeptRetryMs);
    this.#saving.notKept();
  }

  /** An operation of the object's own. */
  async #own(op: OwnOperation | null): Promise<void> {
    if (op === null || this.#learner === null) return;
    const outcome = await this.#learner.run(op, this.#host.clock.now());
    if (outcome.ok && outcome.committed !== null) this.#spread(this.#learner, outcome.committed);
  }

  /** With the last socket of an observer their look ends. */
  async #stopsLooking({ id, state }: Connection): Promise<void> {
    const claims = state?.claims;
    if (state?.helloed !== true || claims?.role !== "observer" || this.#learner === null) return;
    const others = this.#connections
      .observers()
      .filter(({ connection }) => connection.id !== id)
      .filter(
        ({ state: own }) =>
          own.claims.role === "observer" &&
          own.claims.participantId === claims.participantId &&
          // Of two who look at the same learner each has a look of their own.
          own.claims.name === claims.name,
      );
    if (others.length === 0) await this.#own(lookEnds(this.#learner.state, claims, this.#host.clock.now()));
  }

  /** What follows a commit: every device hears of it, and D1 gets it. */
  #spread(learner: Learner, committed: Committed): void {
    tell(this.#connections, learner, committed);
    // Before D1: on its way it does not wait for a batch that is being written.
    this.#company.reporting.committed(committed);
    this.#saving.committed();
  }

  /**
   * From memory, from the object's own log, or from D1 when that is empty; null while D1 cannot be reached. One that is
   * adrift is read again; until that can be done it is there for reading.
   */
  async #loaded(): Promise<Learner | null> {
    const known = this.#learner;
    if (known !== null && !known.adrift) return known;
    const now = this.#host.clock.now();
    if (known !== null && now < this.#loadAfter) return known;
    this.#loadAfter = now + notKeptRetryMs;
    const learner = await this.#read();
    if (learner === null || learner.adrift) return (this.#learner = known);
    if (known !== null) this.#readAgain(known, learner);
    return learner;
  }

  async #read(): Promise<Learner | null> {
    const { journal, releases, userId, store } = this.#host;
    const resumed = Learner.resume(journal, releases, userId);
    if (resumed !== null) return this.#adopt(resumed);
    try {
      const loaded = await loadFromD1(userId, journal, store, releases);
      if (loaded === null) return null;
      const learner = await this.#adopt(loaded.learner);
      if (loaded.activeVersion !== null) this.#release.heard(loaded.activeVersion);
      return learner;
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      console.warn(JSON.stringify({ code: "load_failed", error: name }));
      return null;
    }
  }

  /** What was refused may be in the log after all: events that nobody was told of, which only a hello brings. */
  #readAgain(before: Learner, { headSeq }: Learner): void {
    this.#saving.well();
    if (headSeq === before.headSeq) return;
    for (const { connection } of this.#connections.all()) close(connection, "renewed", "open again");
  }

  async #adopt(learner: Learner): Promise<Learner> {
    this.#learner = learner;
    this.#saving.adopt(learner);
    this.#company.adopt(learner);
    if (learner.n === 0) {
      await learner.run({ t: "open", opId: crypto.randomUUID() }, this.#host.clock.now());
      this.#saving.adopt(learner);
    }
    const { releases } = this.#host;
    if (releases.at(learner.stem.version) === undefined) await this.#switch(learner, releases.newest());
    return learner;
  }

  disconnected(connection: Connection): void {
    this.#door.left(connection);
    if (this.#leaving.begun) return;
    this.#host.waitUntil(this.#queue.run(() => this.#stopsLooking(connection)));
    this.#saving.unattended();
    tellPresence(this.#connections);
    // Whoever watches the room hears that they have gone, also where this object has just woken.
    if (connection.state?.claims.role !== "owner" || !this.#company.isInRoom) return;
    this.#host.waitUntil(
      this.#queue.run(async () => {
        if ((await this.#loaded()) !== null) this.#company.reporting.changed();
      }),
    );
  }

  /** Closes the sockets of a session that was signed out, or that goes on with another token (SPEC TR9). */
  closeSession(sessionId: string, how: "ended" | "renewed"): void {
    for (const { connection, state } of this.#connections.owners()) {
      if (state.claims.role === "owner" && state.claims.sessionId === sessionId) {
        if (how === "ended") close(connection, "unauthenticated", "signed out");
        else close(connection, "renewed", "open again");
      }
    }
  }

  /** A learner-scoped read or write over HTTP, from the object's own state, D1 or not (protocol section 4). */
  async ask(question: Ask): Promise<{ status: number; body: unknown }> {
    let answer: { status: number; body: unknown } = {
      status: 503,
      body: { error: { code: "unavailable", message: "Try again in a moment" } },
    };
    await this.#queue.run(async () => {
      if (this.#leaving.begun && question.ask !== "leave") {
        return void (answer = { status: 401, body: gone });
      }
      if (question.ask === "account") return void (answer = await this.#leaving.receipt());
      if (question.ask === "leave") {
        if (this.#company.isInRoom && !this.#leaving.begun) this.#company.departs(await this.#loaded());
        return void (answer = await this.#leaving.begin());
      }
      const learner = await this.#loaded();
      if (learner === null) return;
      if (question.ask === "saved_snapshot" && !(await this.#saving.allSaved(learner))) return;
      if (isLiveQuestion(question)) {
        answer = await this.#company.answer(learner, question);
        if (learner.adrift) this.#saving.notKept();
        this.#saving.unattended();
        return;
      }
      const now = this.#host.clock.now();
      const { status, body, committed } =
        question.ask === "import"
          ? await importFile(learner, this.#host.store, question, now)
          : question.ask === "merge"
            ? await mergeThread(learner, this.#host.store, question, now)
            : await answerAsk(learner, question, now);
      answer = { status, body };
      if (learner.adrift) this.#saving.notKept();
      if (committed === undefined) return;
      this.#spread(learner, committed);
      this.#saving.unattended();
    });
    return answer;
  }

  /** Idempotent: may come twice, late, or for nothing. */
  async alarm(): Promise<void> {
    this.#alarm.rang();
    if (this.#leaving.begun) return this.#leaving.retry();
    const now = this.#host.clock.now();
    for (const { connection, state } of this.#connections.all()) {
      if (!state.helloed && now - state.connectedAt >= limits.helloWithinMs) {
        close(connection, "noHello", "no hello");
      }
    }
    const { journal, releases, userId } = this.#host;
    await this.#queue.run(async () => {
      if (this.#learner !== null || journal.firstUnsaved() === null) return;
      const resumed = Learner.resume(journal, releases, userId);
      if (resumed !== null) await this.#adopt(resumed);
    });
    journal.files.purge(isoTime(now));
    await this.#queue.run(async () => {
      if (this.#learner !== null) await this.#company.dismiss(this.#learner);
    });
    this.#company.reporting.retry();
    await this.#saving.retry();
    this.#rearm();
  }

  /** Everything that is due: a new instance does not know what its alarm was set for. */
  #rearm(): void {
    const now = this.#host.clock.now();
    for (const { state } of this.#connections.all()) {
      if (!state.helloed) this.#alarm.by(Math.max(now + 1_000, state.connectedAt + limits.helloWithinMs));
    }
    const end = this.#host.journal.files.nextEnd();
    if (end !== null) this.#alarm.by(Math.max(now + 1_000, Date.parse(end)));
    this.#company.rearm();
    this.#saving.rearm();
  }

  /** Follows the active release between two operations, to a version that this worker carries (decision 28). */
  async #followRelease(): Promise<void> {
    const { version } = this.#release;
    const learner = this.#learner;
    if (learner === null || version === null || version === learner.stem.version) return;
    const to = this.#host.releases.at(version);
    if (to !== undefined) await this.#switch(learner, to);
  }

  async #switch(learner: Learner, to: Stem): Promise<void> {
    const outcome = await learner.switchTo(to, crypto.randomUUID(), this.#host.clock.now());
    if (outcome.ok && outcome.committed !== null) this.#spread(learner, outcome.committed);
  }
}
