import { describe, expect, test } from "vitest";
import { expectGood } from "../browser/cards.ts";
import { desktop, phone } from "../browser/chromium.ts";
import { Keyboard } from "../browser/keyboard.ts";
import { stage } from "../browser/stage.ts";
import { whole } from "../browser/whole.ts";

/* The fifteen levels on their page, by keys alone and by touch: in the proof. Every journey ends with what axe finds and with what stands in D1. */

const { learnerAt, open, later, settle } = stage();

describe.runIf(whole)("the fifteen levels", () => {
  test.each([
    ["keys alone", desktop],
    ["touch", phone],
  ])("are chosen anew by %s, and the earlier ones stay beside them", async (_, screen) => {
    const learner = await learnerAt("2.5.2.why-tell");
    const page = await open(learner, screen, "/competencies");
    const keys = new Keyboard(page);
    const press = (name: string) => {
      const button = page.getByRole("button", { name });
      return screen.touch ? button.tap() : keys.activate(button);
    };
    await page.getByRole("heading", { name: "All 15 together" }).waitFor();
    await page.getByRole("img", { name: /levels/ }).waitFor();
    await expectGood(page);
    await press("Choose them anew");
    for (let i = 1; i <= 15; i += 1) {
      await page.getByText(`${i} of 15`).waitFor();
      const options = page.getByRole("radiogroup").getByRole("radio");
      expect(await options.count()).toBe(5);
      expect((await options.allInnerTexts()).join(" ")).not.toMatch(/level \d/i);
      if (i === 1) {
        await press("Next");
        await page.getByText("Choose the one that comes nearest").waitFor();
        await expectGood(page);
      }
      if (screen.touch) await options.nth(i % 5).tap();
      else {
        await keys.to(options.first());
        await keys.press(String((i % 5) + 1));
      }
      if (i === 7) {
        // Stopped in the middle, and gone on with where it was.
        await press("Stop for now");
        await press("Go on where you stopped");
        await page.getByText("8 of 15").waitFor();
        continue;
      }
      await press(i === 15 ? "Keep these 15" : "Next");
    }
    await page.getByRole("heading", { name: "Over time" }).waitFor();
    await expectGood(page);
    later((all) => {
      expect(
        all(
          "SELECT count(*) AS n FROM user_assessments WHERE user_id = ? AND completed_at IS NOT NULL",
          learner.userId,
        ),
      ).toEqual([{ n: 2 }]);
      expect(
        all("SELECT count(*) AS n FROM user_competency_scores WHERE user_id = ?", learner.userId),
      ).toEqual([{ n: 30 }]);
    });
  });
});

test.runIf(whole)("what was made stands in D1, row by row", settle);
