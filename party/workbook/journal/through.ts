import type { Row } from "../../../shared/engine/project/rows.ts";
import { flushDeadlineMs, withDeadline } from "../deadline.ts";
import { kindOf, type LearnerStore } from "../store.ts";
import type { Drafts } from "./drafts.ts";
import type { Files } from "./files.ts";
import { HeldLog } from "./held.ts";
import { NotKeptError, type Commit, type Journal, type Rebuilt, type Resumed } from "./journal.ts";
import { OwedAlerts } from "./owed.ts";
import { ShelfDrafts, ShelfFiles, type Shelf } from "./shelf.ts";

interface Through {
  readonly userId: string;
  readonly store: LearnerStore;
  readonly shelf: Shelf;
  /** The content version that is active, as every batch says (decision 28). */
  active(version: number): void;
}

/**
 * The journal of a host without a database in the object: an operation is in D1 before it is acked, in one atomic
 * batch (a large one in several, the operation itself in the last). Where D1 fails, is fenced off or is silent for too
 * long nobody knows whether it was taken: the operation is refused, and what is held here is read again from D1
 * before another is decided.
 */
export class WriteThroughJournal extends HeldLog implements Journal {
  readonly writesThrough = true;
  readonly #through: Through;
  readonly alerts: OwedAlerts;
  readonly drafts: Drafts;
  readonly files: Files;
  #adrift = false;

  constructor(through: Through) {
    super();
    this.#through = through;
    this.alerts = new OwedAlerts(through.shelf);
    this.drafts = new ShelfDrafts(through.shelf);
    this.files = new ShelfFiles(through.shelf);
  }

  override resume(userId: string): Resumed | null {
    return this.#adrift ? null : super.resume(userId);
  }

  override begin(epoch: string, settings: Row, rebuilt: Rebuilt | null): void {
    super.begin(epoch, settings, rebuilt);
    this.#adrift = false;
  }

  async commit(commit: Commit): Promise<void> {
    const { userId, store } = this.#through;
    const { entry, changes } = commit;
    const epoch = commit.epoch ?? this.epoch;
    if (this.#adrift || epoch === null) throw new NotKeptError("the log is to be read again");
    try {
      const flushed = store.flush({ userId, epoch, ops: [entry], changes });
      const { activeVersion } = await withDeadline(flushed, flushDeadlineMs(changes.length));
      if (activeVersion !== null) this.#through.active(activeVersion);
    } catch (error) {
      this.#adrift = true;
      console.warn(JSON.stringify({ code: "not_kept", error: kindOf(error) }));
      throw new NotKeptError("D1 did not take it", { cause: error });
    }
    this.apply(commit);
    for (const key of commit.clearDrafts) this.drafts.clear(key);
    if (commit.erases.length > 0) this.files.clear();
  }

  pending(): [] {
    return [];
  }

  firstUnsaved(): null {
    return null;
  }

  saved(): void {
    // Was saved before it was acked.
  }

  fenced(): boolean {
    return false;
  }

  setFenced(): void {
    // Another writer at our numbers is found at the commit, which begins again from D1.
  }

  live(): string | null {
    return this.#through.shelf.get("live");
  }

  setLive(told: string): void {
    this.#through.shelf.set("live", told);
  }

  leaving(): boolean {
    return this.#through.shelf.get("leaving") !== null;
  }

  setLeaving(): void {
    this.#through.shelf.set("leaving", "1");
  }

  counts(): { operations: number; drafts: number } {
    return { operations: this.operations, drafts: this.drafts.all().length };
  }
}
