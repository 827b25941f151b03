import { readBlockHeader } from "./block-header.ts";
import { readBlockSettings } from "./block-settings.ts";
import type { AuthoredBlock, Flags } from "./exercise.ts";
import { familyOf, leastPoints, type Kind } from "./kinds.ts";
import type { Place, Problems } from "./problem.ts";
import type { Section } from "./sections.ts";

function checkFlags(kind: Kind, flags: Flags, place: Place, problems: Problems): void {
  const asks = familyOf(kind) !== "content";
  if (!asks && (flags.required || flags.private)) {
    problems.add(place, `a ${kind} asks nothing, so it is neither \`required\` nor \`private\``);
  }
  if (flags.mirror && kind !== "note") {
    problems.add(place, `a mirror is a note: \`:: note <word> mirror\`, not a ${kind}`);
  }
  if (flags.mirror && flags.beat !== undefined) {
    problems.add(place, `a mirror may not be shown, so nothing waits at it: no \`${flags.beat}\``);
  }
  if (asks && flags.beat !== undefined) {
    problems.add(place, `\`${flags.beat}\` waits after something said; a ${kind} waits by itself`);
  }
}

/** A block of an exercise; null when its header cannot be read. */
export function readBlock(
  file: string,
  section: Section,
  activity: number,
  problems: Problems,
): AuthoredBlock | null {
  const place = { file, line: section.line };
  const header = readBlockHeader(section.header, place, problems);
  if (header === null) return null;
  const { kind, word, flags } = header;
  checkFlags(kind, flags, place, problems);
  if (section.body.text === "") problems.add(place, `this ${kind} has no text`);
  const { lineOf, ...settings } = readBlockSettings(file, section, kind, problems);
  const { config } = settings;
  if (config["least"] !== undefined && !flags.mirror) {
    problems.add({ file, line: lineOf(["least"]) }, "`least` belongs to a mirror: `:: note <word> mirror`");
  }
  return {
    kind,
    family: familyOf(kind),
    word,
    activity,
    flags,
    ...settings,
    config: flags.mirror ? { least: leastPoints, ...config } : config,
    text: section.body.text,
    at: { ...place, textLine: section.body.line, lineOf },
  };
}
