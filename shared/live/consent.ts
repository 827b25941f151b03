import { sha256Hex } from "../ids/uuid5.ts";
import type { Facilitator } from "../protocol/room.ts";

/** What a learner agrees to, in one paragraph: what is shared, from when, with whom (issue 6; SPEC LI3). */
export interface Consent {
  /** Of these very words, names and modules: what has changed since it was shown is agreed to anew. */
  readonly id: string;
  readonly text: string;
}

const list = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const who = ({ name, domain }: Facilitator): string => `${name} (${domain})`;

const hidden =
  "What the workbook marks as private, unsent drafts, everything outside these modules and everything you wrote before now stay hidden, and you can mark any answer “Only me”, before or after you send it.";

/** @param modules as they are called, "1.3 Energy" */
export function roomConsent(facilitators: readonly Facilitator[], modules: readonly string[]): Consent {
  const sees = `From the moment you join, ${list(facilitators.map(who))}, and whoever they ask to help and you are then told of, can see where you are in ${list(modules)}, how many of its questions you have answered, whether you are here, and every answer that you give or change there.`;
  const ends =
    "A starred answer may be shown to the room without your name. Leaving ends all of this at once and takes your answers out of the report, which is otherwise kept for 90 days after the session.";
  return agreed("room-1", `${sees} ${hidden} ${ends}`);
}

/** @param until a day, in words */
export function coachConsent(modules: readonly string[], until: string): Consent {
  const sees = `Whoever opens this link first, with an account of their own, can read where you are in ${list(modules)} and every answer that you give or change there from now on, until ${until}.`;
  const ends =
    "You are told who it is, you see whenever they look, and you can end it at any time; from then on they see nothing.";
  return agreed("coach-1", `${sees} ${hidden} ${ends}`);
}

const agreed = (wording: string, text: string): Consent => ({
  id: `${wording}.${sha256Hex(text).slice(0, 12)}`,
  text,
});
