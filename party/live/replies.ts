import type { Reply } from "../workbook/asks/reply.ts";

export const ok = (body: unknown = {}): Reply => ({ status: 200, body });

/** Refused, logged, nothing shown (issue 6). */
export function refused(status: number, code: string, message: string, more: object = {}): Reply {
  console.warn(JSON.stringify({ code: "live_refused", what: code, status }));
  return { status, body: { error: { code, message, ...more } } };
}

export const notThere = (): Reply => refused(404, "not_found", "There is no such session");
export const nobody = (): Reply => refused(404, "not_found", "They are not in this session");
