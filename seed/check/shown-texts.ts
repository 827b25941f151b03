/** Settings that people read: everything but names, values and addresses of data. */
const unread = new Set([
  "from",
  "object",
  "transform",
  "reveal",
  "use",
  "as",
  "target",
  "mode",
  "list",
  "category",
  "on",
  "name",
  "value",
  "type",
  "sliders",
  "storyType",
  "save",
  "row",
  "experience_type",
  // Titles are their authors' words, notes are for editors.
  "full",
  "short",
  "note",
  "author_surname",
]);

type Path = readonly PropertyKey[];

/** Every text inside settings that people read, with its path. */
export function shownTexts(value: unknown, path: Path = []): { path: Path; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((one, i) => shownTexts(one, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    unread.has(name) ? [] : shownTexts(one, [...path, name]),
  );
}
