import { useMemo } from "react";
import type { StemBlock } from "../../shared/content/block.ts";
import type { Skill } from "../../shared/content/release.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { OwnSkill } from "../../shared/engine/state.ts";
import type { AnswerProps, AnsweredProps } from "../model/card.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { useRecalls } from "./useRecalls.ts";

const noSkills: readonly Skill[] = [];
const noTypes: AnsweredProps["types"] = [];

function skillsOf(stem: Stem | null, own: ReadonlyMap<string, OwnSkill> | undefined): readonly Skill[] {
  const master = stem?.release.skills ?? noSkills;
  if (own === undefined || own.size === 0) return master;
  const mine = [...own.values()].flatMap((one): Skill[] => {
    const category = (["transferable", "self_management", "knowledge"] as const).find(
      (it) => it === one.category,
    );
    return category === undefined
      ? []
      : [{ id: one.id, name: one.name, category, group: "Your own words", aliases: [] }];
  });
  return [...mine, ...master];
}

/** The learner's own skills beside the master list, and the type summaries: what tool cards read from. */
export function useLists(): Pick<AnsweredProps, "skills" | "types"> {
  const stem = useView((view) => view.stem);
  const own = useView((view) => view.state?.ownSkills);
  const skills = useMemo(() => skillsOf(stem, own), [stem, own]);
  return { skills, types: stem?.release.types ?? noTypes };
}

type Given = Pick<AnswerProps, "mode" | "value" | "onSubmit" | "onSkip" | "onCancel">;

/**
 * What an answering control gets for this block. The draft is read once: from then on the control has it.
 * @param begun another number where the control begins again, from what is the draft then
 */
export function useAnswerProps(block: StemBlock, given: Given, begun = 0): AnswerProps {
  const client = useClient();
  const lists = useLists();
  const recalls = useRecalls(block);
  const userId = useView((view) => view.state?.userId ?? "");
  const enterSends = useView((view) => view.settings.enter_sends);
  const { draft } = useMemo(
    () => ({ begun, draft: client.view().drafts.get(block.id)?.value }),
    [client, block.id, begun],
  );
  return {
    ...given,
    ...lists,
    block,
    draft,
    recalls,
    userId,
    enterSends,
    onDraft: (value) => client.draft(block.id, value),
  };
}
