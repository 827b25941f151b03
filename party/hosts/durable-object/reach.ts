import { getServerByName } from "partyserver";
import type { Reach } from "../inside.ts";
import type { Env } from "./env.ts";

/** Objects by their names, through Cloudflare's bindings. */
export const reachOf = ({ WORKBOOK, LIVE }: Pick<Env, "WORKBOOK" | "LIVE">): Reach => ({
  async workbook(userId, path, asked) {
    const object = await getServerByName(WORKBOOK, userId);
    return object.fetch(new Request(`https://object${path}`, asked));
  },
  live: (liveId, path, asked) => LIVE.getByName(liveId).fetch(new Request(`https://object${path}`, asked)),
});
