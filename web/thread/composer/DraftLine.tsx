import type { StemBlock } from "../../../shared/content/block.ts";
import { useClient } from "../../ui/useClient.ts";
import { moment } from "../../ui/when.ts";
import type { Kept } from "./useKeptDraft.ts";

export function DraftLine({ block, kept }: { block: StemBlock; kept: Kept }) {
  const client = useClient();
  if (kept.restored === null) return null;
  const { from, at } = kept.restored;
  return (
    <span className="draft">
      Draft restored{from === null ? "" : ` · from ${from}`}, {moment(at)} ·{" "}
      <button
        type="button"
        className="act"
        onClick={() => {
          client.discardDraft(block.id);
          kept.begin();
        }}
      >
        Discard
      </button>
    </span>
  );
}
