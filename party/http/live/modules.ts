import type { Stem } from "../../../shared/engine/stem.ts";

/** The modules of the present workbook by what they are called: "1.3 Energy". @returns null where one is not there */
export function namedModules(stem: Stem, ids: readonly string[]): { id: string; title: string }[] | null {
  const named = [...new Set(ids)].flatMap((id) => {
    const entry = stem.outline.find((one) => one.id === id && one.level === "module");
    return entry === undefined ? [] : [{ id, title: entry.title }];
  });
  return named.length === new Set(ids).size ? named : null;
}

/** Each once, in the order of the workbook. */
export const inOrder = (stem: Stem, ids: readonly string[]): string[] =>
  stem.modules.map(({ id }) => id).filter((id) => ids.includes(id));

export const called = (modules: readonly { id: string; title: string }[]): string[] =>
  modules.map(({ id, title }) => `${id} ${title}`);
