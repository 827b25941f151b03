import type { Browser, BrowserContext, Page } from "playwright-core";
import { good, heading, newestLink, press } from "./accountPages.ts";
import { bringAxe } from "./axe.ts";
import { desktop, openContext, type Device } from "./chromium.ts";
import { newLearnerAt } from "./device.ts";
import { signIn } from "./forward.ts";
import type { Server } from "./server.ts";
import { watch } from "./watch.ts";

/* What journeys through live sessions do: people with a browser each, and learners who are only there. */

export const member = (page: Page, alias: string) =>
  page.locator(".roster tbody tr").filter({ hasText: alias });
/** The thread that is read beside the room. */
export const side = (page: Page) => page.locator(".cockpit__watch");

/** Everybody with a browser context of their own. */
export class People {
  readonly contexts: BrowserContext[] = [];
  readonly #server: Server;
  readonly #browser: Browser;

  constructor(server: Server, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  async newPerson(device: Device = desktop): Promise<Page> {
    const context = await openContext(this.#browser, device);
    this.contexts.push(context);
    await bringAxe(context);
    await watch(context);
    await countTaps(context);
    return context.newPage();
  }

  /** Somebody with an account and a confirmed address. */
  async account(email: string): Promise<Page> {
    const { url } = this.#server;
    const page = await this.newPerson();
    await signIn(page.context(), await newLearnerAt(url));
    await page.goto(`${url}/account/claim`);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("eleven kites over the pier");
    await press(page, "Make the account");
    await page.goto(await newestLink(this.#server, email, "/account/confirm"));
    await press(page, "Yes, this is my address");
    await heading(page, "Confirmed");
    return page;
  }

  /** @returns the address of the cockpit, and the code */
  async opened(
    page: Page,
    how: { modules?: readonly string[]; waitingRoom?: boolean } = {},
  ): Promise<{ cockpit: string; code: string }> {
    await page.goto(`${this.#server.url}/live`);
    await page.getByLabel("What it is called").fill("Thursday group");
    await page.getByLabel("Your name, as learners know you").fill("Maria");
    for (const module of how.modules ?? []) await page.getByLabel(new RegExp(`^${module}\\b`)).check();
    await page.getByText("Guided").click();
    if (how.waitingRoom === true) await page.getByText("Let people in one by one").click();
    await good(page, "live-open");
    await press(page, "Open it");
    await heading(page, "Thursday group");
    const shown = (await page.locator(".cockpit__code > button").first().textContent()) ?? "";
    await page.getByText("Nobody is here yet").waitFor();
    return { cockpit: page.url(), code: shown.replaceAll(/\s/g, "") };
  }

  /** The code is scanned, a name is typed, and it is agreed. */
  async join(page: Page, code: string, alias: string): Promise<void> {
    await page.goto(`${this.#server.url}/join#${code}`);
    await heading(page, "Thursday group");
    await page.getByText("Maria (harbour.example)").first().waitFor();
    const touch = await page.evaluate(() => navigator.maxTouchPoints > 0);
    const name = page.getByLabel("Your name here");
    const agree = page.getByRole("button", { name: "Agree and join" });
    await (touch ? name.tap() : name.click());
    await page.keyboard.type(alias);
    if (alias === "Heron") await good(page, "join");
    await (touch ? agree.tap() : agree.click());
    await page.locator(".live").getByText("Thursday group").first().waitFor();
  }

  async close(): Promise<void> {
    await Promise.all(this.contexts.map((one) => one.close()));
  }
}

/** A learner without a browser, who joins by the protocol. @returns whose cookie it is */
export async function joinedByProtocol(
  { url }: Pick<Server, "url">,
  code: string,
  alias: string,
): Promise<{ cookie: string }> {
  const { cookie } = await newLearnerAt(url);
  const post = async (path: string, body: object) => {
    const headers = {
      "Content-Type": "application/json",
      Origin: url,
      Cookie: cookie,
      "Idempotency-Key": crypto.randomUUID(),
    };
    const response = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<unknown>;
  };
  const { consent } = (await post("/api/live/look", { code })) as { consent: { id: string } };
  await post("/api/live/join", { code, alias, consent: consent.id });
  return { cookie };
}

/** Counts what the person at this browser taps or clicks, over every page that they come through. */
async function countTaps(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    addEventListener(
      "click",
      ({ isTrusted }) => {
        if (!isTrusted) return;
        sessionStorage.setItem("taps", String(Number(sessionStorage.getItem("taps") ?? 0) + 1));
      },
      { capture: true },
    );
  });
}

export const taps = (page: Page): Promise<number> =>
  page.evaluate(() => Number(sessionStorage.getItem("taps") ?? 0));
