import { useId, useState } from "react";
import type { FlowEntry } from "../../../shared/tools/flow_tracker/tool.ts";
import { byWeek, isSeed, weekOf } from "../../../shared/tools/flow_tracker/week.ts";
import { Grid, type Mark } from "../../pictures/Grid.tsx";
import { useToday } from "../../ui/useToday.ts";
import { localDay } from "../../ui/when.ts";
import { energies, focuses } from "./model.ts";
import { dayWords, signed, weekWords } from "./words.ts";
import "./flow_tracker.css";

/** A moment with the number it has in the list and in every picture of it. */
interface Numbered extends FlowEntry {
  readonly number: number;
}

const rowsDown = energies.toReversed();
const energyWords = rowsDown.map((energy) =>
  energy === 2 ? "+2 gave" : energy === -2 ? "−2 took" : signed(energy),
);
const shapeOf = (one: FlowEntry): Mark["shape"] =>
  isSeed(one) ? "full" : one.energy < 0 ? "square" : "ring";
const markOf = (one: Numbered, column: number): Mark => ({
  id: one.id,
  number: one.number,
  column,
  row: rowsDown.findIndex((energy) => energy === one.energy),
  shape: shapeOf(one),
});

/**
 * What a log tells: the seeds it finds, all moments by energy and focus, and the days of a week. For a card, an answer
 * and the tool's page. @param rows in the order in which they are numbered
 */
export function FlowPictures({ rows }: { readonly rows: readonly FlowEntry[] }) {
  const numbered = rows.map((row, i) => ({ ...row, number: i + 1 }));
  if (numbered.length === 0) return null;
  return (
    <div className="flow-pictures">
      <Seeds rows={numbered} />
      <FlowMap rows={numbered} />
      <Weeks rows={numbered} />
    </div>
  );
}

/** The moments that gave energy and held the attention, in words. */
function Seeds({ rows }: { readonly rows: readonly Numbered[] }) {
  const seeds = rows.filter(isSeed);
  if (seeds.length === 0) {
    return (
      <p className="flow-seeds">
        No seeds yet: no moment here had energy of +1 or more while focus was 4 or 5. Some logs begin like
        that.
      </p>
    );
  }
  return (
    <div className="flow-seeds">
      <p>
        {seeds.length === 1 ? "One seed" : `${seeds.length} seeds`} in {rows.length}: energy +1 or more, focus
        4 or 5.
      </p>
      <ul>
        {seeds.map((one) => (
          <li key={one.id}>
            <b>{one.number}</b> {one.activity}
          </li>
        ))}
      </ul>
    </div>
  );
}

const isInSeedField = (column: number, row: number) =>
  isSeed({ energy: rowsDown[row] ?? 0, focus: focuses[column] ?? 0 });

function FlowMap({ rows }: { readonly rows: readonly Numbered[] }) {
  const today = localDay(useToday());
  const seeds = rows.filter(isSeed);
  return (
    <Grid
      title="Energy and focus"
      says={`${rows.length} moments by their energy and focus, each with its number. In the field of seeds: ${
        seeds.map(({ activity }) => activity).join(", ") || "none"
      }. The table names them all.`}
      columns={focuses.map(String)}
      rows={energyWords}
      upward="Energy"
      across="Focus, from 1 (elsewhere) to 5 (forgot the clock)"
      field={{ has: isInSeedField, words: "Seeds" }}
      marks={rows.map((one) => markOf(one, one.focus - 1))}
      twin={twinOf(rows, today)}
    />
  );
}

function twinOf(rows: readonly Numbered[], today: string) {
  return {
    head: ["No.", "What", "Energy", "Focus", "When"],
    rows: rows.map(({ number, activity, energy, focus, day }) => [
      number,
      activity,
      signed(energy),
      focus,
      dayWords(day, today),
    ]),
  };
}

/** One week at a time, the newest first; nothing where no day is known. */
function Weeks({ rows }: { readonly rows: readonly Numbered[] }) {
  const label = useId();
  const today = localDay(useToday());
  const weeks = byWeek(rows).flatMap(({ week }) => week ?? []);
  const [chosen, choose] = useState(weeks[0]);
  const monday = weeks.find((week) => week === chosen) ?? weeks[0];
  if (monday === undefined) return null;
  const inside = rows.filter(({ day }) => weekOf(day) === monday);
  const columnOf = (day: string) =>
    Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${monday}T00:00:00Z`)) / 86_400_000);
  return (
    <div className="flow-week">
      {weeks.length < 2 ? null : (
        <label className="flow-week-choice" htmlFor={label}>
          <span className="tool-label">The week of</span>
          <select id={label} value={monday} onChange={(event) => choose(event.target.value)}>
            {weeks.map((week) => (
              <option key={week} value={week}>
                {weekWords(week)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Grid
        title={`The days of ${weekWords(monday)}`}
        says={`${inside.length} moments of this week by day and energy, each with its number. The table names them.`}
        columns={["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]}
        rows={energyWords}
        upward="Energy"
        marks={inside.map((one) => markOf(one, columnOf(one.day)))}
        twin={twinOf(inside, today)}
      />
    </div>
  );
}
