import { useAccount } from "../../account/useAccount.ts";
import { useLoaded } from "../../pages/useLoaded.ts";
import { Page } from "../../pages/Page.tsx";
import { dayName, time } from "../../ui/when.ts";
import { api } from "../api.ts";
import { NeedsAccount } from "../NeedsAccount.tsx";
import { dayWithin, listed } from "../words.ts";
import { Opening } from "./Opening.tsx";
import "./sessions.css";

const lead =
  "You see how everyone is doing as they write; they see that you do, and stay in charge of what is seen.";

/** `/live`: open a session, and those that were. */
export function Sessions() {
  const { known } = useAccount();
  if (known === "loading") return <Page title="Live sessions">{null}</Page>;
  if (typeof known === "string" || known.email === null || !known.confirmed) {
    return (
      <NeedsAccount
        title="Live sessions"
        why="To lead one you need an account with a confirmed e-mail address: people are shown its domain before they agree to anything."
        known={known}
      />
    );
  }
  return (
    <Page title="Live sessions" lead={lead}>
      <Opening />
      <Earlier />
    </Page>
  );
}

function Earlier() {
  const { said } = useLoaded(api.list);
  if (said === null || !said.ok || said.body.sessions.length === 0) return null;
  const open = said.body.sessions.filter(({ endedAt }) => endedAt === null);
  const ended = said.body.sessions.filter(({ endedAt }) => endedAt !== null);
  return (
    <>
      {open.length === 0 ? null : (
        <section aria-label="Open now">
          <h2>Open now</h2>
          <ul className="sessions">
            {open.map((one) => (
              <li key={one.liveId}>
                <a href={`/live/${one.liveId}`}>{one.title}</a>
                <span>
                  {listed(one.modules)} · since {dayWithin(one.openedAt)}, {time(one.openedAt)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {ended.length === 0 ? null : (
        <section aria-label="Reports">
          <h2>Reports</h2>
          <ul className="sessions">
            {ended.map((one) => (
              <li key={one.liveId}>
                <a href={`/live/${one.liveId}/report`}>{one.title}</a>
                <span>
                  {dayName(one.openedAt)} · {listed(one.modules)}
                  {one.keptUntil === null ? "" : ` · kept until ${dayWithin(one.keptUntil)}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
