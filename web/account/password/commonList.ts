import type { Plugin } from "vite";
import { dictionary } from "@zxcvbn-ts/language-common";

const id = "virtual:common-passwords";
/** Far above the 3,000 that ASVS 6.2.4 asks for; the commonest first. */
const most = 10_000;

/** The commonest passwords of the world's leaks, and every common one that is long enough for us. Node only. */
export const commonPasswordList = (shortest: number): string[] => {
  const all: readonly string[] = dictionary["passwords-common"].map((one) => one.toLowerCase());
  return [...new Set([...all.slice(0, most), ...all.filter((one) => one.length >= shortest)])];
};

/** Puts the list into a chunk of its own: only who chooses a password fetches it. */
export function commonPasswords(shortest: number): Plugin {
  return {
    name: "dreamtree-common-passwords",
    resolveId: (name) => (name === id ? `\0${id}` : undefined),
    load: (name) =>
      name === `\0${id}`
        ? `export default ${JSON.stringify(commonPasswordList(shortest).join("\n"))};`
        : undefined,
  };
}
