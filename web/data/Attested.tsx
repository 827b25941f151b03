import type { Attestation } from "../../shared/export/wallet.ts";
import { useView } from "../ui/useClient.ts";
import { dayName } from "../ui/when.ts";

/** What a signature stands under, in words. */
export function Attested({ attestation }: { attestation: Attestation }) {
  const outline = useView((view) => view.stem?.outline);
  const completed = Object.entries(attestation.modules).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const titleOf = (id: string) => outline?.find((one) => one.id === id)?.title;
  return (
    <>
      <p>
        Signed on {new Date(attestation.exported_at).toLocaleString()}.
        {attestation.workbook_complete ? " The workbook was complete." : null}
      </p>
      {completed.length === 0 ? (
        <p>No module was complete then.</p>
      ) : (
        <ul className="things">
          {completed.map(([id, at]) => (
            <li key={id}>
              <p>
                <b>{titleOf(id) === undefined ? `Module ${id}` : `${titleOf(id)} (${id})`}</b>
                <span>
                  Completed {dayName(at).replace(/^(Today|Yesterday)$/, (day) => day.toLowerCase())}.
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
