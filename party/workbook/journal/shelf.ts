import type { Draft, Drafts } from "./drafts.ts";
import type { Files } from "./files.ts";

/**
 * A few texts by name that a host keeps beside a log it does not have in a database: read when it wakes, there at
 * once when they are put, and durable before anything leaves the object.
 */
export interface Shelf {
  get(name: string): string | null;
  set(name: string, text: string): void;
  delete(name: string): void;
  /** Every name that begins so. */
  names(beginning: string): string[];
}

const draftName = (key: string): string => `draft:${key}`;

export class ShelfDrafts implements Drafts {
  readonly #shelf: Shelf;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  all(): Draft[] {
    return this.#shelf.names(draftName("")).flatMap((name) => this.#at(name) ?? []);
  }

  of(key: string): Draft | null {
    return this.#at(draftName(key));
  }

  put(draft: Draft): void {
    this.#shelf.set(draftName(draft.key), JSON.stringify(draft));
  }

  clear(key: string): void {
    this.#shelf.delete(draftName(key));
  }

  #at(name: string): Draft | null {
    const text = this.#shelf.get(name);
    return text === null ? null : (JSON.parse(text) as Draft);
  }
}

/** `file:<until> <id>`: when it ends is read without reading it. */
const fileName = (until: string, id: string): string => `file:${until} ${id}`;
const untilOf = (name: string): string => name.slice("file:".length, name.indexOf(" "));

export class ShelfFiles implements Files {
  readonly #shelf: Shelf;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  #names(): string[] {
    return this.#shelf.names("file:");
  }

  #named(id: string): string | undefined {
    return this.#names().find((name) => name.endsWith(` ${id}`));
  }

  keep(id: string, text: string, until: string): void {
    const before = this.#named(id);
    if (before !== undefined) this.#shelf.delete(before);
    this.#shelf.set(fileName(until, id), text);
  }

  get(id: string, now: string): string | null {
    this.purge(now);
    const name = this.#named(id);
    return name === undefined ? null : this.#shelf.get(name);
  }

  purge(now: string): void {
    for (const name of this.#names()) if (untilOf(name) <= now) this.#shelf.delete(name);
  }

  clear(): void {
    for (const name of this.#names()) this.#shelf.delete(name);
  }

  nextEnd(): string | null {
    return this.#names().map(untilOf).toSorted()[0] ?? null;
  }
}
