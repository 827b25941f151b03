import { spawn, type ChildProcess } from "node:child_process";
import { localVariables, prepareDatabase, writeVariables } from "./prepare.ts";
import { quietEnvironment } from "./run.ts";
import type { LocalSettings } from "./settings.ts";

/** Starts workerd with everything at one address; resolves when it answers. */
export async function serve(settings: LocalSettings): Promise<ChildProcess> {
  await prepareDatabase(settings);
  const { state, port } = settings;
  const child = wranglerDev(
    port,
    state,
    await writeVariables(state, "worker.env", await localVariables(settings)),
  );
  await ready(child, "the server", async () => (await fetch(`http://localhost:${port}/healthz`)).ok);
  return child;
}

/** @param more options of `wrangler dev` */
export function wranglerDev(port: number, state: string, variables: string, ...more: string[]): ChildProcess {
  const own = ["--port", String(port), "--ip", "127.0.0.1", "--inspector-port", "0", "--persist-to", state];
  const quiet = ["--env-file", variables, "--show-interactive-dev-session=false", "--log-level", "warn"];
  return spawn("wrangler", ["dev", ...more, ...own, ...quiet], {
    env: quietEnvironment,
    stdio: ["ignore", "inherit", "inherit"],
  });
}

const patienceMs = 60_000;

/** Resolves when it answers. @throws when it stops before, or after a minute */
export async function ready(
  child: ChildProcess,
  what: string,
  answers: () => Promise<boolean>,
): Promise<void> {
  const stopped = new Promise<never>((_resolve, reject) => {
    child.on("exit", (code) =>
      reject(new Error(`${what} stopped before it was ready (${code ?? "signal"})`)),
    );
  });
  const until = Date.now() + patienceMs;
  const asked = async () => {
    while (Date.now() < until) {
      if (await answers().catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${what} does not answer`);
  };
  await Promise.race([asked(), stopped]);
}
