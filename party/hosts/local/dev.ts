import { spawn } from "node:child_process";
import { exited, quietEnvironment } from "./run.ts";
import { serve } from "./serve.ts";
import { localSettings } from "./settings.ts";

/** `npm run dev`: the worker reloads itself, and vite serves the web app with hot reload in front of it. */
async function main(): Promise<number> {
  const webPort = Number(process.env["WEB_PORT"] ?? 5173);
  const origin = `http://localhost:${webPort}`;
  const settings = localSettings({ ...process.env, ALLOWED_ORIGINS: origin, PUBLIC_ORIGIN: origin });
  const server = await serve(settings);
  const env = { ...quietEnvironment, PORT: String(settings.port) };
  const web = spawn("vite", ["web", "--port", String(webPort), "--strictPort"], { env, stdio: "inherit" });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      web.kill("SIGTERM");
      server.kill("SIGTERM");
    });
  }
  return Promise.race([exited(server), exited(web)]);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
