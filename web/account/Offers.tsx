import { useState } from "react";
import type { ClientView } from "../model/client.ts";
import { pageAt } from "../pages/pages.ts";
import { useView } from "../ui/useClient.ts";
import { useAccount } from "./useAccount.ts";

/* The account is offered at four moments only: the first finished story, the first private block (`private/ways.ts`),
   leaving a live session, and signing out where the way back would close (`ui/SignOut.tsx`). */

interface Props {
  /** The moment, for remembering on this device that it was declined. */
  readonly moment: string;
  readonly words: string;
  /** What is said to whoever needs no account, or has declined one. */
  readonly otherwise?: string;
}

const noted = (moment: string) => `dreamtree-offered-${moment}`;

function wasDeclined(moment: string): boolean {
  try {
    return localStorage.getItem(noted(moment)) !== null;
  } catch {
    return false;
  }
}

/** One line that offers an account to somebody who has none, once. */
function Offer({ moment, words, otherwise }: Props) {
  const [declined, setDeclined] = useState(() => wasDeclined(moment));
  const [closed, setClosed] = useState(false);
  const { known } = useAccount();
  if (closed || typeof known === "string") return null;
  if (declined || known.email !== null) {
    if (otherwise === undefined) return null;
    return (
      <p className="strip">
        {otherwise}
        <button type="button" className="act strip__close" onClick={() => setClosed(true)}>
          Close
        </button>
      </p>
    );
  }
  const decline = () => {
    setDeclined(true);
    setClosed(true);
    try {
      localStorage.setItem(noted(moment), "1");
    } catch {
      // Storage is closed: it is offered again on the next visit.
    }
  };
  return (
    <p className="strip">
      {words} <a href="/account">Make an account</a>
      <button type="button" className="act strip__close" onClick={decline}>
        Not now
      </button>
    </p>
  );
}

const words = {
  session: "The session is behind you, and your workbook goes on. So far this browser is the only way to it.",
  sessionOver: "The session is behind you. Nothing more is shared, and your workbook goes on.",
  story: "Your first story is here. So far this browser is the only way back to it.",
} as const;

/** One story is finished, and it is the first. */
const hasFirstStory = ({ stem, state }: ClientView): boolean =>
  stem !== null &&
  state !== null &&
  [...state.answers].filter(([key, { skipped }]) => !skipped && stem.byKey.get(key)?.tool === "soared_form")
    .length === 1;

/** In a session before, and not any more: left, or ended. */
function useHasLeft(): boolean {
  const inSession = useView(({ live }) => (live?.session ?? null) !== null);
  const [wasIn, setWasIn] = useState(inSession);
  if (inSession && !wasIn) setWasIn(true);
  return wasIn && !inSession;
}

/** Of the four moments those that belong over the conversation. */
export function Offers() {
  const firstStory = useView(hasFirstStory);
  const left = useHasLeft();
  const away = useView(({ phase, connection }) => phase !== "thread" || connection === "offline");
  if (away || pageAt(location.pathname) !== null) return null;
  if (left) return <Offer moment="session" words={words.session} otherwise={words.sessionOver} />;
  return firstStory ? <Offer moment="story" words={words.story} /> : null;
}
