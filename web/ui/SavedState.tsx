import type { ClientView, SendState } from "../model/client.ts";
import { CheckIcon } from "./icons.tsx";
import { useView } from "./useClient.ts";

const worst: readonly SendState[] = ["failed", "offline", "unconfirmed", "storing", "sending", "kept"];

/** The one thing to say about all answers: the state of the one that is worst off. */
function overall(view: ClientView): SendState | "nothing" {
  const states = new Set([...view.sending.values()].map((one) => one.state));
  const found = worst.find((state) => states.has(state));
  if (found !== undefined) return found;
  if (view.connection === "offline") return "offline";
  // Two answers to one question, and nobody has chosen yet.
  if (view.conflicts.length > 0) return "nothing";
  return (view.state?.answers.size ?? 0) > 0 ? "saved" : "nothing";
}

/** State is said once, in words, small (ux 3.8). It never says saved before it is. */
export function SavedState() {
  const state = useView(overall);
  switch (state) {
    case "saved":
      return (
        <p className="saved">
          <CheckIcon /> Saved
        </p>
      );
    case "storing":
      return <Said word="Kept" more=". Storing shortly." />;
    case "offline":
      return <Said word="Offline" more=". Kept on this device." />;
    case "unconfirmed":
      return <p className="saved">Not confirmed yet</p>;
    case "failed":
      return <p className="saved saved--failed">Not saved</p>;
    case "sending":
      return <p className="saved sending">Sending</p>;
    case "kept":
    case "nothing":
      return <p className="saved" />;
  }
}

/** On a phone the first word is enough: where one is needs the room, and the rest stands at the answer itself. */
const Said = ({ word, more }: { word: string; more: string }) => (
  <p className="saved">
    <span>
      {word}
      <span className="saved__more">{more}</span>
    </span>
  </p>
);
