import type { RowChange } from "../../../shared/engine/project/rows.ts";
import type { LogEntry, PendingOp } from "./journal.ts";

/** While D1 is away they are left to the table. */
const mostLength = 250_000;

interface Written {
  readonly entry: LogEntry;
  /** Its row changes, as they are in the table. */
  readonly text: string;
}

/**
 * What this instance has written since D1 had everything: the flush behind a reply reads nothing again. It knows all
 * that is unsaved, or says nothing.
 */
export class Fresh {
  /** Null while the table may hold more. */
  #written: Written[] | null;
  #length = 0;

  constructor(isAllSaved: boolean) {
    this.#written = isAllSaved ? [] : null;
  }

  /** After the commit: what was rolled back was never written. */
  add(entry: LogEntry, text: string): void {
    this.#length += text.length;
    if (this.#length > mostLength) this.forget();
    this.#written?.push({ entry, text });
  }

  /** Something of it was changed in the table. */
  forget(): void {
    this.#written = null;
  }

  /** @returns null where only the table knows */
  pending(bytes: number): PendingOp[] | null {
    if (this.#written === null) return null;
    const found: PendingOp[] = [];
    let size = 0;
    for (const { entry, text } of this.#written) {
      // A UTF-16 unit is at most three bytes of UTF-8.
      size += text.length * 3;
      if (found.length > 0 && size > bytes) break;
      found.push({ ...entry, changes: JSON.parse(text) as RowChange[] });
    }
    return found;
  }

  /** @param isAllSaved asks the table whether nothing is left in it */
  saved(n: number, isAllSaved: () => boolean): void {
    this.#written = this.#written?.filter(({ entry }) => entry.n > n) ?? (isAllSaved() ? [] : null);
    this.#length = (this.#written ?? []).reduce((sum, { text }) => sum + text.length, 0);
  }
}
