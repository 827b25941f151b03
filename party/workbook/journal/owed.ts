import type { Alert } from "../store.ts";

/** Where the log keeps the few things of which it has one. */
interface Kept {
  get(key: "alerts"): string | null;
  set(key: "alerts", value: string): void;
}

/** Alerts that D1 has not taken yet (decision 37). */
export class OwedAlerts {
  readonly #kept: Kept;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  /** Oldest first. */
  all(): Alert[] {
    return JSON.parse(this.#kept.get("alerts") ?? "[]") as Alert[];
  }

  owe(alert: Alert): void {
    this.#kept.set("alerts", JSON.stringify([...this.all(), alert]));
  }

  delivered(alertId: string): void {
    this.#kept.set("alerts", JSON.stringify(this.all().filter((alert) => alert.id !== alertId)));
  }
}
