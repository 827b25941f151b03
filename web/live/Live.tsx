import type { PageProps } from "../pages/pages.ts";
import { Cockpit } from "./cockpit/Cockpit.tsx";
import { Projector } from "./projector/Projector.tsx";
import { Report } from "./report/Report.tsx";
import { Sessions } from "./sessions/Sessions.tsx";

/** `/live`, `/live/<id>`, `/live/<id>/report`, `/live/<id>/show`: the facilitator's pages. */
export function Live({ rest: [liveId, what] }: PageProps) {
  if (liveId === undefined) return <Sessions />;
  if (what === "report") return <Report liveId={liveId} />;
  if (what === "show") return <Projector liveId={liveId} />;
  return <Cockpit key={liveId} liveId={liveId} />;
}
