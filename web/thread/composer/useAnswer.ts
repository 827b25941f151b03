import { useState } from "react";
import { prefill } from "../../../shared/engine/prefill.ts";
import { questionConfig } from "../../../shared/engine/questions.ts";
import type { AnswerProps } from "../../model/card.ts";
import { announce } from "../../ui/announce.ts";

export interface Answering<T> {
  readonly value: T;
  readonly problem: string | null;
  change(next: T): void;
  /** Sends what stands, or says in words what is wrong with it. */
  submit(): void;
}

/**
 * One question's unsent answer: kept by the client with every input, checked by the engine's own rule before
 * it is sent.
 * @param start reads a kept draft, the standing answer or an earlier one it begins with; `empty` where there is none
 * @param missing what to say when nothing was chosen
 */
export function useAnswer<T>(
  props: AnswerProps,
  start: (raw: unknown) => T | undefined,
  empty: T,
  ready: (value: T) => unknown = (value) => value,
  missing?: string,
): Answering<T> {
  const { block, draft, value: standing, recalls, onDraft, onSubmit } = props;
  const [own, setOwn] = useState<T | undefined>(() => start(draft) ?? start(standing));
  // Until the learner changes it, it is what earlier answers say by now.
  const value = own === undefined ? (start(prefill(block, recalls)) ?? empty) : own;
  const [problem, setProblem] = useState<string | null>(null);
  return {
    value,
    problem,
    change(next) {
      setOwn(next);
      setProblem(null);
      onDraft(next);
    },
    submit() {
      const found =
        missing !== undefined && Object.is(value, empty)
          ? missing
          : questionConfig(block).problem(ready(value));
      setProblem(found);
      if (found === null) onSubmit(ready(value));
      else announce(found, "assertive");
    },
  };
}
