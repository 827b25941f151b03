import { createPrivacy } from "../../crypto/privacy.ts";
import { keyTasks } from "../../crypto/tasks.ts";
import * as outside from "../outside.ts";
import * as owner from "../owner.ts";
import { createClient } from "../client.ts";
import { isTerminal, type Environment, type First, type PageEvent } from "../environment.ts";
import { memoryStorage } from "../memoryStorage.ts";
import type { Clock } from "./clock.ts";
import type { FakeServer, Wire } from "./fakeServer.ts";

const noPasswords = () => Promise.reject(new Error("no passwords here"));

/** A browser on one device: tabs that share storage, locks and channels. */
export function createBrowser(clock: Clock, server: FakeServer, name: string, first: First | null = null) {
  const entries = new Map<string, unknown>();
  const channels = new Set<{ name: string; tab: object; heard: (message: unknown) => void }>();
  const waiting: { name: string; tab: object; granted: () => void }[] = [];
  const held = new Map<string, object>();
  let made = 0;

  function grant() {
    for (const one of waiting.slice()) {
      if (held.has(one.name)) continue;
      held.set(one.name, one.tab);
      waiting.splice(waiting.indexOf(one), 1);
      one.granted();
    }
  }

  /** @param online whether its machine has a network when the page is loaded */
  function openTab(online = true) {
    const tab = {};
    let alive = true;
    let visible = true;
    const listeners = new Set<{ event: PageEvent; listener: () => void }>();
    const files: { name: string; text: string }[] = [];
    const storage = memoryStorage(entries);
    let wire: Wire | null = null;
    let warned = false;
    let refuseWrites = false;

    const environment: Environment = {
      now: clock.now,
      random: () => 0.5,
      uuid() {
        made += 1;
        return `00000000-0000-4000-8${name.length.toString(16).padStart(3, "0")}-${name.charCodeAt(0).toString(16)}${made.toString(16).padStart(10, "0")}`;
      },
      after: (ms, task) => clock.after(ms, () => alive && task()),
      whenIdle: (task) => void clock.after(50, () => alive && task()),
      zone: () => "Europe/Berlin",
      request: async (method, path, options) => {
        if (!alive) return new Promise(() => {});
        if (!online) throw new TypeError("no network");
        return server.request(method, path, options);
      },
      owner: () => Promise.resolve(owner),
      privacy: () =>
        Promise.resolve({
          privacyFor: (env, userId, changed) => createPrivacy(env, keyTasks(noPasswords), userId, changed),
        }),
      recalls: () => import("../recalls.ts"),
      outside: () => Promise.resolve(outside),
      persist: () => Promise.resolve(),
      link(_path, handlers) {
        let closed = false;
        let retry: () => void = () => {};
        const connect = () => {
          if (closed || !alive) return;
          if (!online || !server.rules.network) {
            retry = clock.after(2000, connect);
            return handlers.down(1006);
          }
          const made: Wire = server.connect({
            open: () => {},
            message: (text) => made === wire && alive && handlers.message(text),
            down(code) {
              if (made !== wire || !alive) return;
              wire = null;
              if (!isTerminal(code)) retry = clock.after(1000, connect);
              handlers.down(code);
            },
          });
          wire = made;
          handlers.open();
        };
        retry = clock.after(0, connect);
        const drop = () => {
          const old = wire;
          wire = null;
          if (old !== null) server.disconnect(old);
          retry();
        };
        return {
          send(text) {
            if (wire === null || !wire.open) return false;
            wire.up.push(text);
            return true;
          },
          renew() {
            drop();
            retry = clock.after(0, connect);
          },
          close() {
            closed = true;
            drop();
          },
        };
      },
      storage: {
        list: (prefix) => storage.list(prefix),
        write: (changes) => {
          if (refuseWrites) return Promise.reject(new Error("full"));
          return alive ? storage.write(changes) : new Promise(() => {});
        },
      },
      tabs: {
        hold(lock, granted) {
          const entry = { name: lock, tab, granted };
          waiting.push(entry);
          clock.after(0, grant);
          return () => {
            const at = waiting.indexOf(entry);
            if (at >= 0) waiting.splice(at, 1);
            else if (held.get(lock) === tab) held.delete(lock);
            clock.after(0, grant);
          };
        },
        channel(channelName, heard) {
          const entry = { name: channelName, tab, heard };
          channels.add(entry);
          return {
            say(message) {
              // As in a browser.
              if (!channels.has(entry)) throw new Error("Channel is closed");
              const copy = structuredClone(message);
              for (const other of channels) {
                if (other === entry || other.name !== channelName) continue;
                clock.after(0, () => channels.has(other) && other.heard(copy));
              }
            },
            close: () => channels.delete(entry),
          };
        },
      },
      page: {
        visible: () => visible,
        online: () => online,
        on(event, listener) {
          const entry = { event, listener };
          listeners.add(entry);
          return () => listeners.delete(entry);
        },
        warnOnLeave(warn) {
          warned = warn;
        },
      },
      first,
      shareComputer: () => {},
      saveFile: (fileName, text) => files.push({ name: fileName, text }),
    };
    const emit = (event: PageEvent) => {
      for (const one of Array.from(listeners)) if (one.event === event) one.listener();
    };
    const client = createClient(environment);
    return {
      client,
      files,
      wire: () => wire,
      owns: () => [...held.values()].includes(tab),
      warned: () => warned,
      refuseWrites(refuse: boolean) {
        refuseWrites = refuse;
      },
      emit,
      setOnline(next: boolean) {
        online = next;
        emit(next ? "online" : "offline");
        if (!next && wire !== null) server.disconnect(wire);
      },
      setVisible(next: boolean) {
        visible = next;
        emit(next ? "visible" : "hidden");
      },
      /** The tab is gone: closed by hand it says goodbye, killed it does not. */
      close({ killed }: { killed: boolean }) {
        if (!killed) emit("leaving");
        alive = false;
        const old = wire;
        wire = null;
        if (old !== null) server.disconnect(old);
        listeners.clear();
        for (const one of channels) if (one.tab === tab) channels.delete(one);
        for (const one of waiting.slice()) if (one.tab === tab) waiting.splice(waiting.indexOf(one), 1);
        for (const [lock, holder] of held) if (holder === tab) held.delete(lock);
        clock.after(0, grant);
      },
    };
  }
  return { openTab, entries };
}
export type FakeBrowser = ReturnType<typeof createBrowser>;
export type FakeTab = ReturnType<FakeBrowser["openTab"]>;
