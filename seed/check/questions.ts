import * as z from "zod/mini";
import { selectSettings } from "../author/kinds.ts";
import type { Problems } from "../author/problem.ts";
import type { Placed, Workbook } from "../author/workbook.ts";
import { sliderConfig, textareaConfig } from "../../shared/engine/questionConfigs.ts";
import { plainOf } from "./bubbles.ts";
import { sentences, words } from "./prose.ts";
import { askingVerbs } from "./verbs.ts";

const beginsWithVerb = (sentence: string | undefined): boolean =>
  askingVerbs.has((words(sentence ?? "")[0] ?? "").toLowerCase().replace(/[^a-z]/g, ""));

function asksOneThing(placed: Placed): string | null {
  const text = plainOf(placed);
  const marks = (text.match(/\?/g) ?? []).length;
  if (marks > 1) return `${marks} questions in one; a prompt asks one thing`;
  const all = sentences(text);
  if (text.endsWith("?") || (marks === 0 && (beginsWithVerb(all[0]) || beginsWithVerb(all.at(-1)))))
    return null;
  return 'a prompt ends with "?" or begins with a verb (seed/check/verbs.ts), so that it is plain what to do';
}

interface Finding {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const placeholder = (text: string | undefined, path: readonly PropertyKey[]): Finding[] => {
  const count = words(text ?? "").length;
  return count > 12 ? [{ path, message: `${count} words; a placeholder has at most 12` }] : [];
};

function ofTextarea({ maxLength, placeholder: words12 }: z.infer<typeof textareaConfig>): Finding[] {
  const long =
    maxLength > 6000 ? [{ path: ["maxLength"], message: `maxLength is ${maxLength}; the most is 6000` }] : [];
  return [...long, ...placeholder(words12, ["placeholder"])];
}

function ofSlider({ min, max, step, labels = {} }: z.infer<typeof sliderConfig>): Finding[] {
  const found: Finding[] = [];
  if (min >= max) found.push({ path: ["max"], message: `max is ${max}, min ${min}; max is the greater` });
  const steps = (max - min) / step;
  if (Math.abs(steps - Math.round(steps)) > 1e-9)
    found.push({ path: ["step"], message: `steps of ${step} from ${min} never reach ${max}` });
  for (const end of [min, max]) {
    if (labels[String(end)] === undefined)
      found.push({ path: ["labels"], message: `the end ${end} has no label; both ends are named` });
  }
  for (const at of Object.keys(labels)) {
    const value = Number(at);
    if (!(value >= min && value <= max))
      found.push({
        path: ["labels", at],
        message: `the label at ${at} is not on the scale from ${min} to ${max}`,
      });
  }
  return found;
}

function ofSelect(
  { options, competency }: z.infer<typeof selectSettings>,
  slugs: ReadonlySet<string>,
): Finding[] {
  if (competency !== undefined) return ofLevels(competency, options !== undefined, slugs);
  if (options === undefined) return [{ path: [], message: "`options` is missing" }];
  const seen = new Set<string>();
  return options.flatMap(({ value }, i): Finding[] => {
    const path = ["options", i, "value"];
    const twin = seen.has(value) ? [{ path, message: `the value "${value}" stands twice` }] : [];
    seen.add(value);
    return /^[a-z0-9][a-z0-9-]*$/.test(value)
      ? twin
      : [...twin, { path, message: `"${value}" is no slug: small letters, digits, hyphens` }];
  });
}

function ofLevels(slug: string, hasOptions: boolean, slugs: ReadonlySet<string>): Finding[] {
  const unknown = slugs.has(slug)
    ? []
    : [
        {
          path: ["competency"],
          message: `there is no competency ${slug} (seed/reference/competencies.yaml)`,
        },
      ];
  return hasOptions
    ? [
        ...unknown,
        { path: ["options"], message: "the options of a competency are its levels; leave them out" },
      ]
    : unknown;
}

const firstPerson = /\b(I|I'm|I’m|I'll|I’ll|I've|I’ve|me|my|mine|myself|we|our|us)\b/;

function ofConfig({ block }: Placed, slugs: ReadonlySet<string>): Finding[] {
  const { kind, config } = block;
  if (kind === "textarea") return read(textareaConfig, config, ofTextarea);
  if (kind === "slider") return read(sliderConfig, config, ofSlider);
  if (kind === "select") return read(selectSettings, config, (own) => ofSelect(own, slugs));
  if (kind === "checkbox" && typeof config["label"] === "string" && !firstPerson.test(config["label"])) {
    return [
      { path: ["label"], message: "the label is said by the learner: in the first person (I, my, me)" },
    ];
  }
  return [];
}

/** A config that does not fit its schema was reported when it was read. */
function read<T>(schema: z.ZodMiniType<T>, config: unknown, look: (value: T) => Finding[]): Finding[] {
  const result = schema.safeParse(config);
  return result.success ? look(result.data) : [];
}

/** Prompts and the sentences above tool cards (FORMAT.md, Settings of questions; content plan 7a). */
export function checkQuestions({ blocks, reference }: Workbook, problems: Problems): void {
  const slugs = new Set(reference.competencies.map((one) => one.slug));
  for (const placed of blocks) {
    const { family, at } = placed.block;
    if (family === "content") continue;
    const oneThing = asksOneThing(placed);
    if (oneThing !== null) problems.add({ file: at.file, line: at.textLine }, oneThing);
    for (const { path, message } of ofConfig(placed, slugs))
      problems.add({ file: at.file, line: at.lineOf(path) }, message);
  }
}
