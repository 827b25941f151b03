import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../../party/hosts/local/run.ts";

const needed = [
  "party",
  "shared",
  "seed",
  "web",
  "migrations",
  "legal.md",
  "package.json",
  "tsconfig.json",
  "wrangler.toml",
] as const;

/** A copy of the project, to edit its workbook as an author does and to bring that out as an operator does. */
export class Edition {
  readonly root: string;
  private constructor(root: string) {
    this.root = root;
  }

  static async copy(): Promise<Edition> {
    const root = await mkdtemp(join(tmpdir(), "dreamtree-edition-"));
    for (const name of needed) await cp(name, join(root, name), { recursive: true });
    await symlink(resolve("node_modules"), join(root, "node_modules"));
    return new Edition(root);
  }

  /** One block of an exercise, from its `:: ` line to the next. */
  async block(exercise: string, word: string): Promise<string> {
    const text = await this.#read(`seed/content/${exercise}.md`);
    const found = new RegExp(String.raw`^:: \S+ ${word}\b[^]*?(?=^:: )`, "m").exec(text)?.[0];
    if (found === undefined) throw new Error(`no ${exercise}.${word}`);
    return found;
  }

  async edit(exercise: string, find: string, put: string): Promise<void> {
    const path = `seed/content/${exercise}.md`;
    const text = await this.#read(path);
    if (!text.includes(find)) throw new Error(`${path} has no ${JSON.stringify(find)}`);
    await this.write(
      path,
      text.replace(find, () => put),
    );
  }

  /** In every exercise. */
  async everywhere(find: string, put: string): Promise<void> {
    for (const name of await readdir(join(this.root, "seed/content"))) {
      const path = `seed/content/${name}`;
      await this.write(path, (await this.#read(path)).replaceAll(find, put));
    }
  }

  write(path: string, text: string): Promise<void> {
    return writeFile(join(this.root, path), text);
  }

  content(command: "release" | "compile"): Promise<string> {
    return run("tsx", ["seed/cli.ts", command], this.root);
  }

  build(): Promise<string> {
    return run("vite", ["build", "web"], this.root);
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  #read(path: string): Promise<string> {
    return readFile(join(this.root, path), "utf8");
  }
}
