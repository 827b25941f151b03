import type { animate } from "framer-motion/dom/mini";
import { wantsLessMotion } from "../ui/pointer.ts";

let play: typeof animate | null = null;

/** Fetched when the browser has nothing better to do: until then what is new simply stands there. */
export function fetchMotion(): void {
  if (wantsLessMotion() || play !== null) return;
  import("framer-motion/dom/mini").then(
    (motion) => (play = motion.animate),
    () => undefined,
  );
}

/** The motion tokens, in seconds and as CSS writes them. */
function tokens() {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const seconds = (name: string) => Number.parseFloat(read(name)) / (read(name).endsWith("ms") ? 1000 : 1);
  return {
    duration: seconds("--duration"),
    stagger: seconds("--stagger"),
    draw: seconds("--duration-draw"),
    rise: read("--rise"),
  };
}
const ease = [0.2, 0.7, 0.2, 1] as const;

/** New blocks rise and appear, one after another; called once for each, before its first paint. */
export function playNew(rows: readonly Element[]): void {
  if (play === null || rows.length === 0 || wantsLessMotion()) return;
  const motion = play;
  const { duration, stagger, draw, rise } = tokens();
  rows.forEach((row, i) => {
    const delay = i * stagger;
    const transform = [`translateY(${rise})`, "none"];
    motion(row, { opacity: [0, 1], transform }, { duration, delay, ease: [...ease] });
    for (const line of row.querySelectorAll("[data-draw]")) {
      const drawn = { strokeDasharray: ["1 1", "1 1"], strokeDashoffset: [1, 0] };
      motion(line, drawn, { duration: draw, delay: delay + duration });
    }
  });
}
