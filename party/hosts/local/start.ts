import { exited, run } from "./run.ts";
import { serve } from "./serve.ts";
import { localSettings } from "./settings.ts";

/** `npm start`: builds the web app, prepares the local database, serves everything at one address. */
async function main(): Promise<number> {
  const settings = localSettings(process.env);
  if (!process.argv.includes("--no-build")) {
    console.log("Building the web app …");
    await run("vite", ["build", "web"]);
  }
  const server = await serve(settings);
  console.log(`\nDreamTree is at http://localhost:${settings.port}\n`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => server.kill("SIGTERM"));
  return exited(server);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
