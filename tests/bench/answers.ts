import type { StemBlock, WireBlock } from "../../shared/content/block.ts";
import { isSealedColumn } from "../../shared/crypto/sealed.ts";
import { budgetColumns } from "../../shared/tools/budget_calculator/tool.ts";
import { reframeFields } from "../../shared/tools/failure_reframer/tool.ts";
import { ideaId } from "../../shared/tools/idea_tree/tree.ts";
import { releases } from "../../seed/releases/index.ts";
import type { Random } from "./random.ts";

const lines = [
  "The winter the heating failed at the hall I got three quotes, moved the classes to the library and nobody missed a week.",
  "I rang the depot before anyone asked, found the parcel and brought it round on my way home.",
  "My neighbor fell in spring. I set up the rota, wrote it on the fridge and took the Tuesdays myself.",
  "It was slow work and worth it: by June everybody could do it without me, which was the point.",
];
const newest = releases.at(-1);

type ListField = {
  name: string;
  type: string;
  required?: boolean;
  min?: number;
  options?: { value: string }[];
};

/**
 * A learner's answers to whatever the workbook asks: texts of some 200 to 400 letters, lists of three rows,
 * ten skills. Rows have ids of their own, as D1 wants them.
 */
export class Answers {
  readonly #chance: Random;
  #experiences: string[] = [];
  #stories: string[] = [];

  constructor(chance: Random) {
    this.#chance = chance;
  }

  to(block: WireBlock | StemBlock): unknown {
    return block.type === "tool" ? this.#tool(block) : this.#prompt(block);
  }

  text(): string {
    const from = Math.floor(this.#chance() * lines.length);
    return [0, 1, 2].map((i) => lines[(from + i) % lines.length]).join(" ");
  }

  #prompt({ inputType, config, private: isPrivate }: WireBlock | StemBlock): unknown {
    switch (inputType) {
      case "slider":
        return Number(config?.["min"]);
      case "checkbox":
        return true;
      case "select":
        return firstOf(config?.["options"]);
      case "textarea":
      case undefined:
        return written(this.text().slice(0, Number(config?.["maxLength"] ?? 2000)), isPrivate);
    }
  }

  #tool({ tool, config = {}, private: isPrivate }: WireBlock | StemBlock): unknown {
    switch (tool) {
      case "list_builder":
        return this.#list(config, isPrivate);
      case "soared_form": {
        const id = crypto.randomUUID();
        this.#stories.push(id);
        const [situation, obstacle, action, result] = lines;
        const experienceId = this.#experiences[0] ?? null;
        return {
          id,
          experienceId,
          title: "The winter",
          situation,
          obstacle,
          action,
          result,
          evaluation: "",
          discovery: "",
        };
      }
      case "skill_tagger":
        return {
          rows: skillsOf(config).map((skill, i) => ({
            id: skill.id,
            on: this.#shownBy(config, i),
            mastery: config["rate"] === true ? (i % 5) + 1 : null,
          })),
          newSkills: [],
        };
      case "ranking_grid":
        return {
          rows: skillsOf(config)
            .slice(0, Number(config["max"] ?? 12))
            .map(({ id, name }) => ({
              id: config["target"] === "user_skills" ? id : crypto.randomUUID(),
              text: written(`${name}, whatever the weather`, isPrivate),
            })),
        };
      case "budget_calculator":
        return Object.fromEntries(budgetColumns.map((column) => [column, written(this.text(), true)]));
      case "flow_tracker":
        return {
          rows: lines.slice(0, Math.min(3, Number(config["max"] ?? 60))).map((line, i) => ({
            id: crypto.randomUUID(),
            activity: line,
            energy: 1 - i,
            focus: 4,
            day: `2026-11-${20 + i}`,
          })),
        };
      case "life_dashboard":
        return { work: 4, play: 6, love: 7, health: 5, notes: written(this.text(), true) };
      case "idea_tree": {
        const [root = "", ...ideas] = ["Bread", "Ovens", "Early hours", "Flour"];
        const parent = ideaId(root);
        const nodes = ideas.map((text) => ({ id: ideaId(text), text, parent }));
        return {
          id: crypto.randomUUID(),
          title: "A tree",
          nodes: [{ id: parent, text: root, parent: null }, ...nodes],
          circled: [],
        };
      }
      case "failure_reframer": {
        const parts = reframeFields.map((name) => [name, written(this.text(), isPrivate)]);
        return { id: crypto.randomUUID(), ...Object.fromEntries(parts) };
      }
      case "mbti_selector":
        return { code: "INFP", lines: {} };
      default:
        throw new Error(`the bench has no answer for ${tool ?? "a tool without a name"}`);
    }
  }

  #list(config: Readonly<Record<string, unknown>>, isPrivate: boolean): unknown {
    const target = String(config["target"]);
    const plain: ListField = { name: "text", type: "text" };
    const fields = (config["fields"] as ListField[] | undefined) ?? [plain];
    const isSealed = (name: string) => isPrivate || isSealedColumn(target, name);
    const rows = ["Ran the community hall", "Looked after my grandmother", "Two seasons picking fruit"].map(
      (text) => ({
        id: crypto.randomUUID(),
        ...Object.fromEntries(
          fields.map((field) => [field.name, valueOf(field, text, isSealed(field.name))]),
        ),
      }),
    );
    // What it would complete is known to whoever reads the recall.
    if (config["mode"] === "update") return { rows: [] };
    if (target === "user_experiences") this.#experiences = rows.map(({ id }) => id);
    return { rows };
  }

  #shownBy({ on }: Readonly<Record<string, unknown>>, i: number): string[] {
    if (on === undefined) return [];
    const all = on === "user_stories" ? this.#stories : this.#experiences;
    const one = all[i % Math.max(1, all.length)];
    return one === undefined ? [] : [one];
  }
}

/** A private text as a browser sends it: of the right form and size, and nothing that could be opened. */
const written = (text: string, isPrivate: boolean): unknown =>
  isPrivate ? { v: 1, iv: "A".repeat(16), ciphertext: btoa(text) } : text;

const firstOf = (options: unknown): unknown => (options as { value: string }[])[0]?.value;

function valueOf({ type, options, required, min }: ListField, text: string, isSealed: boolean): unknown {
  switch (type) {
    case "text":
    case "long":
      return written(text, isSealed);
    case "select":
      return options?.[0]?.value ?? "";
    case "number":
      return required === true ? (min ?? 2030) : null;
    case "check":
      return true;
    default:
      return "";
  }
}

const skillsOf = ({ category }: Readonly<Record<string, unknown>>) =>
  (newest?.skills ?? []).filter((one) => category === undefined || one.category === category).slice(0, 10);
