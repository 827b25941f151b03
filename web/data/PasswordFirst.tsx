import { useState, type ReactNode } from "react";
import { PasswordAgain } from "../account/PasswordAgain.tsx";
import { useAccount } from "../account/useAccount.ts";

/**
 * What shows everything in the clear, or takes everything away, asks who sits there (security, Decided: the password
 * again within ten minutes). Without an account there is no password to ask for.
 */
export function PasswordFirst({ children, onCancel }: { children: ReactNode; onCancel: () => void }) {
  const { known, again } = useAccount();
  const [shown, setShown] = useState(false);
  if (known === "loading") return null;
  if (typeof known === "string") {
    return (
      <p className="said said--alarm">
        We cannot be reached at the moment.{" "}
        <button type="button" className="act" onClick={again}>
          Try again
        </button>
      </p>
    );
  }
  if (known.email === null || shown) return children;
  return <PasswordAgain onDone={() => setShown(true)} onCancel={onCancel} />;
}
