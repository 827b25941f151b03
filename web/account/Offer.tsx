import { useState } from "react";
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
export default function Offer({ moment, words }: Props) {
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
