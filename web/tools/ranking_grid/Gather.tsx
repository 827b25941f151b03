import type { RankingConfig } from "../../../shared/tools/ranking_grid/tool.ts";
import type { AnswerProps } from "../../model/card.ts";
import type { Problems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { AddItems } from "./AddItems.tsx";
import { toggledItem, type Item, type RankDraft } from "./model.ts";

export interface GatherProps {
  readonly card: AnswerProps;
  readonly config: RankingConfig;
  readonly draft: RankDraft;
  readonly brought: readonly Item[];
  readonly pool: readonly Item[];
  readonly change: (make: (now: RankDraft) => RankDraft) => void;
  readonly say: (words: string) => void;
  /** The chosen ones are enough: on to comparing them. */
  readonly onBegin: () => void;
  readonly problems: Problems;
}

/** Before the ranking: which to rank, where there are too many, or a few more, where there are too few. */
export function Gather(props: GatherProps) {
  const { config, draft, brought, pool, change, say, onBegin, problems } = props;
  const tooMany = pool.length > config.max;
  const labels = [...new Set(pool.map((item) => item.from))];
  const full = draft.chosen.length >= config.max;
  return (
    <div className="gather">
      <p className="gather-why">
        {tooMany
          ? `There are ${pool.length} here, and up to ${config.max} can be put in order at once. Choose the ones worth comparing.`
          : config.named === true
            ? `Add ${config.min} or more, and up to ${config.max}. Then compare them two at a time, or put them in order yourself.`
            : brought.length === 0
              ? `There is nothing to put in order yet: the question that this builds on was passed over. Add ${config.min} or more here.`
              : `Earlier answers brought ${brought.length}, and it takes ${config.min} to put them in order. Add a few.`}
      </p>
      {(brought.length < config.min || config.named === true) && <AddItems {...props} />}
      {labels.map((label) => (
        <fieldset key={label} className="gather-group">
          {labels.length > 1 && <legend>{label === "" ? "Added here" : label}</legend>}
          {pool
            .filter((item) => item.from === label)
            .map((item) => {
              const isChosen = draft.chosen.includes(item.id);
              return (
                <label key={item.id} className="gather-item">
                  <input
                    type="checkbox"
                    className="tool-box"
                    checked={isChosen}
                    disabled={full && !isChosen}
                    onChange={() => {
                      change((now) => toggledItem(now, item.id, pool));
                      say(`${draft.chosen.length + (isChosen ? -1 : 1)} of ${config.max}`);
                    }}
                  />
                  {item.text}
                </label>
              );
            })}
        </fieldset>
      ))}
      <ProblemText problems={problems} at="gather" />
      <ProblemText problems={problems} at="begin" />
      <div className="gather-bar">
        {tooMany && draft.chosen.length === 0 && (
          <button
            type="button"
            className="act"
            onClick={() =>
              change((now) => ({ ...now, chosen: pool.slice(0, config.max).map((item) => item.id) }))
            }
          >
            {`Take the first ${config.max}`}
          </button>
        )}
        <button
          type="button"
          className="button tool-step"
          id={problems.id(draft.chosen.length < config.min ? "gather" : "begin")}
          aria-disabled={draft.chosen.length < config.min}
          onClick={() => {
            if (draft.chosen.length >= config.min) onBegin();
          }}
          {...problems.aria("gather")}
        >
          {draft.chosen.length < config.min ? "Compare them" : `Compare these ${draft.chosen.length}`}
        </button>
      </div>
    </div>
  );
}
