import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What the D1 API may do, seen from the party. `lost` does it, and nobody hears. */
export const d1Faults = ["400", "500", "garbage", "slow", "hangs", "none", "lost"] as const;
export type D1Fault = (typeof d1Faults)[number];

export interface FlakyD1 {
  readonly url: string;
  /** What it does from now on. */
  fault: D1Fault | "ok";
  /** How many requests it had. */
  asked: number;
  close(): void;
}

const slowMs = 4_000;

/** Stands before a D1 gateway and fails as it is told. @param target the gateway's database, as `D1_URL` names it */
export async function flakyBefore(target: string): Promise<FlakyD1> {
  const held = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    flaky.asked += 1;
    held.add(response);
    response.on("close", () => held.delete(response));
    answer(request, response, flaky.fault).catch(() => response.destroy());
  });

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    fault: D1Fault | "ok",
  ): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    if (fault === "none") return void response.destroy();
    if (fault === "hangs") return;
    if (fault === "garbage") return void response.end("<html>Welcome</html>");
    if (fault === "400" || fault === "500") {
      const told = { success: false, errors: [{ code: 7500, message: "secret-of-the-store" }], result: null };
      return void response.writeHead(Number(fault)).end(JSON.stringify(told));
    }
    if (fault === "slow") await new Promise((resolve) => setTimeout(resolve, slowMs));
    const { pathname } = new URL(target);
    const { status, text } = await fetch(target.replace(pathname, request.url ?? ""), {
      method: request.method ?? "POST",
      headers: { Authorization: request.headers.authorization ?? "", "Content-Type": "application/json" },
      body,
    }).then(async (answered) => ({ status: answered.status, text: await answered.text() }));
    if (fault === "lost") return void response.destroy();
    response.writeHead(status, { "Content-Type": "application/json" }).end(text);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const flaky: FlakyD1 = {
    url: target.replace(new URL(target).host, `127.0.0.1:${port}`),
    fault: "ok",
    asked: 0,
    close() {
      held.forEach((response) => response.destroy());
      server.close();
    },
  };
  return flaky;
}
