import type { ExportFile } from "./schema.ts";

/** The file with other ids in the places of some: wherever a text of it is one of them. */
export function withIds(file: ExportFile, ids: ReadonlyMap<string, string>): ExportFile {
  return ids.size === 0 ? file : (renamed(file, ids) as ExportFile);
}

function renamed(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => renamed(one, ids));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [ids.get(name) ?? name, renamed(inside, ids)]),
  );
}
