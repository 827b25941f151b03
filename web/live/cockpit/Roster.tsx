import { exerciseIdOf } from "../../../shared/content/where.ts";
import type { Member } from "../../../shared/protocol/live.ts";
import { time } from "../../ui/when.ts";
import { sinceWords } from "../words.ts";
import { titleOf, type Workbook } from "../workbook.ts";
import { exerciseOf } from "./model.ts";
import { Share } from "./Share.tsx";
import "./roster.css";

interface Props {
  readonly rows: readonly Member[];
  readonly workbook: Workbook | null;
  readonly now: number;
  readonly chosen: string | null;
  readonly onOpen: (participantId: string) => void;
  readonly isHot?: boolean;
}

/** One line for each learner: where they are, whether they are there, and why they may need somebody. */
export function Roster({ rows, workbook, now, chosen, onOpen, isHot = false }: Props) {
  return (
    <table className="roster">
      <thead>
        <tr>
          <th scope="col">Learner</th>
          <th scope="col">Now</th>
          <th scope="col">Why</th>
          <th scope="col">Answered</th>
          <th scope="col">Saved</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((member) => (
          <tr
            key={member.participantId}
            data-hot={isHot || undefined}
            data-open={member.participantId === chosen || undefined}
          >
            <th scope="row">
              <button
                id={`member-${member.participantId}`}
                type="button"
                aria-expanded={member.participantId === chosen}
                onClick={() => onOpen(member.participantId)}
              >
                {member.alias}
              </button>
              <small>{placeWords(member, workbook)}</small>
            </th>
            <td className="roster__now">
              <Presence member={member} now={now} />
              {member.hand ? <span className="roster__hand">hand up</span> : null}
              <small>{onWords(member, workbook, now)}</small>
            </td>
            <td className="roster__why">{member.needs?.sentence ?? member.says ?? ""}</td>
            <td className="roster__count">
              <Share of={member.total} done={member.answered + member.skipped} />
              {member.answered} of {member.total}
              <span className="roster__word" aria-hidden="true">
                {" "}
                answered
              </span>
            </td>
            <td className="roster__saved">
              {member.lastSavedAt === null ? null : (
                <>
                  <span className="roster__word" aria-hidden="true">
                    saved{" "}
                  </span>
                  {time(member.lastSavedAt)}
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function placeWords(member: Member, workbook: Workbook | null): string {
  if (member.done) return "Through all of it";
  const exercise = exerciseOf(member);
  if (exercise === null) {
    return member.answered + member.skipped === 0 ? "Not in these modules yet" : "Outside these modules";
  }
  const name = `${exercise} ${titleOf(workbook?.outline, exercise)}`.trim();
  return member.private ? `${name}, only for the learner` : name;
}

/** "question 2 of 8 · 3 min": the block they are on, and for how long. */
function onWords(member: Member, workbook: Workbook | null, now: number): string {
  const exercise = exerciseOf(member);
  if (member.done || exercise === null || workbook === null) return "";
  const asked = workbook.blocks.filter(
    (block) => exerciseIdOf(block) === exercise && block.type !== "content",
  );
  const at = asked.findIndex(({ id }) => id === member.position?.blockId);
  const question = at < 0 ? "" : `question ${at + 1} of ${asked.length}`;
  return [question, sinceWords(member.since, now)].filter(Boolean).join(" · ");
}

/** A shape and a word, never the colour alone. */
export function Presence({ member: { presence, presenceSince }, now }: { member: Member; now: number }) {
  const since = presence === "active" ? "" : sinceWords(presenceSince, now);
  return (
    <span className="presence" data-is={presence}>
      <i aria-hidden="true" />
      {presence} {since}
    </span>
  );
}
