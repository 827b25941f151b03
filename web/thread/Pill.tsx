import { useMemo, useState } from "react";
import { DownIcon } from "../ui/icons.tsx";
import type { Row } from "./rows.ts";

interface Unread {
  readonly rowId: string;
  readonly words: string;
}
export interface PillState {
  readonly unread: Unread | null;
  tell(rows: readonly Row[]): void;
  /** Puts the pill away once its first row is in view. */
  seen(isInView: (row: HTMLElement) => boolean): void;
  clear(): void;
}

/** What came while the reader was elsewhere. Only for what is unread, never for "not at the end" alone. */
export function usePill(): PillState {
  const [unread, setUnread] = useState<Unread | null>(null);
  const acts = useMemo(
    () => ({
      tell(rows: readonly Row[]) {
        const first = rows[0];
        if (first === undefined) return;
        const questions = rows.filter((row) => row.kind === "asked").length;
        const words =
          questions === 0
            ? "Something new"
            : questions === 1
              ? "1 new question"
              : `${questions} new questions`;
        setUnread((now) => now ?? { rowId: first.id, words });
      },
      seen(isInView: (row: HTMLElement) => boolean) {
        setUnread((now) => {
          const row = now === null ? null : document.getElementById(now.rowId);
          return row === null || isInView(row) ? null : now;
        });
      },
      clear: () => setUnread(null),
    }),
    [],
  );
  return useMemo(() => ({ unread, ...acts }), [unread, acts]);
}

export function Pill({ pill, onGo }: { pill: PillState; onGo: (row: HTMLElement) => void }) {
  const { unread } = pill;
  if (unread === null) return null;
  return (
    <button
      type="button"
      className="pill"
      onClick={() => {
        const row = document.getElementById(unread.rowId);
        row?.focus({ preventScroll: true });
        if (row !== null) onGo(row);
        pill.clear();
      }}
    >
      <DownIcon /> {unread.words}
    </button>
  );
}
