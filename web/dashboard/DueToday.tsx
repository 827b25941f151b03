import { useAnswer } from "../pages/useAnswer.ts";
import { useView } from "../ui/useClient.ts";
import { dueAnswer } from "./dueAnswer.ts";

/** So many are named; the others stand on the page. */
const most = 3;

/** On coming back to the conversation, for whoever wants to be reminded: what is due today, by name. */
export const DueToday = () => (useView((view) => view.settings.reminders) ? <Due /> : null);

function Due() {
  const { answer } = useAnswer("/api/daily-dos", dueAnswer);
  // Without a line nobody is reminded of anything; the page itself reckons without one.
  const due = typeof answer === "object" ? answer.items.filter(({ type }) => type !== "resume") : [];
  if (due.length === 0) return null;
  return (
    <p className="greeting__due">
      Due today:{" "}
      {due.slice(0, most).map(({ id, title, action }) => (
        <span key={id}>
          <a href={action.path}>{title}</a>
          {" · "}
        </span>
      ))}
      <a href="/dashboard">{due.length > most ? `${due.length - most} more on your day` : "Your day"}</a>
    </p>
  );
}
