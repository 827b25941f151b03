import type { Return } from "../model/client.ts";
import { dayName } from "../ui/when.ts";
import { DueLater } from "./later.tsx";

const last = (at: string | null): string => {
  if (at === null) return "The last thing you wrote:";
  const day = dayName(at);
  return `${day === "Today" || day === "Yesterday" ? day : `On ${day}`} you wrote:`;
};

/** Coming back, on any device: where you were, what you last said, one tap to go on (ux 0.4). */
export function Greeting({ returned, onGoOn }: { returned: Return; onGoOn: () => void }) {
  return (
    <div className="greeting">
      <p>
        Welcome back. You were in <b>{returned.exerciseTitle}</b>
        {returned.moduleTitle === returned.exerciseTitle ? "" : `, a part of ${returned.moduleTitle}`}.
      </p>
      {returned.lastWords === null ? null : (
        <figure className="greeting__last">
          <figcaption>{last(returned.lastAt)}</figcaption>
          <blockquote>{returned.lastWords}</blockquote>
        </figure>
      )}
      <DueLater />
      <button type="button" className="button" onClick={onGoOn}>
        Go on
      </button>
    </div>
  );
}
