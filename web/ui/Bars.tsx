import { lazy, Suspense, useEffect, useState, type ComponentProps } from "react";
import type { LiveBar } from "../live/bar/LiveBar.tsx";
import type { ClientView } from "../model/client.ts";
import { announce } from "./announce.ts";
import { Boundary } from "./Boundary.tsx";
import { onDemand } from "./onDemand.tsx";
import { useClient, useView } from "./useClient.ts";

/** In a chunk of its own: whoever works alone never fetches it. */
const liveBar = onDemand<ComponentProps<typeof LiveBar>>(
  async () => (await import("../live/bar/LiveBar.tsx")).LiveBar,
);

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

const locksWords =
  "Your private answers lock in a minute: this is a shared computer. Press any key to keep them open.";

const Offer = lazy(() => import("../account/Offer.tsx"));

const storyWords = "Your first story is here. So far this browser is the only way back to it.";

const leftWords =
  "The session is behind you, and your workbook goes on. So far this browser is the only way to it.";

/** One story is finished, and it is the first. */
const hasFirstStory = ({ stem, state }: ClientView): boolean =>
  stem !== null &&
  state !== null &&
  [...state.answers].filter(([key, { skipped }]) => !skipped && stem.byKey.get(key)?.tool === "soared_form")
    .length === 1;

/** Lines above the thread: what it is, whether the work is safe, what comes next. The thread stays readable. */
export function Bars() {
  const client = useClient();
  const offline = useView((view) => view.connection === "offline");
  const signedOut = useView((view) => view.phase === "signed_out");
  const watching = useView((view) => view.watching);
  const notices = useView((view) => view.notices);
  const locksSoon = useView((view) => view.locksSoon);
  const firstStory = useView(hasFirstStory);
  const live = useView((view) => view.live);
  const inSession = (live?.session ?? null) !== null;
  const shares = live?.shares.length ?? 0;
  const left = useHasLeft(inSession);
  useEffect(() => {
    if (locksSoon) announce(locksWords);
  }, [locksSoon]);
  const quiet = watching.length === 0 && !signedOut && !offline && !locksSoon && notices.length === 0;
  if (quiet && !firstStory && !left && !inSession && shares === 0) return null;
  return (
    <section aria-label="Notices">
      {live !== null && (inSession || shares > 0) ? (
        <Boundary what="The session’s line">
          <Suspense fallback={null}>
            <liveBar.View live={live} />
          </Suspense>
        </Boundary>
      ) : null}
      {watching.length === 0 || inSession ? null : (
        <p className="strip">
          {list.format(watching)} can see this conversation now. Answers marked “Only me” stay hidden.
        </p>
      )}
      {signedOut ? (
        <p className="strip strip--alarm">
          You’ve been signed out. Your text is kept. <a href="/sign-in">Sign in to save it</a>
        </p>
      ) : offline ? (
        <p className="strip">
          You’re offline. Keep writing: answers stay on this device and save when you’re back.
        </p>
      ) : null}
      {locksSoon ? <p className="strip">{locksWords}</p> : null}
      {left && !signedOut && !offline ? (
        <Suspense fallback={null}>
          <Offer moment="session" words={leftWords} />
        </Suspense>
      ) : null}
      {firstStory && !left && !signedOut && !offline ? (
        <Suspense fallback={null}>
          <Offer moment="story" words={storyWords} />
        </Suspense>
      ) : null}
      {notices.map((notice) => (
        <p key={notice.id} className="strip">
          {notice.text}
          {notice.kind === "store_full" ? (
            <button type="button" className="act" onClick={() => client.downloadUnsent()}>
              Download my unsent answers
            </button>
          ) : null}
          <button type="button" className="act strip__close" onClick={() => client.dismiss(notice.id)}>
            Close
          </button>
        </p>
      ))}
    </section>
  );
}

/** In a session before, and not any more: left, or ended. */
function useHasLeft(inSession: boolean): boolean {
  const [wasIn, setWasIn] = useState(inSession);
  if (inSession && !wasIn) setWasIn(true);
  return wasIn && !inSession;
}
