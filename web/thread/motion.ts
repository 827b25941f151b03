import type { animate } from "framer-motion/dom/mini";
import { wantsLessMotion } from "../ui/pointer.ts";

let play: typeof animate | null = null;

/** Fetched when the browser has nothing better to do: until then what is new simply stands there. */
export function fetchMotion(): void {
  if (wantsLessMotion() || play !== null) return;
  const load = () => void import("framer-motion/dom/mini").then((motion) => (play = motion.animate));
  if ("requestIdleCallback" in window) requestIdleCallback(load);
  else setTimeout(load, 500);
}

const staggerSeconds = 0.09;
const ease = [0.2, 0.7, 0.2, 1] as const;

/** New blocks rise and appear, one after another; called once for each, before its first paint. */
export function playNew(rows: readonly Element[]): void {
  if (play === null || wantsLessMotion()) return;
  const motion = play;
  rows.forEach((row, i) => {
    const delay = i * staggerSeconds;
    motion(
      row,
      { opacity: [0, 1], transform: ["translateY(8px)", "translateY(0)"] },
      { duration: 0.22, delay, ease: [...ease] },
    );
    for (const line of row.querySelectorAll("[data-draw]")) {
      motion(
        line,
        { strokeDasharray: ["1 1", "1 1"], strokeDashoffset: [1, 0] },
        { duration: 1.2, delay: delay + 0.2 },
      );
    }
  });
}
