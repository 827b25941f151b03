import type { Known } from "../account/useAccount.ts";
import { Page } from "../pages/Page.tsx";
import "./sessions/sessions.css";

interface Props {
  readonly title: string;
  readonly why: string;
  readonly known: Known;
  readonly hint?: string | undefined;
}

/** Whoever looks at somebody else's work has said who they are: what there is to do first. */
export function NeedsAccount({ title, why, known, hint }: Props) {
  const isOffline = known === "offline";
  const hasAccount = typeof known === "object" && known.email !== null;
  return (
    <Page
      title={title}
      lead={isOffline ? "We cannot be reached at the moment. Load the page again in a while." : why}
    >
      {hint === undefined ? null : <p className="sessions__need">{hint}</p>}
      {isOffline ? null : (
        <p className="live-page__ways">
          {hasAccount ? (
            <a className="button button--main" href="/account/email">
              Confirm your address
            </a>
          ) : (
            <>
              <a className="button button--main" href="/account/claim">
                Make an account
              </a>
              <a className="act" href="/sign-in">
                Sign in
              </a>
            </>
          )}
          <a className="act" href="/join">
            I have a code to join a session
          </a>
        </p>
      )}
    </Page>
  );
}
