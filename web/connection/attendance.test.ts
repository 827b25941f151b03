import { beforeAll, describe, expect, test, vi } from "vitest";
import { createAttendance } from "./attendance.ts";
import type { Environment, PageEvent } from "./environment.ts";

function page() {
  vi.useFakeTimers();
  let visible = true;
  const listeners: [PageEvent, () => void][] = [];
  const said: string[] = [];
  const env = {
    after(ms: number, task: () => void) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    page: {
      visible: () => visible,
      on(event: PageEvent, listener: () => void) {
        listeners.push([event, listener]);
        return () => {};
      },
    },
  } as unknown as Environment;
  const attendance = createAttendance(env, (state) => said.push(state));
  const happens = (event: PageEvent) => {
    if (event === "hidden" || event === "visible") visible = event === "visible";
    for (const [name, listener] of listeners) if (name === event) listener();
  };
  return { attendance, happens, said };
}

describe("whether somebody is there", () => {
  beforeAll(() => () => vi.useRealTimers());

  test("typing, then merely here, then idle; a key brings them back", () => {
    const { attendance, happens, said } = page();
    happens("key");
    attendance.typed();
    happens("key");
    attendance.typed();
    vi.advanceTimersByTime(14_000);
    attendance.typed();
    vi.advanceTimersByTime(14_000);
    expect(said).toEqual(["active", "typing"]);
    vi.advanceTimersByTime(2_000);
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual(["active", "typing", "active", "idle"]);
    happens("pointer");
    expect(said.at(-1)).toBe("active");
  });

  test("a hidden page is away and never idle; shown again, somebody is there", () => {
    const { attendance, happens, said } = page();
    attendance.typed();
    happens("hidden");
    vi.advanceTimersByTime(600_000);
    expect(said).toEqual(["typing", "away"]);
    happens("visible");
    expect(said).toEqual(["typing", "away", "active"]);
  });
});
