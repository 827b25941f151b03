import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InstanceTool } from "../../shared/protocol/client.ts";
import { ideaId } from "../../shared/tools/idea_tree/tree.ts";
import { desktop, launch, openContext } from "../browser/chromium.ts";
import { openRows } from "../browser/database.ts";
import { Device, newLearnerAt } from "../browser/device.ts";
import { forward, signIn } from "../browser/forward.ts";
import { handOf } from "../browser/frames.ts";
import { byKeys } from "../browser/hand.ts";
import { startServer, type Server } from "../browser/server.ts";
import { idea, ratings, reframe, sealedBudget, tree } from "../browser/toolValues.ts";
import { whole } from "../browser/whole.ts";

/*
 * What tools are sent by somebody who writes frames by hand, and what a card says that points at what is gone. What cards
 * say of other things: `toolbox.test.ts`, `pictures.test.ts`, `trees.test.ts`.
 */

let server: Server;
let browser: Browser;
let learner: { userId: string; cookie: string };
beforeAll(async () => {
  server = await startServer();
  browser = await launch();
  learner = await newLearnerAt(server.url);
  await forward(server, learner, whole ? "2.4.1.milestones-1" : "1.3.3.seeds");
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

/** What is open by 1.3.3; the proof goes on to where all are. */
const early: readonly InstanceTool[] = [
  "flow_tracker",
  "budget_calculator",
  "competency_assessment",
  "soared_form",
];
const isOpen = (tool: InstanceTool) => whole || early.includes(tool);

const story = (experienceId: string | null) => ({
  id: crypto.randomUUID(),
  experienceId,
  title: "By hand",
  situation: "s",
  obstacle: "",
  action: "",
  result: "",
  evaluation: "",
  discovery: "",
});

test("what does not fit is refused with the field named, of plain and of sealed tools", async () => {
  const { device, tool } = await handOf(server.url, learner);
  const row = { id: crypto.randomUUID(), activity: "Bus", energy: 0, focus: 3, day: "2026-11-25" };
  const flow = (wrong: object) => ({ rows: [{ ...row, ...wrong }] });
  const wrong: readonly (readonly [InstanceTool, unknown, string])[] = [
    ["flow_tracker", flow({ energy: 3 }), "invalid value.rows.0.energy"],
    ["flow_tracker", flow({ focus: 0 }), "invalid value.rows.0.focus"],
    ["flow_tracker", flow({ day: "2026-02-30" }), "invalid value.rows.0.day"],
    ["flow_tracker", flow({ activity: "x".repeat(201) }), "invalid value.rows.0.activity"],
    ["flow_tracker", { rows: [row, row] }, "invalid value.rows.1.id"],
    ["life_dashboard", { ...ratings, work: 11 }, "invalid value.work"],
    ["life_dashboard", { ...ratings, love: 2.5 }, "invalid value.love"],
    ["life_dashboard", { ...ratings, notes: "in the clear" }, "plaintext value.notes"],
    ["life_dashboard", { ...ratings, money: 3 }, "invalid value.money"],
    ["budget_calculator", { ...sealedBudget, annual_needs: "1200000" }, "plaintext value.annual_needs"],
    ["budget_calculator", { ...sealedBudget, hourly_batna: { v: 1 } }, "plaintext value.hourly_batna"],
    ["failure_reframer", { ...reframe(row.id), situation: "I lost it" }, "plaintext value.situation"],
    ["failure_reframer", { ...reframe(row.id), next_step: "" }, "invalid value"],
    ["idea_tree", tree([{ ...idea("a"), id: row.id }]), "invalid value.nodes.0.id"],
    ["idea_tree", tree([idea("a"), idea("b", row.id)]), "invalid value.nodes.1.parent"],
    ["idea_tree", tree([idea("a"), idea("A", ideaId("a"))]), "invalid value.nodes.1"],
    ["idea_tree", tree([idea("a")], [row.id]), "invalid value.circled.0"],
    ["idea_tree", tree([idea("x".repeat(121))]), "invalid value.nodes.0.text"],
    ["competency_assessment", { scores: {} }, "locked tool"],
  ];
  for (const [name, value, said] of wrong.filter(([name]) => isOpen(name))) {
    expect(`${name} ${await tool(name, value)}`).toContain(`${name} ${said}`);
  }
  device.close();
});

/** The experiences of a learner, in their order, and the rev of the answer that has them. */
async function experiencesOf({ cookie }: { readonly cookie: string }) {
  const device = new Device(server.url, cookie);
  await device.connect();
  await device.until(() => device.complete && device.answers.has("1.1.1.experiences"));
  const answer = device.answers.get("1.1.1.experiences");
  if (answer === undefined) throw new Error("nobody has said any experiences");
  const { rows } = answer.value as { rows: { id: string; title: string }[] };
  return { device, rows, rev: answer.rev };
}

test("a link to another learner's row is refused with its field; their id for a new row of one's own is a name", async () => {
  const neighbour = await newLearnerAt(server.url);
  await forward(server, neighbour, "1.1.1.story-one");
  const { device: next, rows } = await experiencesOf(neighbour);
  next.close();
  const [theirs = { id: "", title: "" }] = rows;
  const { device, tool } = await handOf(server.url, learner);
  expect(await tool("soared_form", story(theirs.id))).toMatch(/^not_found value\.experienceId/);
  expect(await tool("soared_form", { ...story(null), id: theirs.id })).toBe("taken");
  expect(await tool("soared_form", story(null), { instanceId: theirs.id })).toBe("taken");
  device.close();
});

test("a card that points at what another device took out meanwhile keeps what was typed, and says what to do", async () => {
  const context = await openContext(browser, desktop);
  await signIn(context, learner);
  const page = await context.newPage();
  await page.goto(`${server.url}/tools/soared_form`);
  const hand = byKeys(page);
  const entry = page.locator(".tool-entry").filter({ hasText: "From 1.1.1" }).first();
  const card = page.locator(".tool-editor");
  await hand.press(entry.getByRole("button", { name: /^Edit this/ }));
  const { device, rows, rev } = await experiencesOf(learner);
  const [, gone = { id: "", title: "" }] = rows;
  await hand.choose(card.getByRole("combobox"), gone.title);
  await hand.write(card.getByRole("textbox").nth(1), "Typed without a line");
  await context.setOffline(true);
  await hand.press(card.getByRole("button", { name: "Save change" }));
  await page.getByText("Offline. Kept on this device.").first().waitFor();
  const value = { rows: rows.filter((row) => row !== gone) };
  device.send({
    t: "edit",
    opId: crypto.randomUUID(),
    blockId: "1.1.1.experiences",
    baseRev: rev,
    value,
  });
  await device.until(() => device.unsent === 0);
  expect([...device.refused.values()]).toEqual([]);
  device.close();
  await context.setOffline(false);
  const said =
    "This names an experience that is not in your workbook any more. Choose another one, or take it out";
  await entry.getByText(said).waitFor();
  await hand.press(entry.getByRole("button", { name: "Edit", exact: true }));
  await card.waitFor();
  expect(await card.getByRole("textbox").nth(1).inputValue()).toBe("Typed without a line");
  expect(await card.getByRole("combobox").inputValue()).toBe("");
  await hand.press(card.getByRole("button", { name: "Save change" }));
  await entry.getByText("Typed without a line").waitFor();
  await page.getByRole("main").getByText("Saved", { exact: true }).waitFor();
  await context.close();
});

test("an old revision, a row of another learner, a tool that is still locked", async () => {
  const mine = await handOf(server.url, learner);
  const instanceId = crypto.randomUUID();
  const values: readonly (readonly [InstanceTool, (id: string) => unknown])[] = [
    ["failure_reframer", reframe],
    ["idea_tree", () => tree([idea("a")])],
    ["budget_calculator", () => sealedBudget],
  ];
  for (const [name, value] of values.filter(([name]) => isOpen(name))) {
    const one = { instanceId: crypto.randomUUID(), baseRev: 0 };
    expect(await mine.tool(name, value(one.instanceId), one)).toBe("taken");
    expect(await mine.tool(name, value(one.instanceId), one)).toMatch(/^conflict/);
  }
  expect(await mine.tool("budget_calculator", sealedBudget, { instanceId, baseRev: 0 })).toBe("taken");
  const theirs = await handOf(server.url, await newLearnerAt(server.url));
  // What is somebody else's looks like what is not there, to change it and to delete it.
  for (const value of [sealedBudget, null])
    expect(await theirs.tool("budget_calculator", value, { instanceId, baseRev: 1 })).toMatch(
      /^not_found instanceId/,
    );
  for (const name of ["idea_tree", "budget_calculator", "failure_reframer"] as const)
    expect(await theirs.tool(name, {})).toMatch(/^locked tool/);
  for (const { device } of [mine, theirs]) device.close();
  await server.stop();
  const rows = await openRows(server.state);
  const kept = rows.all("SELECT user_id, rev FROM user_tool_instances WHERE id = ?", instanceId);
  expect(kept).toEqual([{ user_id: learner.userId, rev: 1 }]);
  rows.close();
});
