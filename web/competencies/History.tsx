import type { CompetencyAnswer } from "../../shared/protocol/competencies.ts";
import { dayName } from "../ui/when.ts";
import { clusters } from "./clusters.ts";

/** Earlier readings beside the present one; each stays as it was. */
export function History({ answer }: { answer: CompetencyAnswer }) {
  const { history } = answer;
  if (history.length < 2) return null;
  return (
    <section aria-label="Over time">
      <h2>Over time</h2>
      <table className="competencies__history">
        <thead>
          <tr>
            <th scope="col">Chosen</th>
            <th scope="col">Average</th>
            {clusters.map(([id, name]) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {history.map((one) => (
            <tr key={one.completedAt}>
              <th scope="row">{dayName(one.completedAt)}</th>
              <td>{one.overall.toFixed(1)}</td>
              {clusters.map(([id]) => (
                <td key={id}>{one.categoryAverages[id].toFixed(1)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
