import type { Alert } from "../store.ts";
import type { Meta } from "./meta.ts";

/** Alerts that D1 has not taken yet (decision 37). */
export class OwedAlerts {
  readonly #meta: Meta;

  constructor(meta: Meta) {
    this.#meta = meta;
  }

  /** Oldest first. */
  all(): Alert[] {
    return JSON.parse(this.#meta.get("alerts") ?? "[]") as Alert[];
  }

  owe(alert: Alert): void {
    this.#meta.set("alerts", JSON.stringify([...this.all(), alert]));
  }

  delivered(alertId: string): void {
    this.#meta.set("alerts", JSON.stringify(this.all().filter((alert) => alert.id !== alertId)));
  }
}
