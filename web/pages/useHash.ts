import { useEffect, useState } from "react";

/**
 * What a link carried behind "#", read once. It is taken out of the address, so that it stays in no history and
 * nobody copies it along.
 */
export function useHash<T>(read: (hash: string) => T | null): T | null {
  const [found] = useState(() => read(location.hash));
  useEffect(() => {
    if (location.hash !== "") history.replaceState(history.state, "", location.pathname);
  }, []);
  return found;
}
