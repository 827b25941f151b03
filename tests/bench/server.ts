import { build } from "esbuild";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { convertV4MiniflareOptions, Miniflare, NoOpLog, type V4MiniflareOptions } from "miniflare";
import { prepareControl, prepareSynthetic, prepareWorkbook } from "./database.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const mains = {
  dreamtree: here("./worker/dreamtree.ts"),
  control: here("./worker/control.ts"),
};
/** As in `wrangler.toml`. */
const compatibilityDate = "2026-10-01";
const compatibilityFlags = ["no_web_socket_compression"];

export interface Server {
  /** The worker as it is shipped, the one with the generated workbook, and the bare control, each at its own socket. */
  readonly dreamtree: URL;
  readonly synthetic: URL;
  readonly control: URL;
  stop(): Promise<void>;
}

async function bundled(main: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [main],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`${main} gave nothing`);
  return file.text;
}

/** workerd itself, without wrangler's proxy and without Miniflare's: each worker has a socket of its own. */
export async function startServer(): Promise<Server> {
  const state = await mkdtemp(join(tmpdir(), "dreamtree-bench-"));
  const [dreamtree, control] = await Promise.all([bundled(mains.dreamtree), bundled(mains.control)]);
  const worker = (name: "dreamtree" | "synthetic") => ({
    name,
    modules: [{ type: "ESModule" as const, path: `${name}.mjs`, contents: dreamtree }],
    compatibilityDate,
    compatibilityFlags,
    bindings: {
      ENVIRONMENT: "development",
      PEPPER_SOURCE: "a pepper for the bench, 32 characters or more",
      SESSIONS_PER_HOUR: "1000000",
      BENCH_WORKBOOK: name === "synthetic" ? "generated" : "shipped",
    },
    d1Databases: { DB: name === "synthetic" ? "synthetic" : "bench" },
    durableObjects: {
      WORKBOOK: { className: "Workbook", useSQLite: true },
      GATE: { className: "Gate", useSQLite: true },
      LIVE: { className: "Live", useSQLite: true },
    },
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  });
  const v4: V4MiniflareOptions = {
    log: new NoOpLog(),
    // The bench stops objects, and workerd and the worker say so at length.
    handleStructuredLogs: () => {},
    resourcePersistencePath: state,
    telemetry: { enabled: false },
    workers: [
      worker("dreamtree"),
      worker("synthetic"),
      {
        name: "control",
        modules: [{ type: "ESModule", path: "control.mjs", contents: control }],
        compatibilityDate,
        compatibilityFlags,
        d1Databases: { DB: "bench" },
        durableObjects: { CONTROL: { className: "Control", useSQLite: true } },
        unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
      },
    ],
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(v4));
  const stop = async () => {
    await miniflare.dispose();
    await rm(state, { recursive: true, force: true });
  };
  try {
    await miniflare.ready;
    await prepareWorkbook(await miniflare.getD1Database("DB", "dreamtree"));
    await prepareControl(await miniflare.getD1Database("DB", "control"));
    await prepareSynthetic(await miniflare.getD1Database("DB", "synthetic"));
    return {
      dreamtree: await miniflare.unsafeGetDirectURL("dreamtree"),
      synthetic: await miniflare.unsafeGetDirectURL("synthetic"),
      control: await miniflare.unsafeGetDirectURL("control"),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
