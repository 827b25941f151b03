import { describe, expect, test } from "vitest";
import { expectGood, savedThere, tapped } from "../browser/cards.ts";
import { phone } from "../browser/chromium.ts";
import { handOf } from "../browser/frames.ts";
import { stage } from "../browser/stage.ts";
import { whole } from "../browser/whole.ts";

/* Notes of practices, and what is due each day and each week: in the proof. Every journey ends with what axe finds and with what stands in D1. */

const { learnerAt, open, later, settle, url } = stage();

describe.runIf(whole)("what is kept up", () => {
  test("a note of a day is sealed, read back, and stands in D1 as an envelope", async () => {
    const learner = await learnerAt("2.1.1.why-work");
    const page = await open(learner, phone, "/practices/quiet-minutes");
    await tapped(page, "Mark it as done");
    await tapped(page, "Add a note");
    const note = page.getByRole("textbox", { name: "A note, for you alone" });
    for (const name of ["The key is lost", "Go on with a new key"]) {
      const button = page.getByRole("button", { name });
      await button.or(note).first().waitFor();
      if ((await button.count()) > 0) await button.tap();
    }
    await note.fill("x".repeat(281));
    await tapped(page, "Keep the note");
    await page.getByText("This is 281 characters long; 280 fit here.").waitFor();
    expect((await note.inputValue()).length).toBe(281);
    await note.fill("Ten minutes by the canal.");
    await expectGood(page);
    await tapped(page, "Keep the note");
    await page.getByRole("region", { name: "Notes" }).getByText("Ten minutes by the canal.").waitFor();
    await savedThere(page);
    await page.reload();
    await page.getByRole("region", { name: "Notes" }).getByText("Ten minutes by the canal.").waitFor();
    // The note goes along with what else is said of the day.
    await tapped(page, "Take the mark back");
    await page.getByRole("button", { name: "Mark it as done" }).waitFor();
    await savedThere(page);
    await page.getByRole("region", { name: "Notes" }).getByText("Ten minutes by the canal.").waitFor();
    await expectGood(page);
    later((all) => {
      const rows = all("SELECT done, note FROM user_practice_log WHERE user_id = ?", learner.userId) as {
        done: number;
        note: string;
      }[];
      expect(rows.map(({ done }) => done)).toEqual([0]);
      expect(rows[0]?.note).toMatch(/^\{"v":1,"iv":"/);
      expect(rows[0]?.note).not.toContain("canal");
    });
  });

  test("the flow log is due each day, a setback each week; with reminders on, coming back says so", async () => {
    const learner = await learnerAt("2.3.1.story");
    const page = await open(learner, phone, "/settings");
    const remind = page.getByRole("checkbox", { name: /^Remind me of what is due/ });
    await remind.tap();
    await page.getByText("Your time zone is stored for it: Europe/Paris.").waitFor();
    await page.goto(url());
    const due = page.locator(".greeting__due");
    await due.waitFor();
    await expectGood(page);
    expect(await due.getByRole("link", { name: /your day/i }).getAttribute("href")).toBe("/dashboard");
    await page.goto(`${url()}/dashboard`);
    await page.getByRole("heading", { name: "Due today" }).waitFor();
    await expectGood(page);
    const card = (name: string) =>
      page.getByRole("region", { name: "Due today" }).getByRole("heading", { name, exact: true });
    // Reframed today: not due for a week. What is logged today is not asked for today.
    expect(await card("Setback reframe").count()).toBe(0);
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris" }).format();
    const row = { id: crypto.randomUUID(), activity: "Bread", energy: 1, focus: 4, day };
    const other = await handOf(url(), learner);
    expect(await other.tool("flow_tracker", { rows: [row] })).toBe("taken");
    other.device.close();
    await card("Flow log").waitFor({ state: "detached" });
    for (const [tool, often] of [
      ["flow_tracker", "Every day"],
      ["failure_reframer", "Every week"],
    ] as const) {
      await page.goto(`${url()}/tools/${tool}`);
      await page.getByText(`${often} a card on`).waitFor();
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        tapped(page, "Put it into your calendar"),
      ]);
      expect(file.suggestedFilename()).toBe(`${tool}.ics`);
    }
    await page.goto(`${url()}/settings`);
    await remind.tap();
    await page.getByText("Your time zone is stored while this is on").waitFor();
    await page.goto(url());
    await page.getByText("Welcome back.").waitFor();
    expect(await due.count()).toBe(0);
    later((all) => {
      expect(all("SELECT reminders, time_zone FROM user_settings WHERE user_id = ?", learner.userId)).toEqual(
        [{ reminders: 0, time_zone: null }],
      );
    });
  });
});

test.runIf(whole)("what was made stands in D1, row by row", settle);
