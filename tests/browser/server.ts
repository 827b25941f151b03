import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rename, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { madeFrom, prepareDatabase } from "../../party/hosts/local/prepare.ts";
import { run } from "../../party/hosts/local/run.ts";
import { localSettings } from "../../party/hosts/local/settings.ts";

/** The real thing as `npm start` runs it, on a port and a state folder of its own. */
export interface Server {
  readonly url: string;
  readonly port: number;
  /** Where D1 and the objects are. */
  readonly state: string;
  /** What it printed so far. */
  output(): string;
  /** SIGTERM, as an operator stops it. */
  stop(): Promise<void>;
  /** SIGKILL to every process of it, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Again, on the same port and state. */
  start(): Promise<void>;
  /** Stops it and takes its state away. */
  remove(): Promise<void>;
}

/** What starts each host; `DREAMTREE_HOST` chooses where a test does not. */
const hosts = {
  wrangler: "party/hosts/local/start.ts",
  partykit: "party/hosts/partykit/local/start.ts",
} as const;
export type Host = keyof typeof hosts;
const chosen: Host = process.env["DREAMTREE_HOST"] === "partykit" ? "partykit" : "wrangler";

interface Start {
  /** The project it runs: this one, or a copy (`edition.ts`). */
  readonly root?: string;
  readonly host?: Host;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startServer({
  root = ".",
  host = chosen,
  environment = {},
}: Start = {}): Promise<Server> {
  await builtPage();
  const port = await freePort();
  const state = await templateState();
  let child: ChildProcess | null = null;
  let printed = "";

  async function start(): Promise<void> {
    const started = spawn("tsx", [hosts[host], "--no-build"], {
      cwd: root,
      env: {
        ...process.env,
        ...environment,
        PORT: String(port),
        DREAMTREE_STATE: state,
        SESSIONS_PER_HOUR: "100000",
      },
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own: wrangler starts workerd, and both must end with it.
      detached: true,
    });
    child = started;
    const ready = new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        printed += chunk.toString();
        if (printed.slice(from).includes(`http://localhost:${port}`)) resolve();
      };
      const from = printed.length;
      started.stdout?.on("data", hear);
      started.stderr?.on("data", hear);
      started.on("exit", (code) => reject(new Error(`the server stopped (${code})\n${printed}`)));
    });
    await ready;
  }

  /** Every process of the group, and waits until the first of them is gone. */
  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const ending = child;
    child = null;
    if (ending?.pid === undefined || ending.exitCode !== null) return;
    const group = -ending.pid;
    const exited = new Promise((resolve) => ending.on("exit", resolve));
    if (signal === "SIGTERM") ending.kill("SIGTERM");
    else process.kill(group, "SIGKILL");
    await exited;
    // What does not follow a SIGTERM is not left behind.
    if (signal === "SIGTERM" && isAlive(group)) process.kill(group, "SIGKILL");
  }

  await start();
  const server: Server = {
    url: `http://localhost:${port}`,
    port,
    state,
    output: () => printed,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    start,
    async remove() {
      await end("SIGTERM");
      await rm(state, { recursive: true, force: true });
    },
  };
  return server;
}

function isAlive(group: number): boolean {
  try {
    process.kill(group, 0);
    return true;
  } catch {
    return false;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject()));
    });
  });
}

/** A migrated and seeded state folder of one's own. */
export async function templateState(): Promise<string> {
  const state = await mkdtemp(join(tmpdir(), "dreamtree-state-"));
  await cp(await template(), state, { recursive: true });
  return state;
}

/**
 * A migrated and seeded state to copy from, so that each test file need not make its own. Other checkouts on this
 * machine have theirs, and so has every other content.
 */
async function template(): Promise<string> {
  const hash = createHash("sha256")
    .update(process.cwd())
    .update(await madeFrom());
  const state = join(tmpdir(), `dreamtree-template-${hash.digest("hex").slice(0, 12)}`);
  if (existsSync(state)) return state;
  // Made aside and moved into its place: two test files may begin at once, and one may be killed on the way.
  const aside = await mkdtemp(`${state}-`);
  await prepareDatabase(localSettings({ DREAMTREE_STATE: aside }));
  await rename(aside, state).catch(() => rm(aside, { recursive: true, force: true }));
  return state;
}

let built: Promise<unknown> | null = null;

/**
 * `npm test` has built the page before; alone, a test builds it where it is not there.
 * @returns the folder it is in
 */
export async function builtPage(): Promise<string> {
  built ??= existsSync("web/dist/index.html") ? Promise.resolve() : run("vite", ["build", "web"]);
  await built;
  return "web/dist";
}
