import { useState } from "react";
import type { DraftView } from "../../model/client.ts";
import { useClient, useView } from "../../ui/useClient.ts";

export interface Kept {
  /** Changes when the control should begin again from the draft. */
  readonly key: number;
  /** What was restored, until the learner goes on writing. */
  readonly restored: DraftView | null;
  /** Begins again, empty. */
  begin(): void;
}

const isWriting = () => document.activeElement?.closest("[data-composer]") !== null;

/**
 * The draft a control starts from. One that comes from another device while the learner is not in the field
 * takes its place; while they are, what they are writing stays (ux 3.7: never overwrite).
 */
export function useKeptDraft(blockId: string): Kept {
  const client = useClient();
  const draft = useView((view) => view.drafts.get(blockId));
  const [start, setStart] = useState(() => ({ key: 0, at: client.view().drafts.get(blockId)?.at ?? null }));
  const isForeign = draft !== undefined && draft.from !== null && draft.at !== start.at;
  if (isForeign && !isWriting()) setStart({ key: start.key + 1, at: draft.at });
  return {
    key: start.key,
    // What has been typed since has another time.
    restored: draft !== undefined && draft.at === start.at ? draft : null,
    begin: () => setStart({ key: start.key + 1, at: null }),
  };
}
