import { useState } from "react";
import { useAccount } from "../account/useAccount.ts";
import { useClient, useView } from "./useClient.ts";

/** Signing out sends what is unsent first; where that fails, nothing is dropped without asking. */
export function SignOut({ onStay }: { onStay: () => void }) {
  const client = useClient();
  const unsent = useView((view) => view.unsent);
  const [stuck, setStuck] = useState(false);
  const { known } = useAccount();
  const hasNone = typeof known === "object" && known.email === null;
  const hasCode = typeof known === "object" && known.recovery;
  const leave = (force: boolean) => {
    void client.signOut({ force }).then((result) => setStuck(result === "unsent"));
  };
  return (
    <div className="signout">
      {stuck ? (
        <p>
          {unsent === 1 ? "One answer has" : `${unsent} answers have`} not reached us yet. Signing out now
          would drop {unsent === 1 ? "it" : "them"}; you can keep a copy as a file first.
        </p>
      ) : hasNone ? (
        <p>
          This workbook has no account yet.{" "}
          {hasCode
            ? "Once you sign out, your recovery code is the only way back to it: have it at hand."
            : "This browser is the only way back to it, and signing out closes that way for good."}{" "}
          <a href="/account">Make an account first</a>, and you can come back from anywhere.
        </p>
      ) : typeof known === "object" ? (
        <p>Your answers stay where they are. The key to what is private leaves this device.</p>
      ) : (
        <p>
          Your answers stay where they are. If this workbook has no account yet, though, this browser is the
          only way back to it, and signing out closes that way.
        </p>
      )}
      <div className="signout__ways">
        <button type="button" className="button button--main" onClick={onStay}>
          Stay
        </button>
        {stuck ? (
          <button type="button" className="button" onClick={() => client.downloadUnsent()}>
            Download a copy
          </button>
        ) : null}
        <button type="button" className="button" onClick={() => leave(stuck)}>
          {stuck ? "Sign out without them" : "Sign out"}
        </button>
      </div>
    </div>
  );
}
