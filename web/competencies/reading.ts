import type { CompetencyAnswer } from "../../shared/protocol/competencies.ts";

type Competencies = CompetencyAnswer["competencies"];

/** The competencies that read one way, the farthest out first, in the workbook's order where they are level. */
export function reading(answer: CompetencyAnswer, what: "strength" | "growth"): Competencies {
  const scores = answer.history[0]?.scores ?? {};
  const sign = what === "strength" ? -1 : 1;
  return answer.competencies
    .filter(({ id }) => answer.reading[id] === what)
    .toSorted((a, b) => sign * ((scores[a.id] ?? 0) - (scores[b.id] ?? 0)));
}

/** "Often part of entry and support roles: kitchen assistants, trainees." has a kind of jobs and some of them. */
function parts(text: string): { kind: string; examples: string } {
  const [kind = "", examples = ""] = text.split(/:\s*/, 2);
  return { kind: kind.charAt(0).toLowerCase() + kind.slice(1), examples: examples.replace(/\.$/, "") };
}

/** What all job contexts of one level have in common. */
export const kindOf = (texts: Readonly<Record<string, string>>): string =>
  parts(Object.values(texts)[0] ?? "").kind;

/** Jobs of the overall level: of the strengths first, for those are what one would be asked for. */
export function jobsOf(answer: CompetencyAnswer, most = 3): { name: string; examples: string }[] {
  const texts = answer.jobContext?.texts ?? {};
  const first = reading(answer, "strength");
  const others = answer.competencies.filter((one) => !first.includes(one));
  return [...first, ...others]
    .map(({ id, name }) => ({ name, examples: parts(texts[id] ?? "").examples }))
    .filter(({ examples }) => examples !== "")
    .slice(0, most);
}

/** "a", "a and b", "a, b and c". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
