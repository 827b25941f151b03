import { describe, expect, test } from "vitest";
import { ideaId } from "../../shared/tools/idea_tree/tree.ts";
import { answered, card, expectGood, savedThere, tap, tapped, toTheCard } from "../browser/cards.ts";
import { changedTwice } from "../browser/changedTwice.ts";
import { desktop, phone } from "../browser/chromium.ts";
import { Keyboard } from "../browser/keyboard.ts";
import { stage } from "../browser/stage.ts";
import { allSaved } from "../browser/thread.ts";
import { idea, tree } from "../browser/toolValues.ts";
import { whole } from "../browser/whole.ts";

/* Idea trees, in the conversation and on their page, by keys alone and by touch: in the proof. Every journey ends with what axe finds and with what stands in D1. */

const { learnerAt, open, later, settle, url } = stage();

describe.runIf(whole)("idea trees", () => {
  test("by touch on a phone: grown, ringed, moved, taken out and back", async () => {
    const learner = await learnerAt("2.3.2.tree-one");
    const page = await open(learner, phone);
    await toTheCard(page, tap);
    const line = () => card(page).locator(".tree-write input");
    const put = async (text: string) => {
      await line().fill(text);
      await card(page).locator(".tree-add").tap();
    };
    await put("hands");
    for (const text of ["gloves", "clay", "piano"]) await put(text);
    await card(page).getByRole("treeitem", { name: "gloves" }).tap();
    for (const text of ["garden", "winter"]) await put(text);
    await put("Clay");
    await card(page).getByText("“clay” stands in this tree already.").waitFor();
    expect(await line().inputValue()).toBe("Clay");
    await line().fill("");
    await card(page).getByRole("treeitem", { name: "winter" }).tap();
    await tapped(page, "Ring it");
    await tapped(page, "Move up");
    await card(page).getByRole("treeitem", { name: "piano" }).tap();
    await tapped(page, "Take out");
    await tapped(page, "Undo");
    await expectGood(page);
    await tapped(page, "Send");
    await answered(page, "2.3.2.tree-one").getByText("winter").waitFor();
    await allSaved(page);
    later((all) => {
      expect(
        all(
          `SELECT p.content AS parent, c.content AS child, e.position FROM user_idea_edges e
           JOIN user_idea_nodes p ON p.id = e.from_node_id JOIN user_idea_nodes c ON c.id = e.to_node_id
           WHERE e.user_id = ? ORDER BY parent, e.position`,
          learner.userId,
        ),
      ).toEqual([
        { parent: "gloves", child: "winter", position: 0 },
        { parent: "gloves", child: "garden", position: 1 },
        { parent: "hands", child: "gloves", position: 0 },
        { parent: "hands", child: "clay", position: 1 },
        { parent: "hands", child: "piano", position: 2 },
      ]);
    });
  });

  test("by keys alone, on the canvas, over the whole screen, as an outline", async () => {
    const learner = await learnerAt("2.3.2.tree-one");
    const page = await open(learner, desktop);
    const keys = new Keyboard(page);
    await toTheCard(page, (button) => keys.activate(button));
    await keys.to(card(page).locator(".tree-write input"));
    for (const text of ["hands", "gloves", "clay", "piano", "", "garden", "winter", "leather", "", "kiln"]) {
      await keys.type(text);
      await keys.press("Enter");
    }
    await keys.press("Escape");
    // The canvas may still be on its way.
    await expect.poll(() => keys.focused()).toContain("clay");
    await keys.press("ArrowDown");
    expect(await keys.focused()).toContain("kiln");
    await keys.press("Space");
    await keys.press("Alt+ArrowLeft");
    await keys.press("Delete");
    await keys.press("Control+z");
    await keys.press("F2");
    await keys.press("Control+a");
    await keys.type("oven");
    await keys.press("Enter");
    expect(await keys.focused()).not.toContain("input");
    await keys.activate(card(page).getByRole("button", { name: "Open wide" }));
    await page.getByRole("dialog").getByRole("tree").waitFor();
    expect(await page.getByRole("treeitem").count()).toBe(8);
    await expectGood(page);
    await keys.press("Escape");
    await keys.activate(card(page).getByRole("button", { name: "Outline" }));
    const levels = await page
      .getByRole("treeitem")
      .evaluateAll((all) => all.map((one) => `${one.getAttribute("aria-level")} ${one.textContent.trim()}`));
    expect(levels.slice(0, 5)).toEqual(["1 hands", "2 gloves", "3 garden", "3 winter", "3 leather"]);
    await keys.press("Control+Enter");
    await answered(page, "2.3.2.tree-one").waitFor();
    await allSaved(page);
    await expectGood(page);
    later((all) => {
      expect(all("SELECT count(*) AS n FROM user_idea_edges WHERE user_id = ?", learner.userId)).toEqual([
        { n: 7 },
      ]);
    });
  });
});

test.runIf(whole)(
  "two devices on one tree: both stand side by side, and what is chosen stands on both",
  async () => {
    const learner = await learnerAt("2.4.1.milestones-1");
    const page = await open(learner, phone, "/tools/idea_tree");
    const add = async (text: string) => {
      await card(page).locator(".tree-write input").fill(text);
      await card(page).locator(".tree-add").tap();
    };
    const { instanceId, other } = await changedTwice(
      { page, url: url(), learner, tool: "idea_tree" },
      () => add("gloves"),
      () => add("wool"),
      () => tree([idea("gloves"), idea("from the laptop", ideaId("gloves"))]),
    );
    const two = page.getByRole("group", { name: "Two versions of this" });
    expect(await two.innerText()).toContain("gloves");
    expect(await two.innerText()).toMatch(/By hand/);
    await expectGood(page);
    await two.getByRole("button", { name: "Keep this one" }).tap();
    await two.waitFor({ state: "detached" });
    await savedThere(page);
    other.device.close();
    later((all) => {
      const [one] = all("SELECT rev, value FROM user_tool_instances WHERE id = ?", instanceId);
      expect(one?.["rev"]).toBe(3);
      expect(one?.["value"]).toMatch(/wool/);
    });
  },
);

test.runIf(whole)("what was made stands in D1, row by row", settle);
