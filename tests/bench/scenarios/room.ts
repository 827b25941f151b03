import { releases } from "../../../seed/releases/index.ts";
import type { CockpitFrame } from "../../../shared/protocol/live.ts";
import { atMost, type Figure } from "../figure.ts";
import { Learner } from "../learner.ts";
import { random } from "../random.ts";
import { sleep, steer, type Run } from "../run.ts";
import { Socket } from "../socket.ts";
import { quantile, round, spread } from "../statistics.ts";

const learnersInRoom = 40;
const facilitators = 3;
/** Each phase comes in slices, by turns: what else the machine does falls on all of them. */
const sliceSeconds = 5;
/** Everybody answers once a second, each at a time of their own. */
const everyMs = 1_000;
/** A reply, and a row of the roster, about as large as they are. */
const relayed = { sentBytes: 400, toldBytes: 600 };

/**
 * A full room (issue 6): forty learners answering once a second, three facilitators watching; beside it the same load
 * without a session, and a bare relay through two objects that each write a row.
 */
export async function room({ server, size }: Run): Promise<Figure[]> {
  const alone = await many(learnersInRoom, (i) => Learner.begin(server.dreamtree, random(i)));
  const session = await openSession(server.dreamtree);
  const together = await many(learnersInRoom, async (i) => {
    const learner = await Learner.begin(server.dreamtree, random(i));
    await session.join(learner, `Learner ${i}`);
    return learner;
  });
  const relay = await Relay.open(server.control);
  const acks = { alone: [] as number[], together: [] as number[] };
  const relayMs: number[] = [];
  const slices = Math.max(2, Math.round(size.roomSeconds / sliceSeconds));
  const secondsEach = Math.max(1, Math.round(size.roomSeconds / slices));
  // What is compiled on the way, and what a beginning costs, is nobody's.
  await paced(alone, 2, async (learner) => void (await learner.reply({ untilSaved: false })));
  await paced(together, 2, (learner) => session.answers(learner));
  await relay.load(1);
  session.measured.length = 0;
  for (let slice = 0; slice < slices; slice += 1) {
    await paced(alone, secondsEach, async (learner) => {
      acks.alone.push((await learner.reply({ untilSaved: false })).ackMs);
    });
    await paced(together, secondsEach, async (learner) => {
      acks.together.push(await session.answers(learner));
    });
    relayMs.push(...(await relay.load(secondsEach)));
  }
  await sleep(500);
  const told = session.measured;
  const expected = acks.together.length * facilitators;
  for (const one of [...alone, ...together]) one.close();
  session.close();
  relay.close();
  const toldP95 = quantile(told, 0.95);
  const details = {
    learners: learnersInRoom,
    facilitators,
    secondsEach: secondsEach * slices,
    answers: acks.together.length,
    toldMs: spread(told),
    // Two answers of one learner that came together are told in one row.
    toldOfExpected: round(told.length / expected, 3),
    relayMs: spread(relayMs),
    ackAloneMs: spread(acks.alone),
    ackTogetherMs: spread(acks.together),
  };
  const change = (q: number) => (quantile(acks.together, q) / quantile(acks.alone, q) - 1) * 100;
  return [
    atMost(3, {
      id: "room.toldP95",
      what: "answer → cockpit, 40 learners once a second, 3 facilitators, p95, to a bare relay through two objects",
      value: round(toldP95 / quantile(relayMs, 0.95)),
      unit: "×",
      details,
    }),
    atMost(1_000, {
      id: "room.toldMs",
      what: "the same, p95",
      value: round(toldP95),
      unit: "ms",
      details: {},
    }),
    atMost(10, {
      id: "room.ack",
      what: "reply → ack in the room, p50, more than without a session",
      value: round(change(0.5)),
      unit: "%",
      details: {},
    }),
    atMost(10, {
      id: "room.ackP95",
      what: "the same, p95",
      value: round(change(0.95)),
      unit: "%",
      details: {},
    }),
  ];
}

const many = async <T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> => {
  const all: T[] = [];
  for (let i = 0; i < count; i += 1) all.push(await make(i));
  return all;
};

/** Each of them once a second, at a time of their own; whoever is not ready is late. */
async function paced<T>(
  all: readonly T[],
  seconds: number,
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  const start = performance.now();
  await Promise.all(
    all.map(async (one, i) => {
      for (let n = 0; n < seconds; n += 1) {
        await sleep(start + n * everyMs + (i * everyMs) / all.length - performance.now());
        await work(one);
      }
    }),
  );
  await sleep(start + seconds * everyMs - performance.now());
}

interface Sent {
  readonly answered: number;
  readonly at: number;
}

/** The session, its cockpits, and what they heard when. */
class Session {
  /** From an answer's sending until it stood on a cockpit's roster, ms: one each for every cockpit. */
  readonly measured: number[] = [];
  readonly #sockets: readonly Socket[];
  readonly #consent: string;
  readonly #code: string;
  readonly #participants = new Map<Learner, string>();
  readonly #answered = new Map<string, number>();
  /** What each cockpit is still to be told, by participant. */
  readonly #pending: readonly Map<string, Sent[]>[];
  #isClosed = false;

  constructor(code: string, consent: string, sockets: readonly Socket[]) {
    this.#code = code;
    this.#consent = consent;
    this.#sockets = sockets;
    this.#pending = sockets.map(() => new Map());
    sockets.forEach((socket, i) => void this.#listen(socket, i));
  }

  async join(learner: Learner, alias: string): Promise<void> {
    const body = { code: this.#code, alias, consent: this.#consent };
    const { participantId } = await learner.post<{ participantId: string }>("/api/live/join", body);
    this.#participants.set(learner, participantId);
  }

  /** @returns how long the ack took, ms */
  async answers(learner: Learner): Promise<number> {
    const participantId = this.#participants.get(learner) ?? "";
    const answered = (this.#answered.get(participantId) ?? 0) + 1;
    this.#answered.set(participantId, answered);
    const at = performance.now();
    for (const pending of this.#pending) {
      pending.set(participantId, [...(pending.get(participantId) ?? []), { answered, at }]);
    }
    return (await learner.reply({ untilSaved: false })).ackMs;
  }

  async #listen(socket: Socket, i: number): Promise<void> {
    while (!this.#isClosed) {
      const arrival = await socket.next().catch(() => null);
      if (arrival === null) return;
      const frame = JSON.parse(arrival.text) as CockpitFrame;
      if (frame.t !== "rows") continue;
      for (const { participantId, answered } of frame.members) {
        const pending = this.#pending[i]?.get(participantId) ?? [];
        for (const sent of pending) if (sent.answered <= answered) this.measured.push(arrival.at - sent.at);
        this.#pending[i]?.set(
          participantId,
          pending.filter((sent) => sent.answered > answered),
        );
      }
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const socket of this.#sockets) socket.close();
  }
}

async function openSession(origin: URL): Promise<Session> {
  const people = await many(facilitators, async (i) => {
    const one = await Learner.begin(origin, random(1_000 + i));
    await steer(origin, "facilitator", one.userId);
    return one;
  });
  const [first, ...others] = people;
  if (first === undefined) throw new Error("nobody opens a session");
  const modules = (releases.at(-1)?.outline ?? [])
    .filter(({ level }) => level === "module")
    .map(({ id }) => id);
  const opening = { title: "A full room", modules, mode: "self", name: "First" };
  const { liveId, code, socket } = await first.post<{ liveId: string; code: string; socket: string }>(
    "/api/live",
    opening,
  );
  for (const one of others) {
    const { link } = await first.post<{ link: string }>(`/api/live/${liveId}/facilitators`, {});
    await one.post("/api/live/facilitate", { token: link.split("#")[1], name: "Another" });
  }
  const { consent } = await first.post<{ consent: { id: string } }>("/api/live/look", { code });
  return new Session(
    code,
    consent.id,
    await many(people.length, (i) => (people[i] ?? first).socketTo(socket)),
  );
}

/** The control: a message to one object, which writes it and passes it on to another, which writes it and tells three. */
class Relay {
  readonly #senders: readonly Socket[];
  readonly #watchers: readonly Socket[];
  readonly #sent = new Map<string, number>();
  #measured: number[] = [];

  private constructor(senders: readonly Socket[], watchers: readonly Socket[]) {
    this.#senders = senders;
    this.#watchers = watchers;
    for (const watcher of watchers) void this.#listen(watcher);
  }

  static async open(control: URL): Promise<Relay> {
    const watchers = await many(facilitators, () => Socket.open(new URL("/room/bench", control)));
    const senders = await many(learnersInRoom, (i) => Socket.open(new URL(`/relay/bench-${i}`, control)));
    return new Relay(senders, watchers);
  }

  async #listen(watcher: Socket): Promise<void> {
    for (;;) {
      const arrival = await watcher.next().catch(() => null);
      if (arrival === null) return;
      const sent = this.#sent.get(arrival.text.trim().split(" ")[0] ?? "");
      if (sent !== undefined) this.#measured.push(arrival.at - sent);
    }
  }

  /** @returns milliseconds from the sending of each to each watcher */
  async load(seconds: number): Promise<number[]> {
    this.#measured = [];
    await paced(this.#senders, seconds, async (sender) => {
      const id = crypto.randomUUID();
      this.#sent.set(id, sender.send(`${id} ${relayed.toldBytes} `.padEnd(relayed.sentBytes, "r")));
    });
    await sleep(200);
    return this.#measured;
  }

  close(): void {
    for (const socket of [...this.#senders, ...this.#watchers]) socket.close();
  }
}
