/** A letter, in plain text: nothing in it is fetched when it is opened. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Whoever carries letters. Rejects when one could not be handed over. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
