import { Suspense, useEffect } from "react";
import { announce } from "./announce.ts";
import { Boundary } from "./Boundary.tsx";
import { onDemand } from "./onDemand.tsx";
import { useClient, useView } from "./useClient.ts";

/** In a chunk of its own: whoever works alone never fetches it. */
const liveBar = onDemand<object>(async () => (await import("../live/bar/LiveBar.tsx")).LiveBar);

const locksWords =
  "Your private answers lock in a minute: this is a shared computer. Press any key to keep them open.";

/** What is offered, in a chunk of its own too: nothing waits for it. */
const offers = onDemand<object>(async () => (await import("../account/Offers.tsx")).Offers);

/** Lines above the thread: what it is, whether the work is safe, what comes next. The thread stays readable. */
export function Bars() {
  const client = useClient();
  const offline = useView((view) => view.connection === "offline");
  const signedOut = useView((view) => view.phase === "signed_out");
  const notices = useView((view) => view.notices);
  const locksSoon = useView((view) => view.locksSoon);
  const seen = useView(
    ({ live, watching }) => (live?.session ?? live?.shares[0] ?? watching[0]) !== undefined,
  );
  useEffect(() => {
    if (locksSoon) announce(locksWords);
  }, [locksSoon]);
  const quiet = !seen && !signedOut && !offline && !locksSoon && notices.length === 0;
  return (
    <>
      {quiet ? null : (
        <section aria-label="Notices">
          {seen ? (
            <Boundary what="The session’s line">
              <Suspense fallback={null}>
                <liveBar.View />
              </Suspense>
            </Boundary>
          ) : null}
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
      )}
      <Boundary what="An offer">
        <Suspense fallback={null}>
          <offers.View />
        </Suspense>
      </Boundary>
    </>
  );
}
