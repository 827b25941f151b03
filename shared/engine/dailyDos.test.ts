import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toolNames } from "../content/block.ts";
import type { ToolInfo } from "../content/release.ts";
import { dailyDos, type DailyDo } from "./dailyDos.ts";
import { addDays, dayIn } from "./days.ts";
import { projectAll } from "./project/project.ts";
import type { Row } from "./project/rows.ts";
import type { LearnerState } from "./state.ts";
import { practiceKey } from "./state.ts";
import { testPractices } from "./testing/reference.ts";
import { World } from "./testing/history.ts";
import { runs } from "./testing/seed.ts";
import { block, releaseOf } from "./testing/small.ts";

const opId = "00000000-0000-4000-9000-000000000001";
const prompts: Partial<Record<string, ToolInfo["reminder"]>> = {
  flow_tracker: { frequency: "daily", prompt: "Track your flow today" },
  failure_reframer: { frequency: "weekly", prompt: "Look again at one setback from this week" },
};
const labels: Partial<Record<string, string>> = {
  flow_tracker: "Flow log",
  failure_reframer: "Setback reframe",
};
const tools = toolNames.map((name, i): ToolInfo => {
  const reminder = prompts[name];
  const own = {
    id: 100_000 + i,
    name,
    label: labels[name] ?? name,
    description: "",
    instructions: "",
    icon: "",
  };
  return { ...own, unlocksAt: null, ...(reminder === undefined ? {} : { reminder }) };
});
const stemBlocks = [
  block("flow_tracker", "1.1.1.flow"),
  block("failure_reframer", "1.1.1.setback"),
  block("list_builder", "1.1.1.list"),
  block("textarea", "1.2.1.word"),
  block("textarea", "1.2.2.end"),
];
const outline = [
  { id: "1.2.2", level: "exercise" as const, title: "The last one", purpose: "", minutes: 5, position: 1 },
];

/** Everything but the last question is passed: tools unlocked, practices established. */
function begun(): World {
  const on = new World(releaseOf(stemBlocks, { tools, outline, practices: [...testPractices] }));
  for (const { id } of stemBlocks.slice(0, -1)) on.run({ t: "skip", opId, blockId: id });
  return on;
}
const noon = Date.UTC(2026, 5, 15, 12);
const none = new Map<string, readonly Row[]>();
const flows = (...days: string[]) =>
  new Map([["user_flow_logs", days.map((logged_date, i): Row => ({ id: String(i), logged_date }))]]);
const logged = (state: LearnerState, practice: string, day: string, done = true): LearnerState => ({
  ...state,
  practices: new Map(state.practices).set(practiceKey(practice, day), {
    practice,
    day,
    done,
    note: null,
    createdAt: "",
    updatedAt: "",
  }),
});
const ids = (items: readonly DailyDo[]) => items.map((one) => one.id);
const at = (ms: number, zone = "UTC") => ({ ms, zone });

describe("LR2: what comes, and in which order", () => {
  test("LR2: to go on first, then tools and practices by frequency; labels letter for letter", () => {
    const on = begun();
    const items = dailyDos(on.stem, on.state, none, at(noon));
    expect(items.slice(0, 3)).toEqual([
      {
        id: "resume-workbook",
        type: "resume",
        title: "Resume Workbook",
        subtitle: "The last one",
        action: { label: "Continue →", path: "/" },
      },
      {
        id: "100006",
        type: "flow_tracker",
        title: "Flow log",
        subtitle: "Track your flow today",
        action: { label: "Flow log →", path: "/tools/100006" },
      },
      {
        id: "100008",
        type: "failure_reframer",
        title: "Setback reframe",
        subtitle: "Look again at one setback from this week",
        action: { label: "Setback reframe →", path: "/tools/100008" },
      },
    ]);
    // The flow log shows once, as the tool's card.
    expect(ids(items).slice(3)).toEqual([
      "quiet-minutes",
      "weekly-review",
      "new-story",
      "list-check",
      "competency-reassessment",
    ]);
  });

  test("LR2: nothing is there before it is unlocked or established; nothing to resume at the end", () => {
    const on = new World(releaseOf(stemBlocks, { tools, outline, practices: [...testPractices] }));
    expect(ids(dailyDos(on.stem, on.state, none, at(noon)))).toEqual(["resume-workbook"]);
    for (const { id } of stemBlocks) on.run({ t: "skip", opId, blockId: id });
    expect(on.state.workbookComplete).toBe(true);
    expect(ids(dailyDos(on.stem, on.state, none, at(noon)))).not.toContain("resume-workbook");
  });

  test("LR2: of several sources the newest counts; what is not done does not", () => {
    const on = begun();
    const due = (state: LearnerState, tables = none) => ids(dailyDos(on.stem, state, tables, at(noon)));
    const long = "2026-06-01";
    expect(due(logged(on.state, "new-story", long))).toContain("new-story");
    const stories = new Map([["user_stories", [{ id: "1", created_at: "2026-06-14T23:00:00.000Z" }]]]);
    expect(due(logged(on.state, "new-story", long), stories)).not.toContain("new-story");
    expect(due(logged(on.state, "new-story", "2026-06-14"))).not.toContain("new-story");
    expect(due(logged(on.state, "new-story", "2026-06-14", false))).toContain("new-story");
    // A tool that was used in the thread or outside.
    on.run({
      t: "tool",
      opId,
      tool: "list_builder",
      instanceId: opId,
      baseRev: 0,
      value: { rows: [{ id: opId, text: "a" }] },
    });
    const now = at(Date.UTC(2026, 0, 2));
    expect(ids(dailyDos(on.stem, on.state, none, now))).not.toContain("list-check");
    expect(ids(dailyDos(on.stem, on.state, none, at(Date.UTC(2026, 1, 2))))).toContain("list-check");
    expect(projectAll(on.stem, on.state).rows().get("user_lists")).toHaveLength(1);
  });
});

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "UTC");
const moments = fc.integer({ min: Date.UTC(2000), max: Date.UTC(2050) });

describe("LR2: due in the learner's own day, in every zone and over every clock change", () => {
  const on = begun();
  const isDue = (id: string, state: LearnerState, tables: typeof none, ms: number, zone: string) =>
    ids(dailyDos(on.stem, state, tables, at(ms, zone))).includes(id);

  test("LR2: daily: not again today, from midnight on again", () => {
    fc.assert(
      fc.property(zones, moments, fc.nat({ max: 72 * 60 }), (zone, ms, minutes) => {
        const today = dayIn(zone, ms);
        const later = ms + minutes * 60_000;
        const again = dayIn(zone, later) > today;
        expect(isDue("100006", on.state, flows(today, addDays(today, -3)), later, zone)).toBe(again);
        expect(isDue("quiet-minutes", logged(on.state, "quiet-minutes", today), none, later, zone)).toBe(
          again,
        );
      }),
      runs(400),
    );
  });

  test.each([
    ["weekly-review", 7],
    ["list-check", 30],
  ])("LR2: %s: %i days pass, whole days of the calendar", (practice, days) => {
    fc.assert(
      fc.property(zones, moments, fc.nat({ max: 40 }), (zone, ms, ago) => {
        const day = addDays(dayIn(zone, ms), -ago);
        expect(isDue(practice, logged(on.state, practice, day), none, ms, zone)).toBe(ago > days);
      }),
      runs(300),
    );
  });

  test("LR2: yearly: on this day of last year it is not due yet, the day before it was", () => {
    const key = "competency-reassessment";
    const due = (last: string, today: string) =>
      isDue(key, logged(on.state, key, last), none, Date.parse(`${today}T12:00:00Z`), "UTC");
    expect(due("2025-06-15", "2026-06-15")).toBe(false);
    expect(due("2025-06-14", "2026-06-15")).toBe(true);
    // As SQLite's date('2028-02-29', '-1 year'): 1 March.
    expect(due("2027-03-01", "2028-02-29")).toBe(false);
    expect(due("2027-02-28", "2028-02-29")).toBe(true);
  });

  test("LR2: the same moment is another day elsewhere", () => {
    const ms = Date.UTC(2026, 5, 15, 23, 30);
    const written = flows("2026-06-15");
    expect(isDue("100006", on.state, written, ms, "UTC")).toBe(false);
    expect(isDue("100006", on.state, written, ms, "Asia/Tokyo")).toBe(true);
    expect(isDue("100006", on.state, written, ms, "America/Los_Angeles")).toBe(false);
  });
});
