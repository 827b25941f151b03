import { typeLines } from "../../../shared/content/release.ts";
import { selectorConfig } from "../../../shared/tools/mbti_selector/tool.ts";
import type { AnsweredProps } from "../../model/card.ts";
import { restoreType, typeValue } from "./model.ts";
import "../card/card.css";
import "./mbti_selector.css";

/** The code, its name, and the lines the learner kept and crossed out. */
export function Answered({ block, value, types }: AnsweredProps) {
  const { code, lines } = typeValue(restoreType(undefined, value, selectorConfig.parse(block.config ?? {})));
  const type = types.find((one) => one.code === code);
  if (type === undefined) return <p>{code ?? "Not sure yet."}</p>;
  const kept = typeLines.filter((line) => lines[line] !== undefined);
  return (
    <div className="answered-type">
      <p>
        <b>{type.code}</b> {type.name}
      </p>
      {kept.length > 0 && (
        <ul>
          {kept.map((line) => (
            <li key={line}>{lines[line] === "not" ? <del>{type.lines[line]}</del> : type.lines[line]}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
