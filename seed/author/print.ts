import { stringify } from "yaml";
import type { AuthoredBlock, AuthoredExercise } from "./exercise.ts";
import type { Connection } from "../../shared/content/block.ts";

const yaml = (value: Record<string, unknown>): string =>
  Object.keys(value).length === 0 ? "" : stringify(value, { lineWidth: 0 });

const recallOf = ({ dataObject, ...rest }: Connection) => ({ object: dataObject, ...rest });

function printBlock({ kind, word, flags, config, recall, save, text }: AuthoredBlock): string {
  const header = [
    "::",
    kind,
    word,
    ...(flags.required ? ["required"] : []),
    ...(flags.private ? ["private"] : []),
    ...(flags.mirror ? ["mirror"] : []),
    ...(flags.beat === undefined ? [] : [flags.beat]),
    ...(flags.lang === undefined ? [] : [`lang=${flags.lang}`]),
  ].join(" ");
  const settings = yaml({
    ...config,
    ...(save === undefined ? {} : { save: `${save.table}.${save.column}` }),
    ...(save?.row === undefined ? {} : { row: save.row }),
    ...(recall.length === 0 ? {} : { recall: recall.map(recallOf) }),
  });
  return `${header}\n${settings === "" ? "" : `${settings}---\n`}${text}\n`;
}

/** An exercise as a file of the authored format: `readExercise` of it is the same exercise. */
export function printExercise(exercise: AuthoredExercise): string {
  const { id, title, purpose, minutes, ingredients, sources, activities, blocks } = exercise;
  const head = yaml({
    title,
    purpose,
    minutes,
    ingredients: [...ingredients],
    ...(sources.length === 0 ? {} : { sources: sources.map(({ slug, usage }) => `${slug} ${usage}`) }),
  });
  const parts = [0, ...activities.map(({ n }) => n)].flatMap((n) => {
    const opened = activities
      .filter((one) => one.n === n)
      .map(({ title: words }) => `:: activity ${n} ${words}\n`);
    return [...opened, ...blocks.filter((block) => block.activity === n).map(printBlock)];
  });
  return [`:: exercise ${id}\n${head}---\n`, ...parts].join("\n");
}
