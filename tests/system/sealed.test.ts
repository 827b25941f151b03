import { argon2Sync, hkdfSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bringAxe, violations } from "../browser/axe.ts";
import { desktop, launch, openContext, openProfile, type Device } from "../browser/chromium.ts";
import { openRows } from "../browser/database.ts";
import { Device as Laptop, newLearnerAt } from "../browser/device.ts";
import { forward, signIn } from "../browser/forward.ts";
import { Keyboard } from "../browser/keyboard.ts";
import { filesUnder, keptBy, leaks, listen, type Places } from "../browser/leaks.ts";
import { startServer, type Server } from "../browser/server.ts";
import { allSaved, atRest, nextScene } from "../browser/thread.ts";
import { watch, watched } from "../browser/watch.ts";

/** The first private text of the workbook, and words that are nowhere else in it. */
const first = "1.2.1.limits";
const openWords = "It was slow work and worth it";
const secret = "Zebedee owes 4711 at Käthe’s „Marzahn“ & <sons>";
const changed = "Quillon forgave the 8086 at Käthe’s";
const third = "Ottoline burnt the 5150 letters of Käthe’s";
const draft = "Half a word about Ysolde 2319 and";

let server: Server;
let profile: string;
let learner: { userId: string; cookie: string };
let context: BrowserContext;
let sent: Places;

beforeAll(async () => {
  server = await startServer();
  profile = await mkdtemp(join(tmpdir(), "dreamtree-sealed-"));
  learner = await newLearnerAt(server.url);
  await forward(server, learner, first);
});
afterAll(async () => {
  await context?.close();
  await server.remove();
  await rm(profile, { recursive: true, force: true });
});

async function visit(device: Device = desktop): Promise<Page> {
  context = await openProfile(profile, device, { serviceWorkers: "allow" });
  context.setDefaultTimeout(15_000);
  await bringAxe(context);
  await watch(context);
  await signIn(context, learner);
  sent = listen(context);
  return context.pages()[0] ?? context.newPage();
}
const field = (page: Page) => page.locator("[data-dock] textarea");
/** To the question that waits. */
async function throughBeats(page: Page, keys: Keyboard): Promise<void> {
  let scene = await nextScene(page, null);
  // A browser that does not know this learner yet shows the first page for a moment.
  while (scene.kind === "beat" || scene.kind === "landing") {
    if (scene.kind === "beat") {
      await keys.activate(page.getByRole("button", { name: /^(Continue|Go on)$/ }).last());
    }
    scene = await nextScene(page, scene);
  }
}
const row = (page: Page, id: string) => page.locator(`[id="a-${id}"]`);

async function good(page: Page): Promise<void> {
  await atRest(page);
  expect(await violations(page, true)).toEqual([]);
  const { policy, errors } = await watched(page);
  const unexpected = errors.filter((one) => !/401 \(Unauthorized\)|ERR_INTERNET_DISCONNECTED/.test(one));
  expect({ policy, errors: unexpected }).toEqual({ policy: [], errors: [] });
}

test("the keys' worker, as it is served, makes of a password what Node makes of it; the page may not", async () => {
  const browser = await launch();
  const page = await (await openContext(browser, desktop)).newPage();
  const files = (await (await fetch(`${server.url}/files.json`)).json()) as string[];
  const script = files.find((name) => name.startsWith("/workers/keys")) ?? "";
  const served = await fetch(`${server.url}${script}`);
  expect(served.headers.get("Content-Security-Policy")).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  );
  expect((await fetch(`${server.url}/workers/gone-1.js`)).status).toBe(404);
  // A page of this origin under our policy, but for Trusted Types, which know no test.
  const shell = await fetch(server.url);
  const policy = (shell.headers.get("Content-Security-Policy") ?? "").replace(
    /require-trusted-types-for.*/,
    "",
  );
  await page.route("**/empty", (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: { "Content-Security-Policy": policy },
      body: "<!doctype html><title>Empty</title>",
    }),
  );
  await page.goto(`${server.url}/empty`);
  const salt = Buffer.from("0123456789abcdef").toString("base64");
  const derived = await page.evaluate(
    async ([url, password, asked]) => {
      const worker = new Worker(url, { type: "module" });
      const answer = new Promise<{ ok: boolean; value: { auth: string; wrapping: CryptoKey } }>((resolve) =>
        worker.addEventListener("message", ({ data }) => resolve(data)),
      );
      const kdf = { alg: "argon2id", m: 32_768, t: 6, p: 1 };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the worker
      worker.postMessage({ task: "derive", given: [password, asked, kdf] });
      const { ok, value } = await answer;
      const wasm = await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(
        () => "compiled",
        (error: Error) => error.name,
      );
      return { ok, auth: value.auth, readable: value.wrapping.extractable, wasm };
    },
    [script, "caf\u0065\u0301 am Fluss", salt] as const,
  );
  const root = argon2Sync("argon2id", {
    message: "caf\u00e9 am Fluss",
    nonce: Buffer.from(salt, "base64"),
    parallelism: 1,
    tagLength: 32,
    memory: 32_768,
    passes: 6,
  });
  const auth = Buffer.from(hkdfSync("sha256", root, "", "dt/auth/v1", 32)).toString("base64");
  expect(derived).toEqual({ ok: true, auth, readable: false, wasm: "CompileError" });
  await browser.close();
});

test("a secret is typed, sent, changed and read again, and is nowhere but on the screen", async () => {
  let page = await visit();
  const keys = new Keyboard(page);
  await page.goto(server.url);
  await throughBeats(page, keys);
  const gate = page.getByRole("region", { name: "Before you write something private" });
  await gate.waitFor();
  await good(page);
  await keys.activate(gate.getByRole("button", { name: "Go on with the key in this browser" }));
  await field(page).waitFor();
  await good(page);

  await field(page).fill(secret);
  // The draft has reached the server before the answer does.
  await expect.poll(() => String(sent.get("frames sent")).includes('"t":"draft"')).toBe(true);
  await page.keyboard.press("Control+Enter");
  await row(page, first).getByText(secret).waitFor();
  await row(page, first).getByText("Private").waitFor();
  await allSaved(page);

  await row(page, first).getByRole("button", { name: "Edit" }).click();
  await row(page, first).locator("textarea").fill(changed);
  await page.keyboard.press("Control+Enter");
  await row(page, first).getByText(changed).waitFor();
  await allSaved(page);
  await good(page);

  // Another device writes over it with a key that is not here, while somebody is writing in it: they go on.
  await row(page, first).getByRole("button", { name: "Edit" }).click();
  await row(page, first).locator("textarea").fill(third);
  const laptop = new Laptop(server.url, learner.cookie);
  await laptop.connect();
  await laptop.until(() => laptop.complete);
  const value = { v: 1, iv: "AAAAAAAAAAAAAAAA", ciphertext: `${"B".repeat(127)}=` };
  const baseRev = laptop.answers.get(first)?.rev ?? 0;
  laptop.send({ t: "edit", opId: crypto.randomUUID(), blockId: first, value, baseRev });
  await laptop.until(() => laptop.unsent === 0);
  laptop.close();
  await expect.poll(() => String(sent.get("frames received")).includes(value.ciphertext)).toBe(true);
  expect(await row(page, first).locator("textarea").inputValue()).toBe(third);
  await page.keyboard.press("Control+Enter");
  const two = row(page, first).getByRole("group", { name: "Two answers to this question" });
  await two.getByText(third).waitFor();
  await good(page);
  await two.getByRole("button", { name: "Keep this one" }).click();
  await row(page, first).getByText(third).waitFor();
  await two.waitFor({ state: "detached" });
  await allSaved(page);

  // Unsent work stays behind when the browser goes.
  await keys.activate(page.locator(".row--tool").getByRole("button", { name: "Skip for now" }));
  await throughBeats(page, keys);
  await field(page).waitFor();
  await field(page).fill(draft);
  await expect
    .poll(async () => String((await keptBy(page)).get("IndexedDB dreamtree/kept")).includes("/draft/"))
    .toBe(true);
  await expect
    .poll(() => String(sent.get("frames sent")).match(/"t":"draft"/g)?.length ?? 0)
    .toBeGreaterThan(1);
  const visible = new Map([...sent, ...(await keptBy(page))]);
  // Only a worker that is through with fetching can open the page without a network.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await context.close();

  // Without a network, in a browser that was closed: it opens, for the key is here.
  page = await visit();
  await context.setOffline(true);
  await page.goto(server.url);
  await row(page, first).getByText(third).waitFor();
  await expect.poll(() => field(page).inputValue()).toBe(draft);
  await context.setOffline(false);
  const again = new Map([...sent, ...(await keptBy(page))]);
  await context.close();

  await server.stop();
  const rows = await openRows(server.state);
  const answers = rows.all("SELECT response_text FROM user_responses WHERE user_id = ?", learner.userId);
  const hashes = rows.all("SELECT hashes FROM user_responses WHERE hashes IS NOT NULL");
  rows.close();
  expect(
    answers.filter(({ response_text: text }) => String(text).startsWith('{"v":1,"iv"')).length,
  ).toBeGreaterThan(0);
  expect(hashes.length).toBeGreaterThan(0);

  const everything: Places = new Map([
    ...visible,
    ...[...again].map(([place, content]) => [`${place}, offline`, content] as const),
    ["answers", JSON.stringify(answers)],
    ["printed by the server", server.output()],
    ...(await filesUnder(server.state)),
    ...(await filesUnder(profile)),
  ]);
  // What was said in the open is found wherever it goes: the search would have found the rest.
  const found = leaks(everything, openWords).join("\n");
  for (const place of ["frames received", "IndexedDB dreamtree/kept", "answers", "/v3/d1", "/v3/do"])
    expect(found).toContain(place);
  for (const words of [secret, changed, third, draft]) expect(leaks(everything, words)).toEqual([]);
});
