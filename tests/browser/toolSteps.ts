import { expect } from "vitest";
import type { Locator } from "playwright-core";
import type { ToolName } from "../../shared/content/block.ts";
import type { Rows, SqlRow } from "./database.ts";
import type { Hand } from "./hand.ts";

/** One tool on its own page, as somebody uses it who has something to say. */
export interface ToolSteps {
  readonly tool: ToolName;
  /** Its button for a new one. */
  readonly begin: string;
  /** All of it is sealed: it takes a key. */
  readonly isPrivate?: boolean;
  /** Fills the new card. */
  make(hand: Hand, card: Locator): Promise<void>;
  /** Changes the one that stands. */
  change(hand: Hand, card: Locator, words: string): Promise<void>;
  /** What has to stand in D1 in the end; `words` is the last change. */
  look(rows: Rows["all"], userId: string, words: string): void;
}

const envelope = /^\{"v":1,"iv":"/;
const texts = (rows: Rows["all"], userId: string, table: string, column: string): string[] =>
  rows(`SELECT ${column} AS said FROM ${table} WHERE user_id = ?`, userId).map((row) => String(row["said"]));

const itemsOf = (rows: Rows["all"], list: SqlRow | undefined): unknown[] =>
  rows("SELECT content FROM user_list_items WHERE list_id = ? ORDER BY position", String(list?.["id"])).map(
    (row) => row["content"],
  );

const instances = (rows: Rows["all"], userId: string): unknown[] =>
  rows("SELECT value FROM user_tool_instances WHERE user_id = ? AND value IS NOT NULL", userId).map(
    (row) => JSON.parse(String(row["value"])) as unknown,
  );

export const toolSteps: readonly ToolSteps[] = [
  {
    tool: "list_builder",
    begin: "New list",
    async make(hand, card) {
      await hand.write(card.getByRole("textbox", { name: "Its name" }), "Depot");
      const entry = card.getByRole("textbox", { name: "Add a line" });
      for (const line of ["Ask about the night bus", "Look at the yard"]) {
        await hand.write(entry, line);
        await hand.press(card.getByRole("button", { name: "Add a line" }));
      }
    },
    change: (hand, card, words) => hand.write(card.getByRole("textbox", { name: /^line: Ask/ }), words),
    look(rows, userId, words) {
      const lists = rows("SELECT id FROM user_lists WHERE user_id = ? AND name = 'Depot'", userId);
      expect(lists.map((list) => itemsOf(rows, list))).toContainEqual([words, "Look at the yard"]);
    },
  },
  {
    tool: "soared_form",
    begin: "New story",
    async make(hand, card) {
      await hand.write(card.getByRole("textbox", { name: "A name for this story" }), "The flood");
      await hand.write(card.getByRole("textbox", { name: "Situation" }), "The cellar stood under water.");
      await hand.write(card.getByRole("textbox", { name: "Action" }), "I rang twelve neighbors.");
    },
    change: (hand, card, words) => hand.write(card.getByRole("textbox", { name: "Result" }), words),
    look(rows, userId, words) {
      const stories = rows(
        "SELECT situation, result FROM user_stories WHERE user_id = ? AND title = 'The flood'",
        userId,
      );
      const told = { situation: "The cellar stood under water.", result: words };
      expect(stories.map((row) => ({ ...row }))).toContainEqual(told);
    },
  },
  {
    tool: "skill_tagger",
    begin: "Tag more skills",
    async make(hand, card) {
      const first = card.getByRole("listbox").getByRole("option").first();
      await hand.find(card.getByRole("searchbox"), "negotiating", first);
      await hand.pick(card.getByRole("radiogroup", { name: /^How well/ }).getByRole("radio"), 3);
    },
    async change(hand, card, words) {
      const mastery = card.getByRole("radiogroup", { name: /^How well/ }).first();
      await hand.pick(mastery.getByRole("radio"), Number(words) - 1);
    },
    look(rows, userId, words) {
      const [skill] = rows(
        "SELECT mastery FROM user_skills JOIN skills ON skills.id = skill_id WHERE user_id = ? AND name = 'negotiating'",
        userId,
      );
      expect(skill?.["mastery"]).toBe(Number(words));
    },
  },
  {
    tool: "ranking_grid",
    begin: "New ranking",
    async make(hand, card) {
      await hand.write(card.getByRole("textbox", { name: "Its name" }), "What to drink");
      for (const line of ["Water", "Coffee", "Tea"]) {
        await hand.write(card.getByRole("textbox", { name: "Add one in your own words" }), line);
        await hand.press(card.getByRole("button", { name: "Add", exact: true }));
      }
      await hand.press(card.getByRole("button", { name: "Compare these 3" }));
      // Always what comes first in the alphabet.
      const pair = card.getByRole("group", { name: /^Choose one of the two/ });
      for (;;) {
        const names = (await pair.getByRole("button").allInnerTexts()).map((name) =>
          name.replace(/[←→]/g, "").trim(),
        );
        if (names.length < 2) break;
        const [better = ""] = names.toSorted();
        await hand.press(pair.getByRole("button", { name: better }));
      }
    },
    change: (hand, card, words) => hand.write(card.getByRole("textbox", { name: "Its name" }), words),
    look(rows, userId, words) {
      const [list] = rows("SELECT id FROM user_lists WHERE user_id = ? AND name = ?", userId, words);
      expect(itemsOf(rows, list)).toEqual(["Coffee", "Tea", "Water"]);
    },
  },
  {
    tool: "mbti_selector",
    begin: "Choose again",
    make: (hand, card) => hand.pick(card.getByRole("radio"), 0),
    change: (hand, card, words) => hand.pick(card.getByRole("radio"), Number(words)),
    look(rows, userId) {
      const [code] = texts(rows, userId, "user_settings", "personality_type");
      expect(code).toMatch(/^[EI][SN][TF][JP]$/);
    },
  },
  {
    tool: "budget_calculator",
    begin: "New budget",
    isPrivate: true,
    async make(hand, card) {
      await hand.choose(card.getByRole("combobox", { name: "Currency" }), "EUR · Euro");
      await hand.write(card.getByRole("textbox", { name: /^Rent or housing/ }), "410");
      await hand.choose(card.getByRole("combobox", { name: "Food: how often" }), "a week");
      await hand.write(card.getByRole("textbox", { name: /^Food/ }), "50,50");
      await hand.write(card.getByRole("textbox", { name: "Hours in a week" }), "20");
      // (410 × 12 + 50.50 × 52) ÷ (20 × 52), rounded up.
      await card.getByText("€7.26 an hour").waitFor();
    },
    change: (hand, card, words) =>
      hand.write(card.getByRole("textbox", { name: "Notes, if you like" }), words),
    look(rows, userId, words) {
      for (const column of ["monthly_expenses", "lines", "currency", "notes"]) {
        const [sealed] = texts(rows, userId, "user_budget", column);
        expect(sealed).toMatch(envelope);
        expect(sealed).not.toContain(words);
      }
    },
  },
  {
    tool: "failure_reframer",
    begin: "Look at a setback",
    isPrivate: true,
    async make(hand, card) {
      await hand.write(card.getByRole("textbox", { name: "What happened?" }), "The test went wrong.");
      await hand.press(card.getByRole("button", { name: "Next question" }));
      for (let left = 1; left < 5; left += 1)
        await hand.press(card.getByRole("button", { name: "Leave this one" }));
      await hand.write(
        card.getByRole("textbox", { name: "What is one step from here?" }),
        "Call on Tuesday.",
      );
      await hand.press(card.getByRole("button", { name: "Next question" }));
    },
    async change(hand, card, words) {
      await hand.press(card.getByRole("button", { name: "Change: Next step" }));
      await hand.write(card.getByRole("textbox", { name: "What is one step from here?" }), words);
    },
    look(rows, userId, words) {
      const sealed = texts(rows, userId, "user_failure_reframes", "next_step");
      expect(sealed.length).toBeGreaterThan(0);
      for (const one of sealed) if (one !== "null") expect(one).toMatch(envelope);
      expect(sealed.join()).not.toContain(words);
    },
  },
  {
    tool: "flow_tracker",
    begin: "Log a moment",
    async make(hand, card) {
      await hand.write(card.getByRole("textbox", { name: "What did you do?" }), "Bread");
      await hand.press(card.getByRole("button", { name: "Add what you did" }));
      for (const scale of ["Energy", "Focus"])
        await hand.pick(card.getByRole("radiogroup", { name: scale }).getByRole("radio"), 4);
      await hand.press(card.getByRole("button", { name: "Done with this one" }));
    },
    async change(hand, card, words) {
      await hand.press(card.getByRole("button", { name: /Bread/ }).first());
      await hand.write(card.getByRole("textbox", { name: "What you did", exact: true }), words);
    },
    look(rows, userId, words) {
      const [moment] = rows(
        "SELECT energy, focus FROM user_flow_logs WHERE user_id = ? AND activity = ?",
        userId,
        words,
      );
      expect({ ...moment }).toEqual({ energy: 2, focus: 5 });
    },
  },
  {
    tool: "life_dashboard",
    begin: "Rate today",
    isPrivate: true,
    async make(hand, card) {
      for (const [area, place] of [
        ["Work", 3],
        ["Love", 7],
      ] as const)
        await hand.pick(
          card.getByRole("radiogroup", { name: new RegExp(`^${area}`) }).getByRole("radio"),
          place,
        );
    },
    change: (hand, card, words) => hand.write(card.locator("textarea"), words),
    look(rows, userId, words) {
      const made = instances(rows, userId);
      expect(made).toContainEqual(expect.objectContaining({ work: 4, play: null, love: 8, health: null }));
      expect(JSON.stringify(made)).toContain('"ciphertext"');
      expect(JSON.stringify(made)).not.toContain(words);
    },
  },
  {
    tool: "idea_tree",
    begin: "New tree",
    async make(hand, card) {
      for (const text of ["hands", "clay"]) {
        await hand.write(card.locator(".tree-write input"), text);
        await hand.press(card.locator(".tree-add"));
      }
    },
    async change(hand, card, words) {
      await hand.write(card.locator(".tree-write input"), words);
      await hand.press(card.locator(".tree-add"));
    },
    look(rows, userId, words) {
      const grown = rows(
        `SELECT p.content AS parent FROM user_idea_edges e JOIN user_idea_nodes p ON p.id = e.from_node_id
         JOIN user_idea_nodes c ON c.id = e.to_node_id WHERE e.user_id = ? AND c.content = ?`,
        userId,
        words,
      );
      expect(grown.map((row) => row["parent"])).toEqual(["hands"]);
    },
  },
];
