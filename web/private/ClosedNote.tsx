import type { Closed } from "../model/client.ts";
import { LockIcon } from "../ui/icons.tsx";

const words: Record<Closed, string> = {
  opening: "Opening…",
  locked: "Locked. Its key is not in this browser.",
  newer: "Locked by a newer version of DreamTree. Load the page again to read it.",
  damaged: "This could not be unlocked. It is kept as it is.",
};

/** Stands where a private answer cannot be shown, and says why. */
export const ClosedNote = ({ why }: { why: Closed }) => (
  <p className="closed">
    <LockIcon /> {words[why]}
  </p>
);
