import { rankingConfig, rankingGrid } from "../../../shared/tools/ranking_grid/tool.ts";
import type { AnsweredProps } from "../../model/card.ts";
import { RankedList } from "./RankedList.tsx";
import "../card/card.css";
import "./ranking_grid.css";

/** The ranking with its numbers; skills by the name they have today. */
export function Answered({ block, value, skills }: AnsweredProps) {
  const config = rankingConfig.parse(block.config ?? {});
  const answered = rankingGrid.value({ ...config, max: Infinity }, "open").safeParse(value);
  const { rows, name } = answered.success ? answered.data : { rows: [], name: undefined };
  const names = new Map(skills.map((one) => [one.id, one.name]));
  if (rows.length === 0) return <p className="answered-empty">Nothing in order yet.</p>;
  const nameOf = (row: (typeof rows)[number]) =>
    names.get(row.id) ?? (typeof row.text === "string" ? row.text : "");
  return (
    <>
      {typeof name === "string" && <p className="answered-title">{name}</p>}
      <RankedList names={rows.map(nameOf)} top={config.top} />
    </>
  );
}
