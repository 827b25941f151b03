import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newLearnerAt } from "../browser/device.ts";
import { freePort } from "../browser/server.ts";

/* `npm start` as its README says it: the port, the folder, and that a SIGTERM to npm ends all of it. */

const answers = (url: string) =>
  fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

test("it serves at PORT, keeps in DREAMTREE_STATE, and on SIGTERM nothing of it is left; started again, it knows everybody", async () => {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const state = await mkdtemp(join(tmpdir(), "dreamtree-start-"));
  let cookie = "";
  for (const round of ["first", "again"]) {
    const env = { ...process.env, PORT: String(port), DREAMTREE_STATE: state };
    const npm = spawn("npm", ["start", "--", "--no-build"], { env, stdio: "ignore" });
    const ended = new Promise((resolve) => npm.on("exit", resolve));
    await expect.poll(() => answers(url), { timeout: 60_000 }).toBe(true);
    if (round === "first") ({ cookie } = await newLearnerAt(url));
    const { status } = await fetch(`${url}/api/session`, { headers: { Cookie: cookie } });
    expect([round, status]).toEqual([round, 200]);
    npm.kill("SIGTERM");
    await ended;
    await expect.poll(() => answers(url)).toBe(false);
  }
  expect(await readdir(state)).toContain("v3");
  await rm(state, { recursive: true, force: true });
});
