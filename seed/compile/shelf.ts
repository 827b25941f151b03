import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { release as releaseSchema, type Release } from "../../shared/content/release.ts";
import { lock as lockSchema, lockFile, printLock, type Lock } from "./lock.ts";
import { retiredFile } from "./retired.ts";

/** The worker carries the last five releases (decision 28). */
const carried = 5;

/** The compiled releases, the lock and the list of published releases, as they stand in the repository. */
export class Shelf {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  #path(file: string): string {
    return join(this.#root, file);
  }

  #text(file: string): string | null {
    return existsSync(this.#path(file)) ? readFileSync(this.#path(file), "utf8") : null;
  }

  #write(file: string, text: string): void {
    if (this.#text(file) !== text) writeFileSync(this.#path(file), text);
  }

  /** Ascending. */
  get versions(): number[] {
    const folder = this.#path("seed/releases");
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names
      .flatMap((name) => /^([1-9]\d*)\.json$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  get published(): number[] {
    return z.array(z.int()).parse(JSON.parse(this.#text("seed/releases/published.json") ?? "[]"));
  }

  publish(version: number): void {
    this.#write("seed/releases/published.json", `${JSON.stringify([...this.published, version])}\n`);
  }

  releaseText(version: number): string | null {
    return this.#text(`seed/releases/${version}.json`);
  }

  release(version: number): Release | null {
    const text = this.releaseText(version);
    return text === null ? null : releaseSchema.parse(JSON.parse(text));
  }

  /** The newest release before `version`. */
  before(version: number): Release | null {
    return this.release(this.versions.findLast((one) => one < version) ?? 0);
  }

  /** @throws when that release is published: it is immutable (decision 28) */
  put(version: number, text: string): void {
    if (this.published.includes(version))
      throw new Error(`release ${version} is published and never changes`);
    mkdirSync(this.#path("seed/releases"), { recursive: true });
    this.#write(`seed/releases/${version}.json`, text);
    this.#write("seed/releases/index.ts", printIndex(this.versions.slice(-carried)));
  }

  get lock(): Lock {
    return lockSchema.parse(JSON.parse(this.#text(lockFile) ?? "{}"));
  }

  set lock(entries: Lock) {
    this.#write(lockFile, printLock(entries));
  }

  /** The module that the worker imports. */
  get index(): string | null {
    return this.#text("seed/releases/index.ts");
  }

  get retiredText(): string {
    return this.#text(retiredFile) ?? "";
  }
}

/** Checked when it was compiled: parsing the whole again would slow every start. */
function printIndex(versions: readonly number[]): string {
  return [
    "// Made by `npm run content -- compile`; do not edit.",
    'import type { Release } from "../../shared/content/release.ts";',
    ...versions.map((n) => `import release${n} from "./${n}.json" with { type: "json" };`),
    "",
    "/** The releases that the worker carries, newest last (decision 28). */",
    `export const releases = [${versions.map((n) => `release${n}`).join(", ")}] as unknown as readonly Release[];`,
    "",
  ].join("\n");
}
