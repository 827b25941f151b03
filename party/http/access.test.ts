import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { servicesOf } from "../hosts/durable-object/services.ts";
import { frameRows } from "../testing/access/frames.ts";
import { newOwner, newStranger, ownersSecret, type Persona } from "../testing/access/personas.ts";
import { expected, strangers, type AccessRow } from "../testing/access/row.ts";
import { accessRows } from "../testing/access/rows.ts";
import { fetchWorker, origin } from "../testing/client.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { newTestLearner } from "../testing/learner.ts";
import { everythingOf } from "../testing/rows.ts";
import { httpApp } from "./app.ts";
import { socketRoutes } from "./socket/routes.ts";

/* The access matrix (security 3: IDOR): every route × everybody, generated from the routes themselves. */

beforeAll(seedTestWorkbook);

const routesOf = (app: { routes: { method: string; path: string }[] }) =>
  [...new Set(app.routes.map(({ method, path }) => `${method} ${path}`))].toSorted();

/** What has no row: middleware and the page, which know nobody; the sockets, which have tests of their own. */
const unlisted = new Set(["ALL /*", "ALL /api/*", "ALL /ws", "ALL /ws/*", "GET /*"]);
/** `party/hosts/durable-object/trust.test.ts` and `party/workbook/observer.test.ts` ask these as everybody. */
const sockets = ["ALL /*", "GET /ws", "GET /ws/live/:liveId", "GET /ws/observe/:participantId"];

test("every route has a row, and every row a route", () => {
  const routes = routesOf(httpApp(servicesOf(env))).filter((route) => !unlisted.has(route));
  expect(routes).toEqual(Object.keys(accessRows).toSorted());
  expect(routesOf(socketRoutes(servicesOf(env)))).toEqual(sockets);
});

test("a row whose address has a parameter says what it names", () => {
  for (const [route, row] of Object.entries(accessRows)) {
    expect([route, route.includes("/:")]).toEqual([route, row.make !== undefined]);
    if (row.scope === "named") expect(route).toContain("/:");
  }
});

async function ask(route: string, row: AccessRow, asker: Persona, name: string) {
  const [method = "GET", path = ""] = route.split(" ");
  const { body, headers } = row.call?.(name, asker) ?? {};
  const writes = method !== "GET";
  const response = await fetchWorker(path.replaceAll(/:[a-zA-Z]+/g, encodeURIComponent(name)), {
    method,
    headers: {
      Cookie: asker.cookie,
      ...(writes ? { Origin: origin, "Content-Type": "application/json" } : {}),
      ...headers,
    },
    ...(writes ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  return { status: response.status, text: await response.text() };
}

test.each(Object.entries(accessRows))("%s", async (route, row) => {
  const statuses = expected(row);
  const owner = await newOwner();
  const name = (await row.make?.(owner)) ?? "";
  for (const who of strangers) {
    const stranger = await newStranger[who]();
    const answer = await ask(route, row, stranger, name);
    expect([who, answer.status]).toEqual([who, statuses[who]]);
    expect(answer.text).not.toContain(ownersSecret);
    expect(answer.text).not.toContain(owner.userId);
    if (row.scope !== "named" || who === "signedOut") continue;
    // What is somebody else's looks exactly like what is not there.
    expect(await ask(route, row, stranger, crypto.randomUUID())).toEqual(answer);
  }
  // Nothing has happened to it: the owner still gets it.
  expect((await ask(route, row, owner, name)).status).toBe(statuses.owner);
});

test.each(Object.entries(frameRows))("frame %s: owners may, observers may not write", async (t, row) => {
  const learner = await newTestLearner();
  const owner = await learner.device();
  const watcher = await learner.observer(["1.1"]);
  await watcher.hello();
  // That they watch is noted.
  await learner.heal();
  const before = await everythingOf(learner.userId);
  watcher.send({ t, ...row.frame() });
  // Frames are handled in order: once this one is refused, the one before it has been dealt with.
  expect(await watcher.skip("1.0.0.mood")).toMatchObject({ code: "readonly" });
  expect(watcher.all("nack")).toHaveLength(row.observers ? 1 : 2);
  expect(await everythingOf(learner.userId)).toBe(before);
  owner.send({ t, ...row.frame() });
  expect(await owner.skip("no.such.block")).toMatchObject({ code: "unknown_block" });
  const refusals = owner.all("nack").map(({ code }) => code);
  expect(refusals).not.toContain("readonly");
  expect(refusals).not.toContain("invalid");
  expect(owner.isClosed).toBe(false);
});
