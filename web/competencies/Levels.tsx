import type { CompetencyAnswer } from "../../shared/protocol/competencies.ts";
import { Bars } from "../pictures/Bars.tsx";
import { dayName } from "../ui/when.ts";
import { clusters } from "./clusters.ts";
import { readings } from "./Entry.tsx";
import { listed, reading } from "./reading.ts";

/** The fifteen levels as bars, by cluster, with the average to hold them against and what they were a time before. */
export function Levels({ answer }: { answer: CompetencyAnswer }) {
  const [latest, before] = answer.history;
  if (latest === undefined) return null;
  const inOrder = clusters.flatMap(([cluster]) =>
    answer.competencies.filter(({ category }) => category === cluster),
  );
  const levelOf = (id: string) => latest.scores[id] ?? 0;
  const wordsOf = (id: string) => readings[answer.reading[id] ?? "steady"];
  const said = answer.even
    ? "Fifteen levels that lie close together."
    : `Fifteen levels. ${[
        ["Strengths", reading(answer, "strength")] as const,
        ["Room to grow", reading(answer, "growth")] as const,
      ]
        .filter(([, some]) => some.length > 0)
        .map(([words, some]) => `${words}: ${listed(some.map(({ name }) => name))}.`)
        .join(" ")}`;
  return (
    <Bars
      title="Your 15 levels"
      says={`${said} The table has all the numbers.`}
      most={5}
      {...(before === undefined ? {} : { beforeWords: dayName(before.completedAt) })}
      mark={{ value: latest.overall, words: `Average ${latest.overall.toFixed(1)}` }}
      groups={clusters.map(([category, name]) => ({
        label: `${name}, on average ${latest.categoryAverages[category].toFixed(1)}`,
        bars: answer.competencies
          .filter((one) => one.category === category)
          .map(({ id, name: label }) => ({
            id,
            label,
            value: levelOf(id),
            words: answer.even ? `${levelOf(id)}` : `${levelOf(id)}  ${shortly(wordsOf(id))}`.trim(),
            ...(before === undefined ? {} : { before: before.scores[id] ?? 0 }),
          })),
      }))}
      open
      twin={{
        head: ["Competency", "Level", ...(before === undefined ? [] : ["Before"]), "Reads as"],
        rows: inOrder.map(({ id, name }) => [
          name,
          levelOf(id),
          ...(before === undefined ? [] : [before.scores[id] ?? 0]),
          wordsOf(id),
        ]),
      }}
    />
  );
}

/** What is steady needs no word in the picture. */
const shortly = (words: string) => (words === readings.steady ? "" : words);
