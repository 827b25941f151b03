import { useEffect } from "react";
import type { Pace } from "../../../shared/protocol/room.ts";
import { titleOf } from "../workbook.ts";
import { announce } from "../../ui/announce.ts";
import { useView } from "../../ui/useClient.ts";
import { placeOfPace } from "./placeOfPace.ts";

/** Where the facilitator points: whoever has reached it can jump there, nobody is moved (rule 12). */
export function PaceLine({ pace, who }: { pace: Pace; who: string }) {
  const stem = useView((view) => view.stem);
  const state = useView((view) => view.state);
  const place = stem === null || state === null ? null : placeOfPace(pace, stem, state);
  const paused = pace.paused ? `${who} has paused the group. Your text stays; write on if you like.` : "";
  const group =
    pace.reached === undefined || pace.of === undefined ? "" : ` ${pace.reached} of ${pace.of} are there.`;
  const name = place === null ? "" : `${place.exercise} ${titleOf(stem?.outline, place.exercise)}`.trim();
  const points =
    place === null || pace.paused
      ? ""
      : place.reached
        ? `${who} asks everyone to ${name}.${group}`
        : `The group is heading for ${name}.${group} Go at your own pace; you will come there.`;
  const words = `${paused} ${points}`.trim();
  const said = place === null ? paused : `${paused} ${place.exercise} ${place.reached}`;
  useEffect(() => {
    // How many have come there changes too often to be spoken.
    if (said !== "") announce(said === paused ? paused : `${paused} ${who} points to ${name}.`);
    // oxlint-disable-next-line react/exhaustive-deps
  }, [said]);
  if (words === "") return null;
  return (
    <p className="strip live">
      <span className="live__words">{words}</span>
      {place?.reached === true && !pace.paused ? (
        <a className="act" href={`/#q-${place.blockId}`}>
          Go there
        </a>
      ) : null}
    </p>
  );
}
