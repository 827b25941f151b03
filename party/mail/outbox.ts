import type { Mail, Mailer } from "./mailer.ts";

export interface Posted extends Mail {
  /** ISO 8601. */
  readonly at: string;
}

const keptMost = 200;

/**
 * For development and tests: letters stay in this process's memory, and a page shows them. Never written down,
 * for they hold tokens.
 */
export class Outbox implements Mailer {
  #letters: Posted[] = [];

  async send(mail: Mail): Promise<void> {
    this.#letters = [...this.#letters.slice(1 - keptMost), { ...mail, at: new Date().toISOString() }];
  }

  /** The newest first. */
  letters(): readonly Posted[] {
    return this.#letters.toReversed();
  }
}
