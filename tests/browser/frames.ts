import type { InstanceTool } from "../../shared/protocol/client.ts";
import { Device } from "./device.ts";

/** A device of somebody who writes `tool` frames by hand, and what it is told: "taken", or the refusal's code and path. */
export async function handOf(url: string, { cookie }: { readonly cookie: string }) {
  const device = new Device(url, cookie);
  await device.connect();
  await device.until(() => device.complete);
  return {
    device,
    async tool(
      tool: InstanceTool,
      value: unknown,
      at: { readonly instanceId?: string; readonly baseRev?: number } = {},
    ): Promise<string> {
      const opId = crypto.randomUUID();
      const { instanceId = crypto.randomUUID(), baseRev = 0 } = at;
      device.send({ t: "tool", opId, tool, instanceId, baseRev, value });
      await device.until(() => device.refused.has(opId) || device.acked.has(opId));
      return device.refused.get(opId) ?? "taken";
    },
  };
}
