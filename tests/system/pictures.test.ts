import type { Page } from "playwright-core";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { answered, card, expectGood, savedThere, tap, tapped, toTheCard } from "../browser/cards.ts";
import { changedTwice } from "../browser/changedTwice.ts";
import { desktop, phone } from "../browser/chromium.ts";
import { Keyboard } from "../browser/keyboard.ts";
import { stage } from "../browser/stage.ts";
import { allSaved } from "../browser/thread.ts";
import { ratings } from "../browser/toolValues.ts";
import { whole } from "../browser/whole.ts";

/* The flow log and the life dashboard with their pictures, in the conversation and on their pages, by keys alone and by touch: in the proof. Every journey ends with what axe finds and with what stands in D1. */

const { learnerAt, open, later, settle, url } = stage();

describe("the flow log", () => {
  test.runIf(whole)("by keys alone: refused without its marks, kept as typed, then logged", async () => {
    const learner = await learnerAt("1.3.2.log-week");
    const page = await open(learner, desktop);
    const keys = new Keyboard(page);
    await toTheCard(page, (button) => keys.activate(button));
    const entry = card(page).getByRole("textbox", { name: "What did you do?" });
    const things = [
      ["Handover", "1", "1"],
      ["Walked a visitor to the right door", "4", "4"],
      ["Stacked pans by size", "5", "5"],
    ] as const;
    for (const [what, energy, focus] of things) {
      await keys.to(entry);
      await keys.type(what);
      await keys.press("Enter");
      // Where the first mark is given, without a Tab.
      await keys.press(energy);
      await keys.to(card(page).getByRole("radiogroup", { name: "Focus" }).getByRole("radio").first());
      if (what === "Handover") {
        await keys.press("Control+Enter");
        await card(page).getByText("Choose from 1 to 5.").waitFor();
        expect(await keys.focused()).toContain("1: My mind was elsewhere");
      }
      await keys.press(focus);
      await keys.activate(card(page).getByRole("button", { name: "Done with this one" }));
    }
    await keys.activate(card(page).getByRole("button", { name: /Handover/ }));
    await keys.activate(card(page).getByRole("button", { name: "Take it out: Handover" }));
    await keys.activate(card(page).getByRole("button", { name: /^Undo/ }));
    await keys.activate(card(page).locator("summary", { hasText: "See these 3 as a picture" }));
    const picture = card(page).locator("figure").first();
    await picture.getByRole("img", { name: /^3 moments by their energy and focus/ }).waitFor();
    await keys.activate(picture.locator("summary", { hasText: "The same as a table" }));
    for (const [what] of things) expect(await picture.getByRole("table").innerText()).toContain(what);
    for (const [kind, begins] of [
      ["PNG", "\u{89}PNG"],
      ["SVG", "<svg"],
    ] as const) {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        keys.activate(picture.getByRole("button", { name: kind })),
      ]);
      const bytes = await readFile(await file.path());
      expect(bytes.toString("latin1").slice(0, 4)).toBe(begins);
    }
    await keys.press("Control+Enter");
    await answered(page, "1.3.2.log-week").waitFor();
    expect(await answered(page, "1.3.2.log-week").innerText()).toContain("a seed");
    await allSaved(page);
    await expectGood(page);
    later((all) => {
      expect(
        all(
          "SELECT activity, energy, focus FROM user_flow_logs WHERE user_id = ? AND activity IN (?, ?, ?) ORDER BY energy",
          learner.userId,
          ...things.map(([what]) => what),
        ),
      ).toEqual(
        things.map(([activity, energy, focus]) => ({
          activity,
          energy: Number(energy) - 3,
          focus: Number(focus),
        })),
      );
    });
  });

  test.runIf(whole)("by touch, from something written earlier, with the picture of it", async () => {
    const learner = await learnerAt("1.3.2.log-today");
    const page = await open(learner, phone);
    await toTheCard(page, tap);
    for (const what of ["The late bus", "Hung out the wash"]) {
      await card(page).getByRole("textbox", { name: "What did you do?" }).fill(what);
      await tapped(page, "Add what you did");
      await card(page).getByRole("radio", { name: /^\+2/ }).tap();
      await card(page).getByRole("radiogroup", { name: "Focus" }).getByRole("radio", { name: "4" }).tap();
      await card(page).getByRole("radio", { name: "Yesterday" }).tap();
      await tapped(page, "Done with this one");
    }
    await page.getByText("See these 2 as a picture").tap();
    await page.getByRole("img", { name: /^2 moments by their energy and focus/ }).waitFor();
    await expectGood(page);
    await tapped(page, "Send");
    await answered(page, "1.3.2.log-today").waitFor();
    await allSaved(page);
    later((all) => {
      expect(
        all(
          "SELECT activity FROM user_flow_logs WHERE user_id = ? AND energy = 2 AND focus = 4",
          learner.userId,
        ),
      ).toEqual(expect.arrayContaining([{ activity: "The late bus" }, { activity: "Hung out the wash" }]));
    });
  });
});

test.runIf(whole)(
  "two devices change one log: both versions stand side by side, and one is chosen",
  async () => {
    const learner = await learnerAt("1.3.3.seeds");
    const path = "/tools/flow_tracker";
    const page = await open(learner, phone, path);
    const what = (one: Page) => card(one).getByRole("textbox", { name: "What you did", exact: true });
    await page.locator("#tool-begin").tap();
    await card(page).getByRole("textbox", { name: "What did you do?" }).fill("Bread");
    await tapped(page, "Add what you did");
    for (const scale of ["Energy", "Focus"])
      await card(page).getByRole("radiogroup", { name: scale }).getByRole("radio").last().tap();
    await tapped(page, "Keep it");
    await card(page).waitFor({ state: "detached" });
    await savedThere(page);
    const there = await open(learner, desktop, path);
    for (const one of [page, there]) {
      await one
        .getByRole("button", { name: /^Edit this/ })
        .first()
        .click();
      await card(one).getByRole("button", { name: /Bread/ }).click();
    }
    await what(page).fill("Bread on the phone");
    await what(there).fill("Bread on the desk");
    await tapped(page, "Save change");
    await savedThere(page);
    await there.getByRole("button", { name: "Save change" }).click();
    const two = there.getByRole("group", { name: "Two versions of this" });
    await two.waitFor();
    expect(await two.innerText()).toMatch(/Bread on the desk[\s\S]*Bread on the phone/);
    await expectGood(there);
    await two.getByRole("button", { name: "Keep this one" }).click();
    await two.waitFor({ state: "detached" });
    await savedThere(there);
    await page.getByText("Bread on the desk").first().waitFor();
    later((all) => {
      expect(
        all(
          "SELECT activity FROM user_flow_logs WHERE user_id = ? AND activity LIKE 'Bread%'",
          learner.userId,
        ),
      ).toEqual([{ activity: "Bread on the desk" }]);
    });
  },
);

describe.runIf(whole)("the life dashboard", () => {
  test("by keys alone: nothing rated is refused, one left out is fine, notes are sealed", async () => {
    const learner = await learnerAt("2.1.1.dashboard");
    const page = await open(learner, desktop);
    const keys = new Keyboard(page);
    await toTheCard(page, (button) => keys.activate(button));
    const scale = (area: string) => card(page).getByRole("radiogroup", { name: new RegExp(`^${area}`) });
    await keys.to(scale("Work").getByRole("radio").first());
    await keys.press("Control+Enter");
    await card(page).getByText("Put a number on at least one").waitFor();
    await keys.press("4");
    for (const [area, rating] of [
      ["Play", "1"],
      ["Love", "8"],
    ] as const) {
      await keys.to(scale(area).getByRole("radio").first());
      await keys.press(rating);
    }
    await keys.to(scale("Health").getByRole("radio").first());
    await keys.press("5");
    await keys.activate(card(page).getByRole("button", { name: "Leave it out: Health" }));
    await keys.to(card(page).locator("textarea"));
    await keys.type("I used to skate.");
    await page.getByRole("img", { name: /Work 4, Play 1, Love 8, Health left out/ }).waitFor();
    await expectGood(page);
    await keys.press("Control+Enter");
    await answered(page, "2.1.1.dashboard").getByText("I used to skate.").waitFor();
    await allSaved(page);
    later((all) => {
      const [row] = all("SELECT * FROM user_profile WHERE user_id = ?", learner.userId) as Record<
        string,
        unknown
      >[];
      expect(row).toMatchObject({
        life_dashboard_work: 4,
        life_dashboard_play: 1,
        life_dashboard_love: 8,
        life_dashboard_health: null,
      });
      expect(String(row?.["life_dashboard_notes"])).toContain('"ciphertext"');
      expect(JSON.stringify(row)).not.toContain("skate");
    });
  });

  test("by touch, a month later on its page, with the readings over time", async () => {
    const learner = await learnerAt("2.1.1.why-work");
    const path = "/tools/life_dashboard";
    const page = await open(learner, phone, path);
    // Of what stands from the conversation the notes are locked here, and the numbers are not.
    const told = page.locator(".tool-entry").filter({ hasText: "2.1.1" });
    await told.getByText("The notes are locked. Their key is not in this browser.").waitFor();
    await expect
      .poll(async () => (await told.locator("dd").allInnerTexts()).join(" "))
      .toMatch(/^\d+ \d+ \d+ \d+$/);
    for (const step of ["5", "7"]) {
      await page.locator("#tool-begin").tap();
      await toTheCard(page, tap);
      for (const area of ["Work", "Play", "Love", "Health"])
        await card(page)
          .getByRole("radiogroup", { name: new RegExp(`^${area}`) })
          .getByRole("radio", { name: step })
          .tap();
      await tapped(page, "Keep it");
      await card(page).waitFor({ state: "detached" });
    }
    await page.getByRole("heading", { name: "All readings together" }).waitFor();
    await page.getByText("Over time: 3 readings").waitFor();
    await expectGood(page);
    await savedThere(page);
    later((all) => {
      const made = all(
        "SELECT value FROM user_tool_instances WHERE user_id = ? ORDER BY created_at",
        learner.userId,
      ) as { value: string }[];
      expect(made.map(({ value }) => JSON.parse(value))).toMatchObject([
        { work: 5, play: 5, love: 5, health: 5, notes: "" },
        { work: 7, play: 7, love: 7, health: 7, notes: "" },
      ]);
    });
  });
});

describe.runIf(whole)("two devices on one reading", () => {
  const step = (page: Page, area: string, n: string) =>
    card(page)
      .getByRole("radiogroup", { name: new RegExp(`^${area}`) })
      .getByRole("radio", { name: n, exact: true });
  test("both stand side by side, and what is chosen stands on both", async () => {
    const learner = await learnerAt("2.4.1.milestones-1");
    const page = await open(learner, phone, "/tools/life_dashboard");
    const { instanceId, other } = await changedTwice(
      { page, url: url(), learner, tool: "life_dashboard" },
      () => step(page, "Work", "4").tap(),
      () => step(page, "Play", "2").tap(),
      () => ({ ...ratings, work: 9 }),
    );
    const two = page.getByRole("group", { name: "Two versions of this" });
    expect(await two.innerText()).toContain("Work");
    expect(await two.innerText()).toMatch(/9/);
    await expectGood(page);
    await two.getByRole("button", { name: "Keep this one" }).tap();
    await two.waitFor({ state: "detached" });
    await savedThere(page);
    other.device.close();
    later((all) => {
      const [one] = all("SELECT rev, value FROM user_tool_instances WHERE id = ?", instanceId);
      expect(one?.["rev"]).toBe(3);
      expect(one?.["value"]).toMatch(/"play":2/);
    });
  });
});

test.runIf(whole)("what was made stands in D1, row by row", settle);
