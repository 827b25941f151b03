import { useMemo, useRef, useState } from "react";
import { rank } from "../../../shared/tools/ranking_grid/compare.ts";
import { givenItems, rankingConfig } from "../../../shared/tools/ranking_grid/tool.ts";
import type { AnswerProps } from "../../model/card.ts";
import { useDraft } from "../card/draft.ts";
import { useFocusNext } from "../card/focus.ts";
import { Frame } from "../card/Frame.tsx";
import { ListName } from "../card/ListName.tsx";
import { useProblems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { counted } from "../card/words.ts";
import { Gather } from "./Gather.tsx";
import {
  byHand,
  byPairs,
  choose,
  currentOrder,
  poolOf,
  rankLeft,
  rankProblems,
  rankingValue,
  recalled,
  restoreRanking,
  stageOf,
  takeBack,
  type RankDraft,
} from "./model.ts";
import { OrderList } from "./OrderList.tsx";
import { PairChoice } from "./PairChoice.tsx";
import { RankedList } from "./RankedList.tsx";
import "./ranking_grid.css";

/** A list put in order by choosing between two at a time, or by hand. */
export function Card(card: AnswerProps) {
  const config = useMemo(() => rankingConfig.parse(card.block.config ?? {}), [card.block]);
  const brought = useMemo(
    () => [
      ...givenItems(config, card.block.id).map((item) => ({ ...item, from: "" })),
      ...recalled(card.recalls),
    ],
    [config, card.block, card.recalls],
  );
  const [draft, change] = useDraft(
    () => restoreRanking(card.draft, card.value, config, brought),
    card.onDraft,
  );
  const [said, say] = useState("");
  const result = useRef<HTMLOListElement>(null);
  const problems = useProblems(rankProblems(draft, config));
  const focusNext = useFocusNext();
  const pool = poolOf(brought, draft);
  const nameOf = (id: string) => pool.find((item) => item.id === id)?.text ?? "";
  const stage = stageOf(draft);
  const state = rank(draft.chosen, draft.pairs);

  const sayNext = (next: RankDraft) => {
    const now = rank(next.chosen, next.pairs);
    if (now.next === null) return say("That was the last one. Your list is in order.");
    say(`${nameOf(now.next.left)}, or ${nameOf(now.next.right)}? ${counted(now.left, "comparison")} left.`);
  };
  const pick = (better: string, worse: string) => {
    const next = choose(draft, better, worse);
    change(() => next);
    sayNext(next);
    // The two buttons are gone after the last choice: the focus goes to what they made.
    if (rank(next.chosen, next.pairs).next === null) focusNext(() => result.current);
  };
  const back = () => {
    const next = takeBack(draft);
    change(() => next);
    sayNext(next);
    focusNext(() => document.getElementById(problems.id("pair")));
  };
  const settle = () => {
    const next: RankDraft = { ...draft, settled: true };
    change(() => next);
    sayNext(next);
    focusNext(() => document.getElementById(problems.id("pair")) ?? result.current);
  };
  const rankOthers = () => {
    change((now) => ({ ...now, settled: false, order: null, way: "pairs" }));
    focusNext(() => document.getElementById(problems.id("begin")));
  };
  const switchWay = () => {
    change(stage === "order" ? byPairs : byHand);
    say(stage === "order" ? "Comparing two at a time." : "Ordering by hand.");
  };
  const send = () => problems.attempt(() => card.onSubmit(rankingValue(draft, pool)));

  return (
    <Frame
      card={card}
      title={config.goal ?? "Your order"}
      left={rankLeft(draft, config)}
      said={said}
      onSend={send}
      showsSources={stage !== "gather" || new Set(pool.map((item) => item.from)).size < 2}
    >
      {config.named === true && (
        <ListName
          problems={problems}
          value={draft.name ?? ""}
          example={config.list ?? "My ranking"}
          onChange={(name) => change((now) => ({ ...now, name }))}
        />
      )}
      {stage === "gather" && (
        <Gather
          card={card}
          config={config}
          draft={draft}
          brought={brought}
          pool={pool}
          change={change}
          say={say}
          onBegin={settle}
          problems={problems}
        />
      )}
      {stage === "pairs" && state.next !== null && (
        <>
          <PairChoice next={state.next} nameOf={nameOf} problems={problems} onChoose={pick} />
          <ProblemText problems={problems} at="pair" />
          <RankedList names={state.placed.map(nameOf)} top={config.top} partly />
        </>
      )}
      {stage === "done" && (
        <RankedList ref={result} names={currentOrder(draft).map(nameOf)} top={config.top} />
      )}
      {stage === "order" && (
        <OrderList
          order={draft.order ?? []}
          nameOf={nameOf}
          top={config.top}
          say={say}
          onOrder={(reorder) => change((now) => ({ ...now, order: reorder(now.order ?? []) }))}
        />
      )}
      {stage !== "gather" && (
        <div className="rank-ways">
          {draft.chosen.length > 1 && (
            <button type="button" className="act" onClick={switchWay}>
              {stage === "order" ? "Compare two at a time" : "Put them in order myself"}
            </button>
          )}
          {stage !== "order" && draft.pairs.length > 0 && (
            <button type="button" className="act" onClick={back}>
              Take back my last choice
            </button>
          )}
          {brought.length > config.max && (
            <button type="button" className="act" onClick={rankOthers}>
              Rank others
            </button>
          )}
        </div>
      )}
    </Frame>
  );
}
