/** Where in the authored files something stands; `file` is relative to the repository. */
export interface Place {
  readonly file: string;
  readonly line: number;
}
export interface Problem extends Place {
  readonly message: string;
}

/** Everything found wrong in one go: an author mends a list, not one line after another. */
export class Problems {
  readonly #found: Problem[] = [];

  add({ file, line }: Place, message: string): void {
    this.#found.push({ file, line, message });
  }

  get any(): boolean {
    return this.#found.length > 0;
  }

  /** By file and line; findings of one line in the order in which they were made. */
  get list(): readonly Problem[] {
    return this.#found.toSorted((a, b) => byFile(a.file, b.file) || a.line - b.line);
  }
}

const byFile = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

export const printed = ({ file, line, message }: Problem): string => `${file}:${line}: ${message}`;
