import { exportFile, type ExportFile } from "./schema.ts";

/** `GET /api/import` and restoring take at most this (decision 30). */
export const importBytes = 5 * 1024 * 1024;
/** No block of the workbook comes near it; a reader goes through values by recursion. */
const importDepth = 32;

export type ReadExport =
  | { readonly ok: true; readonly file: ExportFile }
  | {
      readonly ok: false;
      readonly code: "too_large" | "invalid";
      readonly path: string;
      readonly message: string;
    };

const refuse = (code: "too_large" | "invalid", message: string, path = ""): ReadExport => ({
  ok: false,
  code,
  path,
  message,
});

/**
 * Reads an export file. Its size and depth are looked at before anything is parsed: a deep one costs the parser a
 * second and a walk the stack. Pure; nothing of it is believed beyond its shape.
 */
export function readExport(bytes: Uint8Array): ReadExport {
  if (bytes.length > importBytes) return refuse("too_large", "A file is at most 5 MiB");
  if (isTooDeep(bytes)) return refuse("invalid", `A file is at most ${importDepth} levels deep`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("invalid", "This file is not JSON");
  }
  const parsed = exportFile.safeParse(json);
  if (parsed.success) return { ok: true, file: parsed.data };
  const issue = parsed.error.issues[0];
  return refuse(
    "invalid",
    issue?.message ?? "This is not an export of DreamTree",
    (issue?.path ?? []).join("."),
  );
}

const [quote, backslash, open, close, openList, closeList] = [...'"\\{}[]'].map((one) => one.charCodeAt(0));

/** Over bytes: none of these is part of a longer character in UTF-8. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (quoted) {
      if (byte === backslash) i += 1;
      else if (byte === quote) quoted = false;
    } else if (byte === quote) quoted = true;
    else if (byte === open || byte === openList) {
      depth += 1;
      if (depth > importDepth) return true;
    } else if (byte === close || byte === closeList) depth -= 1;
  }
  return false;
}
