import { Page } from "../pages/Page.tsx";
import type { Known } from "./useAccount.ts";

interface Props {
  readonly title: string;
  readonly known: Extract<Known, string>;
  readonly again: () => void;
}

/** A page about the account while it is not known whose: on its way, out of reach, or nobody's. */
export function NotKnown({ title, known, again }: Props) {
  switch (known) {
    case "loading":
      return <Page title={title}>{null}</Page>;
    case "offline":
      return (
        <Page
          title={title}
          lead="We cannot be reached at the moment. What you write goes on being kept here."
        >
          <button type="button" className="button" onClick={again}>
            Try again
          </button>
        </Page>
      );
    case "signedOut":
      return (
        <Page title={title} lead="Nobody is signed in here.">
          <p className="forms__ways">
            <a className="button button--main" href="/sign-in">
              Sign in
            </a>
            <a className="act" href="/">
              Begin without an account
            </a>
          </p>
        </Page>
      );
  }
}

/** What only an account has, asked for in a workbook without one. */
export const NoAccount = ({ title }: { title: string }) => (
  <Page title={title} lead="This workbook has no account yet, and so neither an address nor a password.">
    <a className="button button--main" href="/account/claim">
      Make an account
    </a>
  </Page>
);
