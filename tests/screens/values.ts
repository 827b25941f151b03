import type { StemBlock, WireBlock } from "../../shared/content/block.ts";
import { masterSkillId } from "../../shared/ids/uuid5.ts";
import { adaSays } from "../browser/ada.ts";
import { release } from "../browser/thread.ts";

const skillNamed = new Map(release.skills.map((skill) => [skill.name, skill]));

/** What Ada says, as values of the protocol: a picture is reached through the socket, in seconds. */
export class AdaByWire {
  readonly #rows = new Map<string, string[]>();

  /** Undefined: she skips it. */
  to(block: WireBlock | StemBlock): unknown {
    const said = adaSays(block.id);
    if ("skip" in said) return undefined;
    if ("text" in said) return said.text;
    if ("number" in said) return said.number;
    if ("tick" in said) return said.tick;
    if ("option" in said)
      return (block.config?.["options"] as { value: string }[] | undefined)?.[said.option]?.value;
    if ("lines" in said) return this.#lines(block, said.lines);
    if ("story" in said) return this.#story(block, said.story);
    if ("skills" in said) return this.#tags(block, said.skills);
    if ("rank" in said) return { rows: this.#ranked(block) };
    return { code: "INFP", lines: { brings: "fits", watch: "not" } };
  }

  #lines(
    block: WireBlock | StemBlock,
    lines: readonly { title: string; option?: number; texts?: readonly string[] }[],
  ) {
    const fields = block.config?.["fields"] as { name: string; options?: { value: string }[] }[] | undefined;
    const rows = lines.map(({ title, option = 0, texts = [] }) => {
      const id = crypto.randomUUID();
      if (fields === undefined) return { id, text: title };
      const kind = fields.find((field) => field.options !== undefined)?.options?.[option]?.value ?? "";
      const [organization = "", from = "", until = "", description = ""] = texts;
      const year = (text: string) => /\d{4}/.exec(text)?.[0] ?? "";
      return {
        id,
        title,
        experience_type: kind,
        organization,
        start_date: year(from),
        end_date: year(until),
        description,
      };
    });
    this.#rows.set(
      block.id,
      rows.map((row) => row.id),
    );
    return { rows };
  }

  #story(block: WireBlock | StemBlock, story: { title: string; parts: readonly string[] }) {
    const id = crypto.randomUUID();
    this.#rows.set(block.id, [id]);
    const [situation, obstacle, action, result, evaluation, discovery] = story.parts;
    const experienceId = this.#rows.get("1.1.1.experiences")?.[1] ?? null;
    return {
      id,
      experienceId,
      title: story.title,
      situation,
      obstacle,
      action,
      result,
      evaluation,
      discovery,
    };
  }

  #tags(block: WireBlock | StemBlock, skills: readonly { find: string; rate?: number }[]) {
    const targets =
      block.id === "1.1.1.tag-experiences"
        ? this.#rows.get("1.1.1.experiences")
        : this.#rows.get("1.1.1.story-one");
    const on = block.config?.["on"] === undefined ? [] : (targets ?? []);
    const rows = skills
      .filter(({ find }) => skillNamed.has(find))
      .map(({ find, rate }, i) => ({
        id: masterSkillId(find),
        on: on.length === 0 ? [] : [on[i % on.length] as string],
        mastery: block.config?.["rate"] === true ? (rate ?? 3) : null,
      }));
    return { rows, newSkills: [] };
  }

  #ranked(block: WireBlock | StemBlock) {
    const items =
      "recall" in block
        ? (block.recall ?? []).filter((one) => one.use === "item").flatMap((one) => one.rows)
        : [];
    const unique = new Map(items.map((row) => [row.id, row.text]));
    return [...unique].slice(0, Number(block.config?.["max"] ?? 12)).map(([id, text]) => ({ id, text }));
  }
}
