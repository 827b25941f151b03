import { useMemo } from "react";
import type { Recall, StemBlock } from "../../shared/content/block.ts";
import { useClient, useView } from "../ui/useClient.ts";

const none: readonly Recall[] = [];

/**
 * The learner's own data for a block, made again only when answers change or more of the workbook is here (the
 * names of skills come after the text), and only where it is asked for.
 */
export function useRecalls(block: StemBlock): readonly Recall[] {
  const client = useClient();
  const has = (block.connections ?? []).length > 0;
  const answers = useView((view) => (has ? view.state?.answers : undefined));
  const stem = useView((view) => (has ? view.stem : null));
  const canRecall = useView((view) => has && view.canRecall);
  return useMemo(() => {
    if (answers === undefined || stem === null) return none;
    const recalls = client.recalls(block);
    // Until they are made here they are the server's, who cannot read the sealed ones.
    return canRecall ? recalls : recalls.filter((one) => !one.sealed);
  }, [client, block, answers, stem, canRecall]);
}
