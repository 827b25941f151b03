import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Files } from "../author/open.ts";

/** A repository in a temporary folder, gone when the test is done with it. */
export class Root implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), "seed-"));

  constructor(files: Files) {
    this.write(files);
  }

  write(files: Files): void {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true });
      writeFileSync(join(this.path, path), text);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}
