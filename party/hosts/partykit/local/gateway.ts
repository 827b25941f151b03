import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { prepareDatabase, writeVariables } from "../../local/prepare.ts";
import { ready, wranglerDev } from "../../local/serve.ts";
import type { LocalSettings } from "../../local/settings.ts";
import { D1AccessError, readD1Access, remoteD1, type D1Access } from "../d1.ts";

const ours = "party/hosts/partykit/gateway/wrangler.toml";

/**
 * The D1 that a party on this machine writes to: the one that `D1_URL` and `D1_TOKEN` name, or else the local one
 * behind a gateway of its own, under a token that is made for this run.
 * @throws one line that names the variable
 */
export async function d1For(
  settings: LocalSettings,
  env: NodeJS.ProcessEnv,
  port: number,
): Promise<{ access: D1Access; gateway: ChildProcess | null }> {
  if (env["D1_URL"] !== undefined || env["D1_TOKEN"] !== undefined) {
    const access = readD1Access(env);
    await probe(access);
    return { access, gateway: null };
  }
  await prepareDatabase(settings);
  const token = randomBytes(32).toString("hex");
  const access = { D1_URL: `http://127.0.0.1:${port}/accounts/local/d1/database/dreamtree`, D1_TOKEN: token };
  const variables = await writeVariables(settings.state, "gateway.env", { D1_TOKEN: token });
  const gateway = wranglerDev(port, settings.state, variables, "-c", ours);
  await ready(gateway, "the D1 gateway", () => probe(access).then(() => true));
  return { access, gateway };
}

/** @throws one line, where nothing is to be had with this */
async function probe(access: D1Access): Promise<void> {
  try {
    await remoteD1(access, () => undefined)
      .prepare("SELECT 1")
      .first();
  } catch (error) {
    if (error instanceof D1AccessError) throw error;
    throw new Error(`environment variable D1_URL: no D1 API answers at ${access.D1_URL}`, { cause: error });
  }
}
