import * as z from "zod/mini";
import { call } from "../pages/request.ts";
import { Page } from "../pages/Page.tsx";
import { announce } from "../ui/announce.ts";
import { dayName, time } from "../ui/when.ts";
import { useAct } from "../form/form.tsx";
import { useLoaded } from "../pages/useLoaded.ts";

const looks = z.object({
  looks: z.array(
    z.object({
      who: z.string(),
      what: z.string(),
      modules: z.array(z.string()),
      since: z.string(),
      until: z.nullable(z.string()),
    }),
  ),
});
type Look = z.infer<typeof looks>["looks"][number];
const blocks = z.object({ blocked: z.int() });

const askLooks = () => call("GET", "/api/audit", looks);
const askBlocks = () => call("GET", "/api/live-blocks", blocks);

/** `/account/looks`: who has looked at what of this learner's, and when; and whom they do not want to meet again. */
export function Looks() {
  const { said, again } = useLoaded(askLooks);
  return (
    <Page
      title="Who has looked"
      lead={
        <>
          Every time somebody looked at what you share: in a live session, or as a coach you invited. No other
          person here is shown anything. What we who run this could read is said under{" "}
          <a href="/privacy" rel="external">
            Privacy
          </a>
          .
        </>
      }
    >
      <div className="forms">
        {said === null ? null : !said.ok ? (
          <>
            <p className="said said--alarm">{said.message}</p>
            <button type="button" className="button" onClick={again}>
              Try again
            </button>
          </>
        ) : said.body.looks.length === 0 ? (
          <p>Nobody has looked at anything of yours.</p>
        ) : (
          <ul className="things">
            {said.body.looks.map((look) => (
              <li key={`${look.who} ${look.what} ${look.since}`}>
                <p>
                  <b>{look.who}</b>
                  <span>
                    {kinds.get(look.what) ?? look.what} · {named(look.modules)}
                  </span>
                  <span>{whenWords(look)}</span>
                </p>
              </li>
            ))}
          </ul>
        )}
        <Blocked />
        <p className="forms__soft">
          <a href="/share">Share with a coach</a> is where you end what somebody can see; a live session is
          left in the conversation.
        </p>
      </div>
    </Page>
  );
}

/** What was looked at, in words (`LookedAt`). */
const kinds: ReadonlyMap<string, string> = new Map([
  ["thread", "Read along in your workbook"],
  ["report", "Opened the session’s report"],
  ["projector", "Showed a starred answer on the wall, without your name"],
]);

const named = (modules: readonly string[]): string =>
  modules.length === 1 ? `module ${modules[0]}` : `modules ${modules.join(", ")}`;

function whenWords({ since, until }: Look): string {
  const day = `${dayName(since)}, ${time(since)}`;
  if (until === null) return `${day}, and looking now`;
  return time(since) === time(until) ? day : `${day} to ${time(until)}`;
}

/** Whom they have blocked cannot be named to them any more; it can be lifted. */
function Blocked() {
  const { said, again } = useLoaded(askBlocks);
  const [act, run] = useAct();
  if (said === null || !said.ok || said.body.blocked === 0) return null;
  const { blocked } = said.body;
  const lift = async () => {
    if (!(await run(() => call("DELETE", "/api/live-blocks", z.object({}))))) return;
    announce("Lifted");
    again();
  };
  return (
    <section aria-labelledby="blocked">
      <h2 id="blocked">Blocked</h2>
      <p>
        You have blocked {blocked === 1 ? "one person" : `${blocked} people`}: you cannot be in a session they
        lead, and they cannot become your coach.{" "}
        <button type="button" className="act" onClick={() => void lift()}>
          Lift it
        </button>
      </p>
      {act.refused === null ? null : <p className="said said--alarm">{act.refused.message}</p>}
    </section>
  );
}
