import { useCallback, useEffect, useState } from "react";
import type * as z from "zod/mini";

/** What the server says at an address: still on its way, said, or not to be had at the moment. */
export type Answer<T> = T | "loading" | "missing";

async function fetched<T>(path: string, schema: z.ZodMiniType<T>): Promise<Answer<T>> {
  try {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const response = await fetch(path, { headers: { "X-Time-Zone": zone } });
    return response.ok ? schema.parse(await response.json()) : "missing";
  } catch {
    return "missing";
  }
}

/**
 * What stands at this address of the API; `again` asks once more, `renew` too, and what stood there stays meanwhile.
 * @param schema one that stays the same from drawing to drawing
 */
export function useAnswer<T>(path: string, schema: z.ZodMiniType<T>) {
  const [answer, setAnswer] = useState<Answer<T>>("loading");
  const ask = useCallback(() => void fetched(path, schema).then(setAnswer), [path, schema]);
  useEffect(ask, [ask]);
  return {
    answer,
    renew: ask,
    again() {
      setAnswer("loading");
      ask();
    },
  };
}
