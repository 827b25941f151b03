import { useCallback, type ReactNode } from "react";
import type { StemBlock } from "../../shared/content/block.ts";
import { seals } from "../../shared/engine/sealing.ts";

/**
 * Around every control of a private placement. A browser writes what stands in a field into its own files, in the
 * clear, to bring it back after a restart; only fields that say they want no completion are left out of that.
 */
export function PrivateField({ block, children }: { block: StemBlock; children: ReactNode }) {
  const isSealed = seals(block);
  const watch = useCallback(
    (box: HTMLDivElement | null) => {
      if (box === null || !isSealed) return;
      leaveOut(box);
      const watching = new MutationObserver(() => leaveOut(box));
      watching.observe(box, { childList: true, subtree: true });
      return () => watching.disconnect();
    },
    [isSealed],
  );
  return (
    <div className="field-around" ref={watch}>
      {children}
    </div>
  );
}

function leaveOut(box: HTMLElement): void {
  for (const field of box.querySelectorAll<HTMLInputElement>("input, textarea")) field.autocomplete = "off";
}
