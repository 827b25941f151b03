import { Hono } from "hono";
import { moduleIdOf } from "../../../shared/content/where.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";

/** A release never changes: browsers and caches may keep it for ever (protocol section 4). */
const immutable = "public, max-age=31536000, immutable";

/** The public workbook: every block without anybody's data. */
export function contentRoutes({ releases }: Services): Hono {
  const app = new Hono();

  app.get("/content/:version/:what", (context) => {
    const stem = releases.at(Number(context.req.param("version")));
    const what = context.req.param("what");
    if (stem === undefined) return errorResponse(context, "not_found", "This version is not here");
    const { version, complete, outline, tools, types, retired, skills, practices } = stem.release;
    const modules = stem.modules.map((module) => module.id);
    context.header("Cache-Control", immutable);
    if (what === "index")
      return context.json({ version, complete, outline, tools, types, modules, retired, practices });
    if (what === "skills") return context.json({ version, skills });
    if (!modules.includes(what)) {
      context.header("Cache-Control", "no-store");
      return errorResponse(context, "not_found", "There is no such module");
    }
    return context.json({
      version,
      module: what,
      blocks: stem.blocks.filter((block) => moduleIdOf(block) === what),
    });
  });

  return app;
}
