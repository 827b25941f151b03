import { isoTime, type Clock } from "./clock.ts";
import { withDeadline } from "./deadline.ts";
import type { Journal } from "./journal/journal.ts";
import type { LearnerStore } from "./store.ts";

const deadlineMs = 2_000;

interface AlertHost {
  readonly userId: string;
  readonly journal: Journal;
  readonly store: LearnerStore;
  readonly clock: Clock;
  waitUntil(work: Promise<unknown>): void;
}

/**
 * Tells an operator: a log line at once, and a row as soon as D1 takes it (decision 37). Most alerts are about
 * a D1 that cannot be reached: until it can, they are owed, in the object's own log.
 */
export class Alerts {
  readonly #host: AlertHost;
  #delivering = false;

  constructor(host: AlertHost) {
    this.#host = host;
  }

  /** One row for one code until it has arrived. */
  raise(code: string, detail: Readonly<Record<string, number>>): void {
    const { journal, clock } = this.#host;
    console.error(JSON.stringify({ code, ...detail }));
    if (!journal.alerts.all().some((alert) => alert.code === code)) {
      journal.alerts.owe({ id: crypto.randomUUID(), code, detail, at: isoTime(clock.now()) });
    }
    this.deliver();
  }

  /** Tries what is owed. */
  deliver(): void {
    if (this.#delivering || this.#host.journal.alerts.all().length === 0) return;
    this.#delivering = true;
    this.#host.waitUntil(this.#send());
  }

  async #send(): Promise<void> {
    const { journal, store, userId } = this.#host;
    try {
      for (const alert of journal.alerts.all()) {
        await withDeadline(store.alert(userId, alert), deadlineMs);
        journal.alerts.delivered(alert.id);
      }
    } catch {
      // Owed until the next flush or alarm.
    } finally {
      this.#delivering = false;
    }
  }
}
