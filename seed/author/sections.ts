import type { Problems } from "./problem.ts";

export interface Passage {
  readonly text: string;
  /** The line of the file in which it begins. */
  readonly line: number;
}

/** What one `:: ` line opens: settings ended by `---`, where there are any, then the text. */
export interface Section {
  readonly header: string;
  readonly line: number;
  readonly settings: Passage | null;
  readonly body: Passage;
}

interface NumberedLine {
  readonly text: string;
  readonly line: number;
}

const isBlank = ({ text }: NumberedLine): boolean => text.trim() === "";

function passage(lines: readonly NumberedLine[], otherwise: number): Passage {
  const first = lines.findIndex((one) => !isBlank(one));
  if (first === -1) return { text: "", line: otherwise };
  const inside = lines.slice(first, lines.findLastIndex((one) => !isBlank(one)) + 1);
  return { text: inside.map((one) => one.text).join("\n"), line: inside[0]?.line ?? otherwise };
}

function section(header: NumberedLine, rest: readonly NumberedLine[]): Section {
  const end = rest.findIndex((one) => one.text.trimEnd() === "---");
  const settings = rest.slice(0, Math.max(end, 0));
  const first = header.line + 1;
  return {
    header: header.text.replace(/^::\s*/, "").trim(),
    line: header.line,
    settings: end === -1 ? null : { text: settings.map((one) => one.text).join("\n"), line: first },
    body: passage(rest.slice(end + 1), header.line),
  };
}

/** Cuts a file at its `:: ` lines (FORMAT.md, Blocks). */
export function sections(file: string, text: string, problems: Problems): Section[] {
  const lines = text.split(/\r?\n/).map((one, i): NumberedLine => ({ text: one, line: i + 1 }));
  const starts = lines.flatMap((one, i) => (one.text.startsWith("::") ? [i] : []));
  for (const one of lines.slice(0, starts[0] ?? lines.length)) {
    if (!isBlank(one)) {
      problems.add(
        { file, line: one.line },
        "nothing stands before the first `:: ` line; begin with `:: exercise <id>`",
      );
      break;
    }
  }
  return starts.flatMap((start, i) => {
    const header = lines[start];
    if (header === undefined) return [];
    if (!/^:: \S/.test(header.text)) {
      problems.add(
        { file, line: header.line },
        "a block begins with two colons, one space and its kind: `:: instruction why`",
      );
    }
    return [section(header, lines.slice(start + 1, starts[i + 1]))];
  });
}
