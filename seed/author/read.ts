import { readBlock } from "./block.ts";
import type { AuthoredBlock, AuthoredExercise } from "./exercise.ts";
import { readHead } from "./head.ts";
import type { Problems } from "./problem.ts";
import { sections, type Section } from "./sections.ts";

interface Activity {
  readonly n: number;
  readonly title: string;
}

/** `:: activity <n> <title>`; the next number whatever was wrong, so that one mistake is reported once. */
function readActivity(file: string, section: Section, expected: number, problems: Problems): Activity {
  const place = { file, line: section.line };
  const found = /^activity (\d+) (.+)$/.exec(section.header);
  if (found === null) problems.add(place, `an activity is opened by \`:: activity ${expected} <title>\``);
  else if (Number(found[1]) !== expected)
    problems.add(place, `activity ${found[1]} stands where activity ${expected} is next`);
  if (section.settings !== null || section.body.text !== "") {
    problems.add(
      { file, line: section.body.line },
      "an activity has no text of its own: begin a block with `:: <kind> <word>`",
    );
  }
  return { n: expected, title: found?.[2] ?? "" };
}

/** One authored file (FORMAT.md); null when its head cannot be read. All problems are collected. */
export function readExercise(file: string, text: string, problems: Problems): AuthoredExercise | null {
  const [first, ...rest] = sections(file, text, problems);
  if (first === undefined) {
    problems.add({ file, line: 1 }, "this file has no blocks; begin with `:: exercise <id>`");
    return null;
  }
  const head = readHead(file, first, problems);
  const activities: Activity[] = [];
  const blocks: AuthoredBlock[] = [];
  for (const section of rest) {
    if (/^activity\b/.test(section.header)) {
      activities.push(readActivity(file, section, activities.length + 1, problems));
    } else if (/^exercise\b/.test(section.header)) {
      problems.add({ file, line: section.line }, "a file holds one exercise");
    } else {
      const block = readBlock(file, section, activities.length, problems);
      if (block !== null) blocks.push(block);
    }
  }
  return head === null ? null : { ...head, activities, blocks };
}
