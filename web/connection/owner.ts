import { closeCodes } from "../../shared/protocol/codes.ts";
import type { LearnersLive } from "../../shared/protocol/room.ts";
import { serverFrame, type ServerFrame, type ServerFrameOf } from "../../shared/protocol/server.ts";
import { perform } from "./commands.ts";
import type { Draft } from "./drafts.ts";
import { isTerminal, type Environment, type Link } from "./environment.ts";
import { createHeartbeat } from "./heartbeat.ts";
import type { Command, Line, Model } from "./model.ts";
import type { Ops } from "./ops.ts";
import { createOwnerDrafts } from "./ownerDrafts.ts";
import { createOwnerNotices } from "./ownerNotices.ts";
import { createOwnerOutbox } from "./ownerOutbox.ts";
import { createPresence } from "./presence.ts";

const protocolVersion = 1;
/** After so many failed attempts in a row the learner is told that there is no line. */
const offlineAfterFailures = 3;

/** What the tab that holds the socket can do to the model that all tabs share. */
export interface OwnerPort {
  model(): Model;
  /** Folds a frame here and in the other tabs. False when something is missing before it. */
  fold(frame: ServerFrame): boolean;
  set(change: { ops?: Ops; line?: Partial<Line> }): void;
  setDraft(about: string, draft: Draft | null): void;
  /** The server speaks to somebody else: the cookie has changed hands. */
  stranger(): void;
  /** A new release is active; `ready` runs when its index is here. */
  newContent(version: number, ready: () => void): void;
}

export interface Owner {
  perform(command: Command): void;
  /** Unsent work was typed in some tab. */
  draftTyped(about: string): void;
  stop(): void;
}

/** The conversation with the server, in the one tab of a browser that holds it. */
export function createOwner(env: Environment, port: OwnerPort, path: string, deviceId: string): Owner {
  /** A welcome came on this socket, and it lives. */
  let ready = false;
  /** One `hello` at a time: frames that miss their predecessors may come in numbers. */
  let asking = false;
  let failures = 0;
  /** It was told that there is no line, and since then none came: attempts that fail between do not unsay it. */
  let wasOffline = port.model().line.connection === "offline";
  const send = (frame: object): boolean => link.send(JSON.stringify(frame));
  const sendReady = (frame: object): boolean => ready && send(frame);

  const drafts = createOwnerDrafts(env, port, deviceId, sendReady);
  const notices = createOwnerNotices(env, port);
  const ops = createOwnerOutbox(env, port, { send: sendReady, renew, giveBack: drafts.giveBack });
  const presence = createPresence(env, (state) => sendReady({ t: "presence", state }));
  const heartbeat = createHeartbeat(env, { ping: () => ready && link.send("ping"), dead: renew });
  const link: Link = env.link(path, {
    open() {
      heartbeat.heard();
      hello(false);
    },
    message(text) {
      heartbeat.heard();
      if (text !== "pong") receive(text);
    },
    down: lost,
  });

  function hello(afresh: boolean) {
    const { epoch, lastSeq } = port.model().base;
    asking = true;
    const known = afresh ? null : epoch;
    send({ t: "hello", v: protocolVersion, deviceId, epoch: known, lastSeq, zone: env.zone() });
  }

  function lost(code: number) {
    ready = false;
    asking = false;
    failures += 1;
    const offline = !env.page.online() || failures >= offlineAfterFailures;
    const ended = isTerminal(code) ? endedBy(code) : null;
    const connection = offline || ended !== null ? "offline" : "connecting";
    wasOffline ||= connection === "offline";
    ops.lost({ connection, devices: [], ended });
  }

  /** Renewed by us, not closed by the server: the same loss, and an attempt at once. */
  function renew() {
    lost(0);
    link.renew();
  }

  function receive(text: string) {
    const parsed = serverFrame.safeParse(parse(text));
    // A frame this client does not know is a later server's.
    if (parsed.success) onFrame(parsed.data);
  }

  function onFrame(frame: ServerFrame) {
    switch (frame.t) {
      case "welcome":
        return onWelcome(frame);
      case "snapshot":
      case "events":
      case "saved":
      case "recall":
        return onFacts(frame);
      case "ack":
        notices.acked(frame.opId, frame.seq);
        return ops.acked(frame);
      case "nack":
        return ops.nacked(frame);
      case "draft":
        return drafts.heard(frame);
      case "presence": {
        const watching = frame.observers.map((one) => one.name);
        return port.set({ line: { devices: frame.devices, watching } });
      }
      case "status":
        return port.set({ line: { store: frame.store } });
      case "live":
        return told(frame);
      case "page":
        return;
    }
  }

  /** The room and the coaches; a hand is down with the end of its session. */
  function told(live: LearnersLive) {
    port.fold({ t: "live", ...live });
    port.set({ line: { hand: live.session?.hand ?? false } });
  }

  function onWelcome(frame: ServerFrameOf<"welcome">) {
    const { base } = port.model();
    if (frame.userId !== base.userId) return port.stranger();
    if (!port.fold(frame)) return hello(true);
    const isBack = wasOffline;
    wasOffline = false;
    ready = true;
    asking = false;
    failures = 0;
    // A degraded store is told after every welcome (SPEC); silence means that it is well again.
    port.set({ line: { connection: "online", ended: null, store: "ok" } });
    presence.again();
    if (isBack) notices.backOnline();
    ops.pump();
    drafts.sendAll();
    notices.look();
  }

  function onFacts(frame: ServerFrameOf<"snapshot" | "events" | "saved" | "recall">) {
    if (!port.fold(frame)) {
      if (!asking) hello(false);
      return;
    }
    ops.settle();
    if (frame.t === "snapshot" && frame.state?.live) told(frame.state.live);
    if (frame.t === "snapshot") for (const one of frame.state?.drafts ?? []) drafts.heard(one);
    if (frame.t === "events") {
      for (const event of frame.items) {
        if (event.kind === "erased") drafts.erased(event.blockId ?? event.instanceId ?? "");
        if (event.kind !== "content") continue;
        notices.contentUpdated(event.kept, event.added.length);
        port.newContent(event.to, () => hello(true));
      }
    }
    notices.look();
  }

  function comeBack() {
    const { ended } = port.model().line;
    if (ready) heartbeat.check();
    else if (ended === null || ended === "stopped") link.renew();
  }
  const unsubscribe = [
    env.page.on("offline", () => {
      wasOffline = true;
      port.set({ line: { connection: "offline" } });
    }),
    env.page.on("online", () => {
      // The socket may have outlived a short loss.
      if (ready) port.set({ line: { connection: "online" } });
      comeBack();
    }),
    env.page.on("visible", comeBack),
    env.page.on("focus", comeBack),
  ];

  return {
    perform: (command) =>
      perform(env, port, command, {
        drafts,
        pump: ops.pump,
        hurry: () => !ready && link.renew(),
        presence: presence.say,
        hand: (raised) => sendReady({ t: "hand", raised }),
      }),
    draftTyped: drafts.arm,
    stop() {
      for (const cancel of unsubscribe) cancel();
      for (const part of [ops, drafts, heartbeat, presence]) part.stop();
      link.close();
    },
  };
}

function endedBy(code: number): Line["ended"] {
  switch (code) {
    case closeCodes.unauthenticated:
    case closeCodes.forbidden:
      return "signed_out";
    case closeCodes.clientTooOld:
      return "too_old";
    default:
      return "stopped";
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
