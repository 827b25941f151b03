import type { Locator } from "playwright-core";
import type { StemBlock } from "../../shared/content/block.ts";
import { listConfig } from "../../shared/tools/list_builder/tool.ts";
import { rankingConfig } from "../../shared/tools/ranking_grid/tool.ts";
import { taggerConfig } from "../../shared/tools/skill_tagger/tool.ts";
import type { Keyboard } from "./keyboard.ts";

/** One line of a list: its title, which of the shown options it is, and its further texts in order. */
export interface Line {
  readonly title: string;
  readonly option?: number;
  readonly texts?: readonly string[];
}
/** A skill by the words typed to find it. */
interface Tagged {
  readonly find: string;
  /** Words that no skill has: the learner's own. */
  readonly own?: boolean;
  readonly rate?: number;
  /** Chosen by mistake, and taken out again. */
  readonly out?: boolean;
}
/** What is said to one placement; where nothing is given, something that fits the question. */
export type Said =
  | { readonly text: string }
  | { readonly number: number }
  | { readonly tick: boolean }
  | { readonly option: number }
  | { readonly lines: readonly Line[] }
  | {
      readonly story: {
        readonly title: string;
        readonly parts: readonly string[];
        readonly seeded?: boolean;
      };
    }
  | { readonly skills: readonly Tagged[] }
  /** Always what comes first in the alphabet; or first the other one, which is taken back. */
  | { readonly rank: "by name" | "with second thoughts" }
  | { readonly type: "nearest" | "not sure" }
  | { readonly skip: Scope };
type Scope = "block" | keyof typeof skipWords;

const skipWords = {
  activity: "Skip the rest of this activity",
  exercise: "Skip the rest of this exercise",
  module: "Skip the rest of this module",
} as const;

/** Before the first private placement: goes on with the key in this browser. */
async function throughGate(keys: Keyboard): Promise<void> {
  const gate = keys.page.getByRole("button", { name: "Go on with the key in this browser" });
  const field = keys.page
    .locator("[data-dock], .row--tool")
    .locator("textarea, input, [role=slider]")
    .first();
  await gate.or(field).first().waitFor();
  if ((await gate.count()) === 0) return;
  await keys.activate(gate);
  await gate.waitFor({ state: "detached" });
}

/** Answers the placement that waits, by keyboard alone. */
export async function answer(keys: Keyboard, block: StemBlock, said: Said): Promise<void> {
  const dock = keys.page.locator("[data-dock]");
  const card = keys.page.locator(".row--tool");
  if (block.private) await throughGate(keys);
  if ("skip" in said) return skip(keys, block.type === "tool" ? card : dock, said.skip);
  if ("text" in said) {
    await keys.to(dock.getByRole("textbox", { name: "Your answer" }));
    await keys.type(said.text);
    return keys.press("Control+Enter");
  }
  if ("number" in said) return slide(keys, dock.getByRole("slider", { name: "Your answer" }), said.number);
  if ("tick" in said) {
    await keys.to(dock.getByRole("checkbox"));
    if (said.tick) await keys.press("Space");
    return keys.press("Enter");
  }
  if ("option" in said) {
    await keys.to(dock.getByRole("radio").first());
    await keys.press("ArrowDown", said.option);
    await keys.press("Space");
    return keys.press("Enter");
  }
  if ("lines" in said) await list(keys, card, block, said.lines);
  else if ("story" in said) await story(keys, card, said.story);
  else if ("skills" in said) await tag(keys, card, block, said.skills);
  else if ("rank" in said) await rank(keys, card, block, said.rank);
  else await letters(keys, card, said.type);
  return keys.press("Control+Enter");
}

async function skip(keys: Keyboard, box: Locator, scope: Scope): Promise<void> {
  if (scope === "block") return keys.activate(box.getByRole("button", { name: "Skip for now" }));
  await keys.activate(box.getByRole("button", { name: "Skip more than this question" }));
  await keys.activate(box.getByRole("button", { name: skipWords[scope] }));
}

async function slide(keys: Keyboard, slider: Locator, number: number): Promise<void> {
  await keys.to(slider);
  const at = Number(await slider.inputValue());
  if (at === number) await keys.press("Space");
  await keys.press(at < number ? "ArrowRight" : "ArrowLeft", Math.abs(number - at));
  await keys.press("Enter");
}

async function list(keys: Keyboard, card: Locator, block: StemBlock, lines: readonly Line[]): Promise<void> {
  const config = listConfig.parse(block.config ?? {});
  const entry = card.getByRole("textbox", { name: config.add ?? `Add a ${config.item}` });
  for (const line of lines) {
    await keys.to(entry);
    await keys.type(line.title);
    await keys.press("Enter");
    if (config.fields === undefined) continue;
    // The row has opened for the rest of it, at its first empty field.
    await keys.to(card.getByRole("radiogroup").getByRole("radio").first());
    await keys.press(String((line.option ?? 0) + 1));
    for (const [i, text] of (line.texts ?? []).entries()) {
      await keys.to(card.locator(".list-fields:not([hidden]) :is(input, textarea)").nth(i + 1));
      await keys.type(text);
    }
    await keys.activate(card.getByRole("button", { name: "Done with this one" }));
  }
  await keys.to(entry);
}

async function story(
  keys: Keyboard,
  card: Locator,
  { title, parts, seeded = false }: { title: string; parts: readonly string[]; seeded?: boolean },
): Promise<void> {
  const seeds = card.getByRole("group", { name: "Begin with one of your moments" });
  if (seeded && (await seeds.count()) > 0) await keys.activate(seeds.getByRole("button").first());
  await keys.to(card.getByRole("textbox", { name: "A name for this story" }));
  await keys.type(title);
  for (const [i, part] of parts.entries()) {
    await keys.to(card.locator(".story-parts textarea").nth(i));
    if (seeded && i === 0) {
      await keys.press("Control+End");
      await keys.type(" ");
    }
    await keys.type(part);
  }
  const experience = card.getByRole("combobox", { name: "Where does it belong?" });
  await keys.to(experience);
  await keys.press("ArrowDown");
}

async function tag(
  keys: Keyboard,
  card: Locator,
  block: StemBlock,
  skills: readonly Tagged[],
): Promise<void> {
  const config = taggerConfig.parse(block.config ?? {});
  const targets = card.locator(".target-name");
  const count = config.on === undefined ? 0 : await targets.count();
  const kept = skills.filter(({ out }) => out !== true);
  for (const skill of skills) {
    const { find, own = false, out = false } = skill;
    if (count > 0) {
      const target = targets.nth(Math.max(0, kept.indexOf(skill)) % count);
      if ((await target.getAttribute("aria-expanded")) === "false") await keys.activate(target);
    }
    await keys.to(card.getByRole("searchbox"));
    await keys.type(find);
    const options = card.getByRole("listbox").getByRole("option");
    const option = own ? options.filter({ hasText: "in your own words" }) : options.first();
    await option.waitFor();
    // What fits best is chosen by Enter at once.
    await keys.press("Enter");
    if ((await card.getByRole("searchbox").inputValue()) !== "") await keys.press("Escape");
    if (out) await keys.activate(card.getByRole("button", { name: /^Take out / }).last());
  }
  if (!config.rate) return;
  const scales = card.getByRole("radiogroup", { name: /^How well, today/ });
  for (let i = 0; i < (await scales.count()); i += 1) {
    await keys.to(scales.nth(i).getByRole("radio").first());
    await keys.press(String(kept[i]?.rate ?? 3));
  }
}

/** Chooses between two at a time until there is nothing left to ask. */
async function rank(
  keys: Keyboard,
  card: Locator,
  block: StemBlock,
  how: "by name" | "with second thoughts",
): Promise<void> {
  const { max } = rankingConfig.parse(block.config ?? {});
  const take = card.getByRole("button", { name: `Take the first ${max}` });
  if ((await take.count()) > 0) {
    await keys.activate(take);
    await keys.activate(card.getByRole("button", { name: /^Compare these/ }));
  }
  const pair = card.getByRole("group", { name: /^Choose one of the two/ });
  await pair.waitFor();
  await keys.to(pair.getByRole("button").first());
  if (how === "with second thoughts") {
    await keys.press("ArrowRight");
    await keys.activate(card.getByRole("button", { name: "Take back my last choice" }));
  }
  for (;;) {
    const names = await pair.getByRole("button").allInnerTexts();
    const [left = "", right = ""] = names.map((name) => name.replace(/[←→]/g, "").trim());
    if (names.length === 0) break;
    await keys.press(left.localeCompare(right) < 0 ? "ArrowLeft" : "ArrowRight");
  }
  await card.getByRole("list", { name: "Your order" }).waitFor();
}

async function letters(keys: Keyboard, card: Locator, type: "nearest" | "not sure"): Promise<void> {
  const options = card.getByRole("radio");
  await keys.to(options.first());
  if (type === "not sure") await keys.press("End");
  await keys.press("Space");
  if (type === "not sure") return;
  await keys.activate(card.getByRole("button", { name: /^Fits:/ }).first());
  await keys.activate(card.getByRole("button", { name: /^Not me:/ }).nth(1));
}

/** Something that fits the question, so that a walk need not be written out. */
export function anything(block: StemBlock): Said {
  switch (block.inputType ?? block.tool) {
    case "textarea":
      return { text: `For ${block.id}: I wrote this with my own ten fingers.` };
    case "slider":
      return { number: Number(block.config?.["max"] ?? 5) - 1 };
    case "checkbox":
      return { tick: true };
    case "select":
      return { option: 1 };
    case "list_builder":
      return { lines: [{ title: "One thing of mine" }, { title: "Another thing of mine" }] };
    case "soared_form":
      return {
        story: {
          title: "A small story",
          parts: ["It rained.", "The roof.", "I fixed it.", "Dry.", "Good.", "I can."],
        },
      };
    case "skill_tagger":
      return { skills: [{ find: "list" }, { find: "care" }, { find: "plan" }] };
    case "ranking_grid":
      return { rank: "by name" };
    case "mbti_selector":
      return { type: "nearest" };
    default:
      throw new Error(`no way to answer ${block.id}`);
  }
}
