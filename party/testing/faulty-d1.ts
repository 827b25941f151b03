/** What a call to D1 may do (platform 2.2): "lost" commits and then fails, "hangs" never answers. */
export const d1Faults = ["before", "lost", "hangs", "slow", "gone"] as const;
export type D1Fault = (typeof d1Faults)[number];
type Call = "load" | "flush" | "active" | "alert" | "counts" | "foreign" | "delete" | "live" | "learner";

/** D1 as one learner's object meets it in a test: it fails as it is told, and counts. */
export class FaultyD1 {
  /** What every call does from now on. */
  now: D1Fault | "ok" = "ok";
  /** What the next calls do, one each, before `now` holds again. */
  readonly next: (D1Fault | "ok")[] = [];
  /** Every batch that was to be flushed: how large, as UTF-8, and of which incarnation of the log. */
  readonly batches: { ops: number; bytes: number; epoch: string }[] = [];
  readonly calls: { call: Call; fault: D1Fault | "ok" }[] = [];

  async run<T>(call: Call, work: () => Promise<T>): Promise<T> {
    const fault = this.next.shift() ?? this.now;
    this.calls.push({ call, fault });
    switch (fault) {
      case "ok":
        return work();
      case "before":
        throw new Error("D1_ERROR: Network connection lost. secret-of-the-store");
      case "lost":
        await work();
        throw new Error("D1_ERROR: Network connection lost. secret-of-the-store");
      case "hangs":
        return new Promise<T>(() => {});
      case "slow":
        await new Promise((resolve) => setTimeout(resolve, 300));
        return work();
      case "gone":
        throw new Error("D1_ERROR: no such binding secret-of-the-store");
    }
  }

  count(call: Call): number {
    return this.calls.filter((one) => one.call === call).length;
  }
}
