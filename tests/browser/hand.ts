import type { Locator, Page } from "playwright-core";
import { Keyboard } from "./keyboard.ts";

/** How somebody works a tool: with keys alone, or with a finger alone. */
export interface Hand {
  readonly page: Page;
  press(target: Locator): Promise<void>;
  write(target: Locator, text: string): Promise<void>;
  /** In a native menu. */
  choose(menu: Locator, option: string): Promise<void>;
  /** What comes first when it is searched for. */
  find(search: Locator, text: string, first: Locator): Promise<void>;
  /** One of a group, by its place in it. */
  pick(radios: Locator, place: number): Promise<void>;
}

export function byKeys(page: Page): Hand {
  const keys = new Keyboard(page);
  return {
    page,
    press: (target) => keys.activate(target),
    async write(target, text) {
      await keys.to(target);
      await keys.press("Control+a");
      await keys.type(text);
    },
    async choose(menu, option) {
      await keys.to(menu);
      await keys.type(option);
    },
    async find(search, text, first) {
      await keys.to(search);
      await keys.type(text);
      await first.waitFor();
      await keys.press("Enter");
      await keys.press("Escape");
    },
    async pick(radios, place) {
      // Tab stops at the one that is chosen, else at the first.
      await keys.to(radios.and(page.locator('[tabindex="0"]')));
      await keys.press("Home");
      await keys.press("ArrowDown", place);
      await keys.press("Space");
    },
  };
}

export const byFinger = (page: Page): Hand => ({
  page,
  press: (target) => target.tap(),
  async write(target, text) {
    await target.tap();
    await target.fill(text);
  },
  async choose(menu, option) {
    await menu.selectOption({ label: option });
  },
  async find(search, text, first) {
    await search.fill(text);
    await first.tap();
  },
  pick: (radios, place) => radios.nth(place).tap(),
});
