import { serverFrame, type ServerFrame, type ServerFrameOf } from "../../shared/protocol/server.ts";
import { closeCodes } from "../../shared/protocol/codes.ts";
import type { Notice } from "../model/client.ts";
import { draftFrame, draftSent, told, typed, type Draft } from "./drafts.ts";
import { isTerminal, type Environment, type Link } from "./environment.ts";
import { createHeartbeat } from "./heartbeat.ts";
import type { Command, Line, Model } from "./model.ts";
import * as outbox from "./outbox.ts";
import { createPresence } from "./presence.ts";
import { ackTimeoutMs } from "./sending.ts";

export const protocolVersion = 1;
const draftAfterMs = 800;

/** What the tab that holds the socket can do to the model that all tabs share. */
export interface OwnerPort {
  model(): Model;
  /** Folds a frame here and in the other tabs. False when events are missing before it. */
  fold(frame: ServerFrame): boolean;
  set(change: { ops?: outbox.Ops; line?: Partial<Line> }): void;
  setDraft(blockId: string, draft: Draft | null): void;
  /** The server speaks to somebody else: the cookie has changed hands. */
  stranger(): void;
  /** A new release is active; `then` when its index is here. */
  newContent(version: number, then: () => void): void;
}

export interface Owner {
  perform(command: Command): void;
  /** Unsent work was typed in some tab. */
  draftTyped(blockId: string): void;
  stop(): void;
}

/** The conversation with the server, in the one tab of a browser that holds it. */
export function createOwner(env: Environment, port: OwnerPort, path: string, deviceId: string): Owner {
  let ready = false;
  /** One `hello` at a time: frames that miss their predecessors may come in numbers. */
  let asking = false;
  let failures = 0;
  let wasOnline = false;
  let backlog: ReadonlySet<string> | null = null;
  let pausedUntil = 0;
  const draftTimers = new Map<string, () => void>();
  const cancels = new Set<() => void>();

  const after = (ms: number, task: () => void) => {
    const cancel = env.after(ms, () => {
      cancels.delete(cancel);
      task();
    });
    cancels.add(cancel);
    return cancel;
  };
  const send = (frame: object): boolean => link.send(JSON.stringify(frame));
  const setOps = (ops: outbox.Ops) => {
    if (ops !== port.model().ops) port.set({ ops });
  };

  const heartbeat = createHeartbeat(env, {
    ping: () => ready && link.send("ping"),
    dead: () => renew(),
  });
  const presence = createPresence(env, (state) => ready && send({ t: "presence", state }));

  const link: Link = env.link(path, {
    open() {
      heartbeat.heard();
      hello(false);
    },
    message(text) {
      heartbeat.heard();
      if (text !== "pong") receive(text);
    },
    down: (code) => lost(code),
  });

  function hello(afresh: boolean) {
    const { epoch, lastSeq } = port.model().base;
    const zone = env.zone();
    asking = true;
    send({ t: "hello", v: protocolVersion, deviceId, epoch: afresh ? null : epoch, lastSeq, zone });
  }

  function lost(code: number) {
    ready = false;
    asking = false;
    failures += 1;
    const ops = outbox.socketLost(port.model().ops);
    const ended = isTerminal(code) ? endedBy(code) : null;
    port.set({ ops, line: { connection: down(), devices: [], ended } });
  }
  const down = (): Line["connection"] => (env.page.online() && failures < 3 ? "connecting" : "offline");

  /** Renewed by us, not closed by the server: the same loss, and an attempt at once. */
  function renew() {
    lost(0);
    link.renew();
  }

  function receive(text: string) {
    const parsed = serverFrame.safeParse(parse(text));
    // A frame this client does not know is a later server's (protocol, section intro).
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
        setOps(outbox.acked(port.model().ops, frame.opId, frame.seq, env.now()));
        setOps(outbox.settled(port.model().ops, port.model().base.lastSeq));
        return pump();
      case "nack":
        return onNack(frame);
      case "draft":
        return onDraft(frame);
      case "presence":
        return port.set({
          line: { devices: frame.devices, watching: frame.observers.map((one) => one.name) },
        });
      case "status":
        return port.set({ line: { store: frame.store } });
      case "page":
      case "live":
        return;
    }
  }

  function onWelcome(frame: ServerFrameOf<"welcome">) {
    if (frame.userId !== port.model().base.userId) return port.stranger();
    const back = wasOnline && port.model().line.connection === "offline";
    ready = true;
    asking = false;
    wasOnline = true;
    failures = 0;
    port.fold(frame);
    port.set({ line: { connection: "online", ended: null } });
    if (frame.contentVersion !== port.model().base.contentVersion)
      port.newContent(frame.contentVersion, () => {});
    if (back)
      backlog = new Set(
        port
          .model()
          .ops.filter(outbox.isUnresolved)
          .map((op) => op.opId),
      );
    pump();
    for (const [blockId, draft] of port.model().drafts) if (draft.dirty) sendDraft(blockId);
    cameBack();
  }

  function onFacts(frame: ServerFrameOf<"snapshot" | "events" | "saved" | "recall">) {
    if (!port.fold(frame)) return asking ? undefined : hello(false);
    const { base, ops } = port.model();
    setOps(outbox.settled(ops, base.lastSeq));
    if (frame.t === "snapshot") for (const one of frame.state?.drafts ?? []) onDraft({ t: "draft", ...one });
    if (frame.t === "events") {
      for (const event of frame.items) if (event.kind === "content") onContent(event);
    }
    cameBack();
  }

  function onContent(event: { to: number; kept: number; added: readonly string[] }) {
    notice("content_updated", updatedText(event.kept, event.added.length));
    port.newContent(event.to, () => hello(true));
  }

  function onNack(frame: ServerFrameOf<"nack">) {
    const { ops, drafts, pauseMs } = outbox.nacked(port.model().ops, frame);
    for (const { blockId, value } of drafts) giveBack(blockId, value);
    setOps(ops);
    if (pauseMs !== null) {
      pausedUntil = env.now() + pauseMs;
      after(pauseMs, pump);
    }
    pump();
  }

  /** A refused text becomes a draft; what is being typed there stays, and the text stands beside it. */
  function giveBack(blockId: string, value: unknown) {
    const before = port.model().drafts.get(blockId);
    const draft =
      before === undefined
        ? typed(undefined, value, env.now())
        : { ...before, other: { value, at: env.now(), from: "your earlier answer" } };
    port.setDraft(blockId, draft);
    if (draft.dirty) armDraft(blockId);
  }

  /** Sends in order, at most 8 un-acked (rule 13). */
  function pump() {
    if (!ready || env.now() < pausedUntil) return;
    for (const op of outbox.sendable(port.model().ops)) {
      if (!send(op.frame)) return;
      port.set({ ops: outbox.markSent(port.model().ops, op.opId) });
      after(ackTimeoutMs, () => {
        const now = port.model().ops.find((one) => one.opId === op.opId);
        if (now?.state !== "sent") return;
        port.set({ ops: outbox.markUnconfirmed(port.model().ops, op.opId) });
        renew();
      });
    }
  }

  function armDraft(blockId: string) {
    draftTimers.get(blockId)?.();
    draftTimers.set(
      blockId,
      after(draftAfterMs, () => sendDraft(blockId)),
    );
  }
  function sendDraft(blockId: string) {
    const draft = port.model().drafts.get(blockId);
    if (draft === undefined || !draft.dirty || !ready) return;
    // An empty draft has nothing to be kept for once the server has forgotten the old one.
    if (send(draftFrame(blockId, draft)))
      port.setDraft(blockId, draft.value === null ? null : draftSent(draft));
  }
  function onDraft(frame: Omit<ServerFrameOf<"draft">, "t"> & { t: "draft" }) {
    const { blockId } = frame;
    if (blockId === undefined) return;
    const { base, line, drafts, ops } = port.model();
    const mine = frame.deviceId === deviceId;
    const covered = [
      base.state.answers.get(blockId)?.value,
      ...ops.filter((op) => op.frame.blockId === blockId).map(outbox.valueOf),
    ];
    const local = drafts.get(blockId);
    // What has been sent as an answer is no draft any more, whoever still keeps it.
    if (local === undefined && covered.some((value) => JSON.stringify(value) === JSON.stringify(frame.value)))
      return;
    const label = line.devices.find((one) => one.deviceId === frame.deviceId)?.label ?? "another device";
    const at = frame.at === undefined ? env.now() : Date.parse(frame.at);
    const next = told(local, { value: frame.value, rev: frame.draftRev, at, from: mine ? null : label });
    port.setDraft(blockId, next);
    if (next?.dirty === true) armDraft(blockId);
  }

  function notice(kind: Notice["kind"], text: string) {
    const { notices } = port.model().line;
    const rest = notices.filter((one) => one.kind !== kind);
    port.set({ line: { notices: [...rest, { id: env.uuid(), kind, text }] } });
  }

  /** "Back online. 2 answers saved." once what waited is in D1 (ux 3.12). */
  function cameBack() {
    if (backlog === null) return;
    const { ops, base } = port.model();
    const waiting = new Set(
      ops.filter((op) => op.state !== "failed" && op.state !== "conflict").map((op) => op.opId),
    );
    for (const one of base.unsaved.values()) waiting.add(one.opId);
    if ([...backlog].some((opId) => waiting.has(opId))) return;
    const sent = backlog.size;
    backlog = null;
    notice(
      "back_online",
      sent === 0 ? "Back online." : `Back online. ${sent === 1 ? "1 answer" : `${sent} answers`} saved.`,
    );
  }

  function perform(command: Command) {
    const { ops, line, drafts } = port.model();
    switch (command.do) {
      case "enqueue":
        port.set({ ops: outbox.enqueue(ops, command.op) });
        return pump();
      case "retry":
        setOps(outbox.retried(ops, command.opId));
        if (!ready) link.renew();
        return pump();
      case "takeBack": {
        const op = ops.find((one) => one.opId === command.opId && one.state === "failed");
        if (op === undefined) return;
        setOps(outbox.without(ops, op.opId));
        port.setDraft(op.frame.blockId, typed(drafts.get(op.frame.blockId), outbox.valueOf(op), env.now()));
        return armDraft(op.frame.blockId);
      }
      case "settle": {
        const op = ops.find((one) => one.frame.blockId === command.blockId && one.state === "conflict");
        if (op === undefined) return;
        const rest = outbox.without(ops, op.opId);
        setOps(
          command.frame === null
            ? rest
            : outbox.enqueue(rest, outbox.newOp(command.frame, env.now(), op.order)),
        );
        return pump();
      }
      case "dismiss":
        return port.set({ line: { notices: line.notices.filter((one) => one.id !== command.noticeId) } });
      case "presence":
        return presence.say(command.state);
      case "nudge":
        if (!ready) link.renew();
        return;
    }
  }

  const unsubscribe = [
    env.page.on("online", () => !ready && link.renew()),
    env.page.on("offline", () => port.set({ line: { connection: "offline" } })),
    ...(["visible", "focus"] as const).map((event) =>
      env.page.on(event, () => (ready ? heartbeat.check() : mayReturn() && link.renew())),
    ),
  ];
  const mayReturn = () => {
    const { ended } = port.model().line;
    return ended === null || ended === "stopped";
  };

  return {
    perform,
    draftTyped: armDraft,
    stop() {
      for (const cancel of [...cancels, ...unsubscribe]) cancel();
      heartbeat.stop();
      presence.stop();
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

/** ux 3.12. */
function updatedText(kept: number, added: number): string {
  const answers = kept === 1 ? "Your answer is kept" : `Your ${kept} answers are kept`;
  const fresh = added === 1 ? "one question is new" : `${added} questions are new`;
  return `This workbook was updated. ${answers}${added === 0 ? "" : `; ${fresh}`}.`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
