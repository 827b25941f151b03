/** Time under control: nothing happens until `advance`. */
export function createClock(start = Date.parse("2026-03-02T09:00:00.000Z")) {
  let now = start;
  let made = 0;
  let timers: { at: number; id: number; task: () => void }[] = [];

  /** Lets every promise that can go on, go on. */
  const settle = async () => {
    for (let i = 0; i < 3; i += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  };

  return {
    now: () => now,
    settle,
    after(ms: number, task: () => void) {
      made += 1;
      const timer = { at: now + ms, id: made, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    async advance(ms: number) {
      const until = now + ms;
      await settle();
      for (;;) {
        const [next] = timers.filter((one) => one.at <= until).sort((a, b) => a.at - b.at || a.id - b.id);
        if (next === undefined) break;
        timers = timers.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.task();
        await settle();
      }
      now = until;
      await settle();
    },
  };
}
export type Clock = ReturnType<typeof createClock>;
