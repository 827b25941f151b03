import { useEffect, useRef } from "react";
import { openOutlet, type Urgency } from "./announce.ts";

/** NVDA drops what coincides with a focus move; 0–100 ms in the page is too short for Chrome and TalkBack. */
const waitMs = 250;
const standMs = 1000;

/**
 * Always mounted and empty until it speaks. Two polite regions take turns, so that the same words are spoken
 * again; the urgent one is for a definite refusal.
 */
export function Announcer() {
  const first = useRef<HTMLDivElement>(null);
  const second = useRef<HTMLDivElement>(null);
  const urgent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let turn = 0;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const later = (ms: number, run: () => void) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
      }, ms);
      timers.add(timer);
    };
    const say = (text: string, urgency: Urgency) => {
      turn += 1;
      const region = urgency === "assertive" ? urgent : turn % 2 === 0 ? first : second;
      later(waitMs, () => {
        const words = document.createElement("p");
        words.textContent = text;
        region.current?.appendChild(words);
        later(standMs, () => words.remove());
      });
    };
    const close = openOutlet({ say });
    return () => {
      close();
      for (const timer of timers) clearTimeout(timer);
    };
  }, []);
  return (
    <div className="unseen" data-announcer>
      <div ref={first} aria-live="polite" />
      <div ref={second} aria-live="polite" />
      <div ref={urgent} aria-live="assertive" />
    </div>
  );
}
