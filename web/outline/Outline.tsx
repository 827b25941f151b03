import { createContext, use, useMemo } from "react";
import type { StemBlock } from "../../shared/content/block.ts";
import { useView } from "../ui/useClient.ts";
import { placesOf, type ModulePlaces, type Place } from "./places.ts";
import { Retired } from "./Retired.tsx";
import "./outline.css";

const Jumping = createContext<(() => void) | undefined>(undefined);

interface Props {
  readonly here: StemBlock | null;
  /** On a phone the outline is a dialog, which closes when a place was chosen. */
  readonly onJump?: () => void;
}

/** Where everything is: each place in a shape, a word and a colour, and a jump to all that was reached. */
export function Outline({ here, onJump }: Props) {
  const stem = useView((view) => view.stem);
  const state = useView((view) => view.state);
  const parts = useMemo(
    () => (stem === null || state === null ? [] : placesOf(stem, state, here)),
    [stem, state, here],
  );
  return (
    <div className="outline">
      <Jumping value={onJump}>
        {parts.map((part) => (
          <section key={part.id} aria-label={part.title}>
            <h2 className="outline__part">
              <Jump target={part.intro} words={part.title} />
            </h2>
            {part.modules.map((module) => (
              <Module key={module.id} module={module} />
            ))}
          </section>
        ))}
      </Jumping>
      <Retired />
    </div>
  );
}

function Jump({ target, words }: { target: string | null; words: string }) {
  const onJump = use(Jumping);
  if (target === null) return <span>{words}</span>;
  return (
    <a href={`#q-${target}`} onClick={onJump}>
      {words}
    </a>
  );
}

function Module({ module }: { module: ModulePlaces }) {
  const locked = module.places.every((place) => place.state === "locked") && module.intro === null;
  return (
    <div className="outline__module" data-locked={locked}>
      <h3>
        <Jump target={module.intro} words={module.title} />
      </h3>
      {module.isCurrent && module.total > 0 ? <Progress module={module} /> : null}
      <ol>
        {module.places.map((place) => (
          <Line key={place.id} place={place} />
        ))}
      </ol>
    </div>
  );
}

function Progress({ module }: { module: ModulePlaces }) {
  // One floored number for the bar and for its name.
  const percent = Math.floor((100 * module.settled) / module.total);
  return (
    <div className="outline__progress">
      <progress
        max={100}
        value={percent}
        aria-label={`${module.title}: answered or passed`}
        aria-valuetext={`${module.settled} of ${module.total}`}
      />
      <span aria-hidden="true">
        {module.settled} of {module.total}
      </span>
    </div>
  );
}

const stateWords: Record<Place["state"], string> = {
  done: "done",
  now: "you are here",
  open: "begun",
  locked: "not reached yet",
};

function Line({ place }: { place: Place }) {
  const onJump = use(Jumping);
  const extra = [
    place.skipped === 0 ? "" : `${place.skipped} skipped`,
    place.added === 0 ? "" : `${place.added} new`,
  ].filter(Boolean);
  const inside = (
    <>
      <Dot state={place.state} />
      <span className="outline__title">
        {place.title}
        <span className="unseen">, {stateWords[place.state]}</span>
        {extra.length === 0 ? null : <span className="outline__extra">{extra.join(" · ")}</span>}
      </span>
    </>
  );
  return (
    <li data-state={place.state} aria-current={place.isHere ? "step" : undefined}>
      {place.target === null ? (
        <span className="outline__line">{inside}</span>
      ) : (
        <a className="outline__line" href={`#q-${place.target}`} onClick={onJump}>
          {inside}
        </a>
      )}
    </li>
  );
}

/** Full, half, empty, dotted. */
function Dot({ state }: { state: Place["state"] }) {
  return (
    <svg className="outline__dot" viewBox="0 0 12 12" aria-hidden="true">
      <circle
        cx="6"
        cy="6"
        r="5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray={state === "locked" ? "1 2.14" : undefined}
      />
      {state === "done" ? <circle cx="6" cy="6" r="5" fill="currentColor" /> : null}
      {state === "now" ? <path d="M6 1a5 5 0 0 0 0 10Z" fill="currentColor" /> : null}
    </svg>
  );
}
