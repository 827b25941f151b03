import { use, useMemo, type ComponentType } from "react";
import type { StemBlock } from "../../../shared/content/block.ts";
import { exerciseIdOf } from "../../../shared/content/where.ts";
import type { Stem } from "../../../shared/engine/stem.ts";
import type { LearnerState } from "../../../shared/engine/state.ts";
import type { OtherAnswer } from "../../model/card.ts";
import { ClientContext, useView } from "../../ui/useClient.ts";

interface Props {
  readonly block: StemBlock;
  readonly others?: readonly OtherAnswer[];
  readonly at?: string;
}

/**
 * The same view with the learner's other answers of its tool, in the thread and outside it, and the time at which its
 * own was made; for tools whose answers say more beside each other. Without a client, as in the fixtures, it has what
 * it is given.
 */
export function withOthers<P extends Props>(View: ComponentType<P>): ComponentType<P> {
  function Known(props: P) {
    const { block } = props;
    const stem = useView((view) => view.stem);
    const answers = useView((view) => view.state?.answers);
    const instances = useView((view) => view.state?.instances);
    const others = useMemo(
      () =>
        answers === undefined || instances === undefined ? [] : othersOf(stem, { answers, instances }, block),
      [stem, answers, instances, block],
    );
    const at = (answers?.get(block.id) ?? instances?.get(block.id))?.createdAt;
    return <View {...props} others={others} {...(at === undefined ? {} : { at })} />;
  }
  return function WithOthers(props: P) {
    return use(ClientContext) === null ? <View {...props} /> : <Known {...props} />;
  };
}

/** In the order in which they were first made. */
export function othersOf(
  stem: Stem | null,
  { answers, instances }: Pick<LearnerState, "answers" | "instances">,
  { id: own, tool }: Pick<StemBlock, "id" | "tool">,
): OtherAnswer[] {
  const said = [...answers].flatMap(([id, { value, createdAt: at }]): OtherAnswer[] => {
    const block = stem?.byKey.get(id) ?? stem?.retired.get(id);
    if (id === own || value === null || block === undefined || block.tool !== tool) return [];
    const exercise = exerciseIdOf(block);
    const title = stem?.outline.find((entry) => entry.id === exercise)?.title ?? exercise;
    return [{ id, title, value, at }];
  });
  const outside = [...instances].flatMap(([id, one]): OtherAnswer[] =>
    id === own || one.tool !== tool || one.value === null
      ? []
      : [{ id, title: "Made in the toolbox", value: one.value, at: one.createdAt }],
  );
  return [...said, ...outside].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
