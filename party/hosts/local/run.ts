import { spawn, type ChildProcess } from "node:child_process";

/** wrangler asks the network for figures, for its own news and where it is; offline that costs time and looks like an error. */
export const quietEnvironment = {
  ...process.env,
  WRANGLER_SEND_METRICS: "false",
  NO_UPDATE_NOTIFIER: "1",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  CI: "1",
};

/** Runs a command to its end, in this folder or in `cwd`. @throws with what it printed when it fails. */
export function run(command: string, args: readonly string[], cwd = "."): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: quietEnvironment, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(" ")}\n${output}`));
    });
  });
}

/** Resolves with the exit code. */
export const exited = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 0)));
