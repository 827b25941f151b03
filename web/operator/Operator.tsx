import * as z from "zod/mini";
import { call } from "../pages/request.ts";
import { useAct } from "../form/form.tsx";
import { useLoaded } from "../pages/useLoaded.ts";
import { Page } from "../pages/Page.tsx";
import { announce } from "../ui/announce.ts";
import { alert, Alerts } from "./Alerts.tsx";
import "../form/form.css";
import "../data/data.css";

const alerts = z.object({
  alerts: z.array(alert),
  openSessions: z.array(z.string()),
  stuckFlushes: z.int(),
  d1: z.object({ ok: z.boolean(), tookMs: z.int() }),
  shippedRelease: z.int(),
  activeRelease: z.nullable(z.int()),
  learners: z.int(),
  largestBytes: z.array(z.int()),
});
const skills = z.object({
  skills: z.array(z.object({ id: z.string(), name: z.string(), category: z.nullable(z.string()) })),
});
const done = z.object({});

const askAlerts = () => call("GET", "/api/operator/alerts", alerts);
const askSkills = () => call("GET", "/api/operator/skills", skills);

/** `/operator` (decision 37): what runs and what does not. Never content. */
export function Operator() {
  const { said, again } = useLoaded(askAlerts);
  if (said === null) return <Page title="Operator">{null}</Page>;
  if (!said.ok) {
    return (
      <Page
        title={said.code === "offline" ? "Operator" : "There is nothing at this address"}
        lead={said.code === "offline" ? said.message : "Or it is not for the account that is signed in here."}
      >
        <a className="button" href="/">
          Back
        </a>
      </Page>
    );
  }
  return (
    <Page title="Operator" lead="What runs and what does not. Never what anybody wrote.">
      <div className="forms">
        <State now={said.body} />
        <h2>Alerts</h2>
        <Alerts alerts={said.body.alerts} openSessions={said.body.openSessions} onDone={again} />
        <h2>Skills to review</h2>
        <Skills />
      </div>
    </Page>
  );
}

type Now = z.infer<typeof alerts>;

function State({ now }: { now: Now }) {
  const { d1, stuckFlushes, shippedRelease, activeRelease, learners, largestBytes } = now;
  const largest = largestBytes[0] ?? 0;
  const lines: readonly (readonly [string, string])[] = [
    ["Database", d1.ok ? `answers, in ${d1.tookMs} ms` : "does not answer"],
    ["Learners whose writes are stuck", String(stuckFlushes)],
    [
      "Release",
      activeRelease === shippedRelease
        ? `${shippedRelease}, active and shipped`
        : `${activeRelease ?? "none"} active, ${shippedRelease} shipped`,
    ],
    ["Learners", String(learners)],
    ["The largest of them", `${Math.ceil(largest / 1000)} kB of answers`],
  ];
  return (
    <table className="receipt">
      <tbody>
        {lines.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Skills() {
  const { said, again } = useLoaded(askSkills);
  const [act, run] = useAct();
  if (said === null) return null;
  if (!said.ok || said.body.skills.length === 0) return <p>{said.ok ? "None waits." : said.message}</p>;
  const review = async (id: string, status: "approved" | "rejected") => {
    if (!(await run(() => call("POST", "/api/operator/skills", done, { body: { id, status } })))) return;
    announce(status === "approved" ? "Approved" : "Kept private");
    again();
  };
  return (
    <>
      {act.refused === null ? null : <p className="said said--alarm">{act.refused.message}</p>}
      <ul className="things">
        {said.body.skills.map(({ id, name, category }) => (
          <li key={id}>
            <p>
              <b>{name}</b>
              <span>{category?.replace("_", " ") ?? "without a category"}</span>
            </p>
            <span className="forms__ways">
              <button
                type="button"
                className="act"
                aria-label={`Approve: ${name}`}
                onClick={() => void review(id, "approved")}
              >
                Approve
              </button>
              <button
                type="button"
                className="act"
                aria-label={`Keep private: ${name}`}
                onClick={() => void review(id, "rejected")}
              >
                Keep private
              </button>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
