import { Thing } from "../account/Thing.tsx";
import { Page } from "../pages/Page.tsx";
import type { PageProps } from "../pages/pages.ts";
import { useView } from "../ui/useClient.ts";
import { DeleteAll } from "./DeleteAll.tsx";
import { Readable } from "./Readable.tsx";
import { Restore } from "./Restore.tsx";
import { Snapshot } from "./Snapshot.tsx";
import "../form/form.css";
import "./data.css";

/** `/data` and what is under it: everything out, everything in, everything gone. */
export function Data({ rest }: PageProps) {
  switch (rest[0]) {
    case "delete":
      return <DeleteAll />;
    case "read":
      return <Readable />;
    case "restore":
      return <Restore />;
    case "snapshot":
      return <Snapshot />;
    default:
      return <Overview />;
  }
}

function Overview() {
  const hasThread = useView(({ phase }) => phase === "thread");
  return (
    <Page
      title="Your data"
      lead="All of it is yours: to read, to take along, to bring back, and to have deleted."
    >
      <ul className="things">
        {hasThread ? (
          <>
            <Thing
              name="Everything, as a file"
              words="Answers, settings, history. What is private is locked in it; the file can be restored here, with your password."
              href="/api/export"
              act="Download"
              download
            />
            <Thing
              name="Everything, to read"
              words="Opened in this browser: a page to print, or a plain file."
              href="/data/read"
              act="Open"
            />
          </>
        ) : null}
        <Thing
          name="Restore from a file"
          words="Reads it, says what would come of it, and does nothing before you say so."
          href="/data/restore"
          act="Choose a file"
        />
        {hasThread ? (
          <Thing
            name="Signed record"
            words="What you have completed and when, signed by us, for anybody to check."
            href="/data/snapshot"
            act="See it"
          />
        ) : null}
        {hasThread ? (
          <Thing
            name="Delete everything"
            words="The account, every answer, every copy we keep. There is no undo."
            href="/data/delete"
            act="Look at what would go"
          />
        ) : null}
      </ul>
      <p className="forms__soft forms__foot">
        One answer is deleted where it stands: open it with Edit, then “Erase it for good”.
      </p>
    </Page>
  );
}
