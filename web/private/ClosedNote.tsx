import type { Closed } from "../model/client.ts";
import { LockIcon } from "../ui/icons.tsx";

const words: Record<Closed, string> = {
  opening: "Opening…",
  locked: "Locked. Its key is not in this browser.",
  newer: "Locked by a newer version of DreamTree. Load the page again to read it.",
  damaged: "This could not be unlocked. It is kept as it is.",
};

interface Props {
  readonly why: Closed;
  /** What it says in the clear stands above, and these are the notes on it. */
  readonly isNotes?: boolean;
}

/** Stands where a private answer cannot be shown, and says why. */
export const ClosedNote = ({ why, isNotes = false }: Props) => (
  <p className="closed">
    <LockIcon />{" "}
    {isNotes && why === "locked" ? "The notes are locked. Their key is not in this browser." : words[why]}
  </p>
);
