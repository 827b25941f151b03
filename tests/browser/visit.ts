import { expect } from "vitest";
import type { BrowserContext, Page } from "playwright-core";
import { answer, type Said } from "./answering.ts";
import { bringAxe, violations } from "./axe.ts";
import { openProfile, type Device } from "./chromium.ts";
import { Keyboard } from "./keyboard.ts";
import { allSaved, atRest, blockNamed, nextScene, type Scene } from "./thread.ts";
import { watch, watched } from "./watch.ts";
import { whole } from "./whole.ts";

/** Someone with a browser and a keyboard, from opening the page until it is closed. */
export class Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly keys: Keyboard;
  scene: Scene | null = null;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    this.keys = new Keyboard(page);
  }

  /** @param folder the browser's profile: the same one is the same person coming back */
  static async open(folder: string, device: Device, url: string): Promise<Visit> {
    const context = await openProfile(folder, device);
    await bringAxe(context);
    await watch(context);
    const page = context.pages()[0] ?? (await context.newPage());
    if (device.slowed > 1) {
      const session = await context.newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: device.slowed });
    }
    const visit = new Visit(context, page);
    await page.goto(url);
    await visit.next();
    return visit;
  }

  /** What the page waits for next. */
  async next(): Promise<Scene> {
    this.scene = await nextScene(this.page, this.scene).catch(async (error: unknown) => {
      const shown = await this.page.locator("[data-dock], .row--tool").allInnerTexts();
      const said = `nothing came after ${JSON.stringify(this.scene)}; the focus is at ${await this.keys.focused()}`;
      throw new Error(`${said}; the page shows:\n${shown.join("\n")}`, { cause: error });
    });
    return this.scene;
  }

  async begin(): Promise<void> {
    await this.keys.activate(this.page.getByRole("button", { name: "Begin" }));
    await this.next();
  }

  /**
   * Answers whatever waits, until `until` waits.
   * @param says what is said to a placement
   * @param look at every step, before anything is done
   */
  async walk(
    says: (blockId: string) => Said,
    until: (scene: Scene) => boolean,
    look: (scene: Scene) => Promise<void> = async () => {},
  ): Promise<void> {
    for (let { scene } = this; scene !== null; scene = await this.next()) {
      await look(scene);
      if (until(scene) || scene.kind === "end") return;
      if (scene.kind === "beat") {
        await this.keys.activate(this.page.getByRole("button", { name: /^(Continue|Go on)$/ }).last());
      } else if (scene.kind !== "landing") await answer(this.keys, blockNamed(scene.id), says(scene.id));
    }
  }

  /** At every step: nothing that axe can see is wrong, and the focus is somewhere. */
  async expectGood(): Promise<void> {
    const at = await this.page.evaluate(() => document.activeElement?.tagName);
    expect(at, `focus at ${JSON.stringify(this.scene)}`).not.toBe("BODY");
    await this.expectAccessible();
  }

  /** A page that has just been loaded: the focus is nowhere yet. */
  async expectAccessible(): Promise<void> {
    await atRest(this.page);
    // Long threads take axe seconds: what it has passed it sees again where the learner rests, and in the proof.
    const { scene } = this;
    const goesOn =
      scene?.kind === "beat"
        ? blockNamed(scene.id).beat !== "rest"
        : scene?.kind === "question" || scene?.kind === "tool";
    const all = whole || !goesOn;
    expect(await violations(this.page, all), `axe at ${JSON.stringify(this.scene)}`).toEqual([]);
  }

  /** What nobody asked for did not happen. @param expected console errors that belong to the test */
  async expectQuiet(...expected: RegExp[]): Promise<void> {
    const { lostFocus, policy, errors } = await watched(this.page);
    // Asking whether there is a session is how a first visit begins; the browser logs every 401.
    const unexpected = errors.filter(
      (one) => ![/401 \(Unauthorized\)/, ...expected].some((like) => like.test(one)),
    );
    expect({ lostFocus, policy, errors: unexpected }).toEqual({ lostFocus: [], policy: [], errors: [] });
  }

  saved(): Promise<unknown> {
    return allSaved(this.page);
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
