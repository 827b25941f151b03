import { spawn, type ChildProcess } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { localVariables } from "../../local/prepare.ts";
import { exited, quietEnvironment, run } from "../../local/run.ts";
import { ready } from "../../local/serve.ts";
import { localSettings, type LocalSettings } from "../../local/settings.ts";
import type { D1Access } from "../d1.ts";
import { d1For } from "./gateway.ts";
import { makeSite } from "./site.ts";

/** `npm run partykit`: the same party under `partykit dev`, with the web app, at one address, without an account. */
async function main(): Promise<number> {
  const settings = localSettings(process.env);
  if (!process.argv.includes("--no-build")) {
    console.log("Building the web app …");
    await run("vite", ["build", "web"]);
  }
  const { access, gateway } = await d1For(settings, process.env, await freePort());
  const party = await serveParty(settings, access).catch((error: unknown) => {
    gateway?.kill("SIGTERM");
    throw error;
  });
  console.log(`\nDreamTree is at http://localhost:${settings.port}\n`);
  const all = gateway === null ? [party] : [party, gateway];
  const stop = () => all.forEach((child) => child.kill("SIGTERM"));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
  const code = await Promise.race(all.map(exited));
  stop();
  return code;
}

async function serveParty(settings: LocalSettings, access: D1Access): Promise<ChildProcess> {
  const { port, state } = settings;
  const site = join(state, "partykit-site");
  await makeSite(site);
  const party = JSON.parse(await readFile("partykit.json", "utf8")) as Record<string, unknown>;
  const config = {
    ...party,
    main: resolve(String(party["main"])),
    parties: Object.fromEntries(
      Object.entries(party["parties"] as Record<string, string>).map(([name, path]) => [name, resolve(path)]),
    ),
    serve: { path: site },
    persist: join(state, "partykit"),
    vars: { ...(await localVariables(settings)), ...access },
  };
  // Not on the command line, which everybody on the machine can read.
  const file = join(state, "partykit.json");
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  const command = ["dev", "-c", file, "--port", String(port), "--disable-request-cf-fetch", "--no-hotkeys"];
  const child = spawn(
    "node",
    [
      "--import",
      resolve("party/hosts/partykit/local/loopback.ts"),
      resolve("node_modules/partykit/dist/bin.mjs"),
      ...command,
    ],
    { env: quietEnvironment, stdio: ["ignore", "inherit", "inherit"] },
  );
  await ready(child, "partykit dev", async () => (await fetch(`http://localhost:${port}/healthz`)).ok);
  return child;
}

/** A port that is free now. */
function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? done(address.port) : failed()));
    });
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
