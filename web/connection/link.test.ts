import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeCodes } from "../../shared/protocol/codes.ts";
import type { Page } from "./environment.ts";
import { openLink } from "./link.ts";

/** A socket that does what it is told. */
class FakeSocket extends EventTarget {
  static made: FakeSocket[] = [];
  readyState = 0;
  binaryType = "blob";
  sent: string[] = [];
  constructor(readonly url: string) {
    super();
    FakeSocket.made.push(this);
  }
  opens() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  hears(data: string) {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
  closes(code: number) {
    this.readyState = 3;
    const event = Object.assign(new Event("close"), { code, reason: "" });
    this.dispatchEvent(event);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
  }
}
const socket = (i: number): FakeSocket => {
  const made = FakeSocket.made.at(i);
  if (made === undefined) throw new Error(`there is no socket ${i}`);
  return made;
};

function open({ visible }: { visible: boolean }) {
  const page: Page = {
    visible: () => visible,
    online: () => true,
    on: () => () => {},
    warnOnLeave: () => {},
  };
  const heard: string[] = [];
  const link = openLink(
    "ws://here/ws",
    {
      open: () => heard.push("open"),
      message: (text) => heard.push(text),
      down: (code) => heard.push(`down ${code}`),
    },
    { random: () => 0.5, page },
    FakeSocket,
  );
  return { link, heard };
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
});
afterEach(() => {
  vi.useRealTimers();
});

test("45xx and a lost line are tried again within 2 s in a page that is seen", async () => {
  const { heard } = open({ visible: true });
  await vi.advanceTimersByTimeAsync(1);
  for (const code of [closeCodes.noHello, 1006, closeCodes.tryLater]) {
    const made = FakeSocket.made.length;
    socket(-1).opens();
    socket(-1).closes(code);
    expect(heard.at(-1)).toBe(`down ${code}`);
    await vi.advanceTimersByTimeAsync(2100);
    expect(FakeSocket.made.length).toBeGreaterThan(made);
  }
});

test("a hidden page takes its time", async () => {
  open({ visible: false });
  await vi.advanceTimersByTimeAsync(1);
  socket(0).opens();
  socket(0).closes(1006);
  await vi.advanceTimersByTimeAsync(4000);
  expect(FakeSocket.made.length).toBe(1);
  await vi.advanceTimersByTimeAsync(4000);
  expect(FakeSocket.made.length).toBe(2);
});

test.each([4400, 4401, 4403, 4409, 4413, 4426])("%i ends it; only `renew` begins again", async (code) => {
  const { link } = open({ visible: true });
  await vi.advanceTimersByTimeAsync(1);
  socket(0).opens();
  socket(0).closes(code);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.made.length).toBe(1);
  link.renew();
  await vi.advanceTimersByTimeAsync(1);
  expect(FakeSocket.made.length).toBe(2);
});

test("`renew` does not wait for the backoff, and frames of the older socket are ignored", async () => {
  const { link, heard } = open({ visible: true });
  await vi.advanceTimersByTimeAsync(1);
  socket(0).opens();
  link.renew();
  await vi.advanceTimersByTimeAsync(1);
  expect(FakeSocket.made.length).toBe(2);
  socket(0).hears("stale");
  socket(1).opens();
  socket(1).hears("fresh");
  expect(heard).toEqual(["open", "open", "fresh"]);
});

test("nothing is queued without an open socket: the outbox is the queue", async () => {
  const { link } = open({ visible: true });
  await vi.advanceTimersByTimeAsync(1);
  expect(link.send("early")).toBe(false);
  socket(0).opens();
  expect(link.send("now")).toBe(true);
  expect(socket(0).sent).toEqual(["now"]);
});

test("closed is closed", async () => {
  const { link, heard } = open({ visible: true });
  await vi.advanceTimersByTimeAsync(1);
  socket(0).opens();
  link.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.made.length).toBe(1);
  expect(heard).toEqual(["open"]);
});
