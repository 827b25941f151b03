import { useCallback, useEffect, useState } from "react";
import type { Said } from "./request.ts";

/** What the server says; null while it is asked for the first time. */
export function useLoaded<T>(load: () => Promise<Said<T>>): { said: Said<T> | null; again: () => void } {
  const [said, setSaid] = useState<Said<T> | null>(null);
  const again = useCallback(() => {
    const asking = async () => setSaid(await load());
    void asking();
  }, [load]);
  useEffect(again, [again]);
  return { said, again };
}
