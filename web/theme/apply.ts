import type { Settings } from "../../shared/protocol/server.ts";
import { readableInk } from "../../shared/protocol/pairs.ts";

/** Kept on the device so that `public/first.js` can set the paper before the first paint. */
const kept = "dreamtree-look";

/** Puts the learner's paper, ink and letters on the page, and tells the browser's own frame. */
export function applyLook(settings: Pick<Settings, "background_color" | "text_color" | "font">): void {
  const root = document.documentElement;
  const look = {
    paper: settings.background_color,
    ink: readableInk(settings.background_color, settings.text_color),
    font: settings.font,
  };
  Object.assign(root.dataset, look);
  const paper = getComputedStyle(root).getPropertyValue("--paper").trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", paper);
  try {
    localStorage.setItem(kept, JSON.stringify(look));
  } catch {
    // Storage may be closed to us; then the paper is set a moment later, by this function.
  }
}
