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
function Offer({ moment, words }: Props) {
  const [declined, setDeclined] = useState(() => wasDeclined(moment));
  const { known } = useAccount();
  if (declined || typeof known === "string" || known.email !== null) return null;
  const decline = () => {
    setDeclined(true);
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
  if (left) return <Offer moment="session" words={words.session} />;
  return firstStory ? <Offer moment="story" words={words.story} /> : null;
}
