import type { Locator, Page } from "playwright-core";

/** Someone without a mouse: everything is reached with Tab and the arrows, and typed. */
export class Keyboard {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async press(key: string, times = 1): Promise<void> {
    // Nobody presses a key before they have seen what the last one did: what was lost then is lost.
    await this.page.evaluate(() => window.watched?.lookForFocus());
    for (let i = 0; i < times; i += 1) await this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Tabs, forward or back, until the focus is on it. @throws when it cannot be reached that way */
  async to(target: Locator, most = 150): Promise<void> {
    await target.waitFor();
    for (let i = 0; i <= most; i += 1) {
      const where = await target.evaluate((element) => {
        const at = document.activeElement;
        if (at === element) return "here";
        if (at === null || at === document.body) return "Tab";
        return at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab";
      });
      if (where === "here") return;
      await this.press(where);
    }
    throw new Error(`the keyboard does not reach ${target.toString()}; it is at ${await this.focused()}`);
  }

  /** Goes to a button, a link or a radio and presses it. */
  async activate(target: Locator): Promise<void> {
    await this.to(target);
    await this.press("Enter");
  }

  /** What has the focus, in a few words. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const at = document.activeElement;
      if (at === null) return "nothing";
      const name = at.getAttribute("aria-label") ?? at.textContent.trim().slice(0, 40);
      return `${at.tagName.toLowerCase()}${at.id === "" ? "" : `#${at.id}`} ${name}`.trim();
    });
  }
}
