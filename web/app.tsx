import { Suspense, useEffect, useRef } from "react";
import type { Client } from "./model/client.ts";
import { usePath } from "./pages/address.ts";
import { pageAt } from "./pages/pages.ts";
import { applyLook } from "./theme/apply.ts";
import { Announcer } from "./ui/Announcer.tsx";
import { Boundary } from "./ui/Boundary.tsx";
import { Shell } from "./ui/Shell.tsx";
import { ClientContext, useView } from "./ui/useClient.ts";
import { Written } from "./ui/Written.tsx";
import "./ui/controls.css";
import "./thread/thread.css";

export function App({ client }: { client: Client }) {
  return (
    <ClientContext value={client}>
      <Announcer />
      <Look />
      <Place />
    </ClientContext>
  );
}

function Look() {
  const settings = useView((view) => view.settings);
  const phase = useView((view) => view.phase);
  const applied = useRef(false);
  useEffect(() => {
    // Before a session the paper is the one that this device remembers.
    if (phase !== "thread" && !applied.current) return;
    applied.current = true;
    applyLook(settings);
  }, [settings, phase]);
  return null;
}

/** A page beside the conversation, or the conversation. */
function Place() {
  const page = pageAt(usePath());
  if (page === null) return <Conversing />;
  return (
    <Boundary what="This page">
      <Suspense fallback={<p className="written awaiting">…</p>}>
        <page.View rest={page.rest} />
      </Suspense>
    </Boundary>
  );
}

function Conversing() {
  const phase = useView((view) => view.phase);
  const stem = useView((view) => view.stem);
  const state = useView((view) => view.state);
  const again = (
    <button type="button" className="button button--main" onClick={() => location.reload()}>
      Try again
    </button>
  );
  switch (phase) {
    // The landing page stands in the document itself; while loading nothing is drawn, so that nothing flashes.
    case "loading":
    case "landing":
      return null;
    case "too_old":
      return (
        <Written title="The workbook has been updated" action={again}>
          <p>
            This page is older than the workbook it belongs to. What you wrote is kept; loading the page again
            brings both together.
          </p>
        </Written>
      );
    case "unreachable":
      return (
        <Written title="We cannot be reached from here" action={again}>
          <p>
            There is no connection at the moment, and nothing of yours is stored on this device yet. Nothing
            is lost: what you wrote before waits where you left it.
          </p>
        </Written>
      );
    case "signed_out":
    case "thread":
      if (stem !== null && state !== null) return <Shell stem={stem} state={state} />;
      return phase === "thread" ? null : (
        <Written
          title="You’ve been signed out"
          action={
            <a className="button button--main" href="/sign-in">
              Sign in
            </a>
          }
        >
          <p>Your text is kept. Sign in to save it and to go on.</p>
        </Written>
      );
  }
}
