import type { Context, MiddlewareHandler } from "hono";
import { errorResponse } from "./errors.ts";

interface Limits {
  readonly bytes: number;
  /** From the first line of the request to the last byte of its body. */
  readonly ms: number;
}

const tooMuch = (context: Context) => errorResponse(context, "too_large", "This is too much at once");
function tooSlow(context: Context): Response {
  const message = "This came too slowly; send it again";
  return context.json({ error: { code: "invalid", message, fields: { body: message } } }, 408);
}

/**
 * Reads a request's body, once, as it comes: a streamed one says no length, and one that trickles in is not waited
 * for (security 3, slow bodies).
 */
export const bodyWithin =
  ({ bytes: most, ms }: Limits): MiddlewareHandler =>
  async (context, next) => {
    const { raw } = context.req;
    if (raw.body === null) return next();
    if (Number(raw.headers.get("Content-Length") ?? 0) > most) return tooMuch(context);
    const reader = raw.body.getReader();
    const read = await readAll(reader, most, ms);
    if (typeof read !== "string") {
      context.req.raw = new Request(raw, { method: raw.method, body: read });
      return next();
    }
    // Whoever sends on for ever is not listened to.
    void reader.cancel().catch(() => undefined);
    return read === "too much" ? tooMuch(context) : tooSlow(context);
  };

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  most: number,
  ms: number,
): Promise<Uint8Array<ArrayBuffer> | "too much" | "too slow"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"too slow">((resolve) => {
    timer = setTimeout(() => resolve("too slow"), ms);
  });
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), late]);
      if (next === "too slow") return next;
      if (next.done) break;
      size += next.value.length;
      if (size > most) return "too much";
      parts.push(next.value);
    }
  } finally {
    clearTimeout(timer);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
