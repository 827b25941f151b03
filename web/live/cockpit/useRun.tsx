import { useState, type ReactNode } from "react";
import type { Refused } from "../../pages/request.ts";
import { announce } from "../../ui/announce.ts";

/** Does one thing that may be refused; what was refused is said, and stands beside what was pressed. */
export function useRun(): [
  run: (task: () => Promise<{ readonly ok: true } | Refused>) => Promise<boolean>,
  problem: ReactNode,
] {
  const [refused, setRefused] = useState<string | null>(null);
  const run = async (task: () => Promise<{ readonly ok: true } | Refused>) => {
    setRefused(null);
    const result = await task();
    if (result.ok) return true;
    setRefused(result.message);
    announce(result.message, "assertive");
    return false;
  };
  return [run, refused === null ? null : <span className="cockpit__problem">{refused}</span>];
}
