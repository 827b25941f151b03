import type { Phase } from "../model/client.ts";
import type { Base } from "./base.ts";
import type { Environment } from "./environment.ts";
import { readKept, type Kept } from "./keeper.ts";
import { adopt, baseFor, provisionalBase, provisionalUser } from "./provisional.ts";
import { openSession, type Session, type SessionHooks } from "./session.ts";

const askAgainMs = 5000;
/** The kept thread waits so long for its text from this device, or from the network where it is not here. */
const contentMostMs = 2000;
const postAgainMs = { first: 1000, most: 30_000 };

export interface Opening {
  phase(): Phase;
  session(): Session | null;
  deviceId(): string | null;
  /** The thread began in this visit, before anybody's eyes. */
  begunHere(): boolean;
  begin(): void;
  /** Runs `task` with the session: now, or as soon as there is one to give things to. */
  withSession(task: (session: Session) => void): void;
  /** Somebody signed in on this page: what it shows from now on is theirs, and what they left unsent here goes on. */
  enter(userId: string, path: string): Promise<void>;
  /** This learner is gone from this device. */
  signedOut(): void;
}

export interface OpeningHooks extends Omit<SessionHooks, "stranger" | "left"> {
  /** Resolves when this module's text is here, or cannot be had now. */
  content(version: number, moduleId: string): Promise<void>;
}

interface Last {
  readonly userId: string;
  readonly path: string;
}

/**
 * Whose thread this is: kept on this device, asked of the server, or begun here. Loading a page makes
 * nothing; Begin makes the anonymous session (`POST /api/session`).
 */
export function createOpening(env: Environment, hooks: OpeningHooks): Opening {
  let phase: Phase = "loading";
  let session: Session | null = null;
  let deviceId: string | null = null;
  let begun = false;
  /** Between two sessions things wait here, and are still shown from the old one. */
  let accepting = false;
  let queue: ((session: Session) => void)[] = [];
  let cancelRetry: () => void = () => {};

  const set = (next: Phase) => {
    phase = next;
    hooks.changed();
  };
  const one = async <T>(key: string): Promise<T | null> => {
    const found = (await env.storage.list(key)).find(([name]) => name === key);
    return found === undefined ? null : (found[1] as T);
  };
  const keep = (key: string, value: unknown) => env.storage.write([[key, value]]).catch(() => undefined);

  function open(userId: string, path: string | null, kept: Kept, seed: Base | null) {
    const who = { userId, path, deviceId: deviceId ?? "", seed };
    session = openSession(env, who, kept, { ...hooks, stranger: () => void strange(), left });
    accepting = true;
    const waiting = queue;
    queue = [];
    for (const task of waiting) task(session);
    hooks.changed();
  }

  async function start() {
    const [device, last, key, logout] = await Promise.all([
      one<string>("device"),
      one<Last>("last"),
      one<string>("begun"),
      one<boolean>("logout"),
    ]).catch(() => [null, null, null, null] as const);
    deviceId = device ?? env.uuid();
    if (device === null) void keep("device", deviceId);
    if (logout === true) {
      const done = await env.request("POST", "/api/auth/logout", { body: {} }).catch(() => null);
      if (done !== null && done.status < 500) await keep("logout", undefined);
    }
    if (begun) return;
    if (key !== null) return provisional(key, await readKept(env, provisionalUser));
    if (last === null) return ask("landing");
    const kept = await readKept(env, last.userId);
    await textOf(kept);
    if (!begun) open(last.userId, last.path, kept, null);
  }

  /** A thread is shown with its questions, not before them. */
  async function textOf({ base }: Kept) {
    if (base === null || base.asked === null || base.contentVersion === null) return;
    const late = new Promise<void>((resolve) => env.after(contentMostMs, resolve));
    await Promise.race([hooks.content(base.contentVersion, base.asked.moduleId), late]);
  }

  /**
   * Asks whether there is a session, until there is an answer.
   * @param meanwhile what stands while nobody can be reached: where nothing is kept here, the way to begin, which
   * needs no network
   */
  async function ask(meanwhile: "landing" | "unreachable") {
    const reply = await env.request("GET", "/api/session").catch(() => null);
    if (begun) return;
    const found = reply?.status === 200 ? sessionIn(reply.body) : null;
    if (found !== null) {
      await keep("last", { userId: found.userId, path: found.socket });
      return open(found.userId, found.socket, await readKept(env, found.userId), null);
    }
    if (reply?.status === 401) return set("landing");
    set(meanwhile);
    again(() => void ask(meanwhile), askAgainMs);
  }

  function again(task: () => void, ms: number) {
    cancelRetry();
    const once = () => {
      cancelRetry();
      task();
    };
    const timer = env.after(ms, once);
    const online = env.page.on("online", once);
    cancelRetry = () => {
      timer();
      online();
    };
  }

  function begin() {
    if (begun || (session !== null && phaseNow() === "thread")) return;
    const key = env.uuid();
    void keep("begun", key);
    provisional(key, { base: null, ops: [], drafts: new Map() });
  }

  function provisional(key: string, kept: Kept) {
    begun = true;
    cancelRetry();
    const old = session;
    session = null;
    void old?.close();
    const at = new Date(env.now()).toISOString();
    open(provisionalUser, null, kept, provisionalBase(hooks.stemsFor, env.first?.version ?? null, at));
    set("thread");
    void post(key, postAgainMs.first);
  }

  async function post(key: string, waitMs: number): Promise<void> {
    const reply = await env
      .request("POST", "/api/session", { body: {}, idempotencyKey: key })
      .catch(() => null);
    const found = reply === null ? null : sessionIn(reply.body);
    const old = session;
    if (found === null || old === null) {
      const jittered = waitMs * (0.5 + env.random() / 2);
      return again(() => void post(key, Math.min(postAgainMs.most, waitMs * 2)), jittered);
    }
    accepting = false;
    await old.close();
    const model = old.model();
    const kept = await adopt(env, found.userId, model, found.socket).catch((): Kept => ({
      base: null,
      ops: model.ops,
      drafts: model.drafts,
    }));
    open(found.userId, found.socket, kept, baseFor(found.userId, model.base));
  }

  /** The cookie is another learner's: nothing of this one is sent (rule 13); it stays on this device. */
  async function strange() {
    accepting = false;
    queue = [];
    await session?.close();
    session = null;
    set("loading");
    await keep("last", undefined);
    return ask("unreachable");
  }

  async function enter(userId: string, path: string) {
    accepting = false;
    queue = [];
    cancelRetry();
    await session?.close();
    session = null;
    begun = false;
    set("loading");
    await keep("begun", undefined);
    await keep("last", { userId, path });
    open(userId, path, await readKept(env, userId), null);
  }

  function signedOut() {
    accepting = false;
    queue = [];
    session = null;
    begun = false;
    set("landing");
  }

  /** Another tab signed out: what this one had still to write goes too. */
  function left() {
    void session?.forget();
    signedOut();
  }

  function phaseNow(): Phase {
    if (session === null) return phase;
    const { base, line } = session.model();
    if (line.ended === "signed_out") return "signed_out";
    if (line.ended === "too_old") return "too_old";
    if (begun || base.lastSeq > 0) return "thread";
    return line.connection === "offline" ? "unreachable" : "loading";
  }

  void start();
  return {
    phase: phaseNow,
    session: () => session,
    deviceId: () => deviceId,
    begunHere: () => begun,
    begin,
    withSession(task) {
      if (session !== null && accepting) task(session);
      else queue.push(task);
    },
    enter,
    signedOut,
  };
}

function sessionIn(body: unknown): { userId: string; socket: string } | null {
  if (body === null || typeof body !== "object" || !("userId" in body)) return null;
  const { userId } = body;
  const socket = "socket" in body && typeof body.socket === "string" ? body.socket : "/ws";
  return typeof userId === "string" ? { userId, socket } : null;
}
