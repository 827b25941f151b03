import { Page } from "../pages/Page.tsx";

/** `/account/empty`: signed in, and nothing is there: restored from a file, or begun afresh. */
export const Empty = () => (
  <Page
    title="There is nothing in this account yet"
    lead="If you have a file that you downloaded from here, it can be restored into it. Otherwise you begin at the beginning."
  >
    <p className="forms__ways forms">
      <a className="button button--main" href="/data/restore">
        Restore from a file
      </a>
      <a className="button" href="/">
        Start fresh
      </a>
    </p>
  </Page>
);
