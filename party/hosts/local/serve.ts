import { spawn, type ChildProcess } from "node:child_process";
import { prepareDatabase, prepareSecrets } from "./prepare.ts";
import { quietEnvironment } from "./run.ts";
import type { LocalSettings } from "./settings.ts";

/** Starts workerd with everything at one address; resolves when it answers. */
export async function serve(settings: LocalSettings): Promise<ChildProcess> {
  await prepareDatabase(settings);
  const secrets = await prepareSecrets(settings);
  const child = spawn(
    "wrangler",
    [
      "dev",
      "--port",
      String(settings.port),
      "--ip",
      "127.0.0.1",
      "--inspector-port",
      "0",
      "--persist-to",
      settings.state,
      "--env-file",
      secrets,
      "--show-interactive-dev-session=false",
      "--log-level",
      "warn",
    ],
    { env: quietEnvironment, stdio: ["ignore", "inherit", "inherit"] },
  );
  const stopped = new Promise<never>((_resolve, reject) => {
    child.on("exit", (code) =>
      reject(new Error(`the server stopped before it was ready (${code ?? "signal"})`)),
    );
  });
  await Promise.race([answers(settings.port), stopped]);
  return child;
}

/** Asks for the health page until it comes; gives up after a minute. */
async function answers(port: number): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const ok = await fetch(`http://localhost:${port}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing answers on port ${port}`);
}
