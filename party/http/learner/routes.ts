import { Hono, type Context } from "hono";
import * as z from "zod/mini";
import { skillCategories, type SkillCategory } from "../../../shared/content/block.ts";
import type { Skill } from "../../../shared/content/release.ts";
import { indexSkills, searchSkills, type SkillIndex } from "../../../shared/tools/skill_tagger/search.ts";
import type { Ask } from "../../workbook/asks.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { asked, zoneOf } from "./ask.ts";

const newSkill = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  category: z._default(z.nullable(z.enum(skillCategories)), null),
});

/** Learner-scoped reads and writes, answered by the learner's object from its own state (protocol section 4). */
export function learnerRoutes(services: Services): Hono {
  const app = new Hono();
  let index: SkillIndex | undefined;
  const hits = (query: string, category: SkillCategory | undefined): readonly Skill[] => {
    index ??= indexSkills(services.releases.newest().release.skills);
    return searchSkills(index, query, category ?? "transferable").map(({ skill }) => skill);
  };

  const ask = (context: Context, question: Ask) => asked(context, services, question);

  app.get("/progress", (context) => ask(context, { ask: "progress" }));
  app.get("/outline", (context) => ask(context, { ask: "outline" }));
  app.get("/tools", (context) => ask(context, { ask: "tools" }));
  app.get("/tools/:name", (context) => ask(context, { ask: "tool", name: context.req.param("name") }));
  app.get("/revisions/:key", (context) => ask(context, { ask: "revisions", key: context.req.param("key") }));
  app.get("/daily-dos", (context) => ask(context, { ask: "daily_dos", zone: zoneOf(context) }));
  app.get("/audit", (context) => ask(context, { ask: "audit" }));
  app.get("/profile", (context) => ask(context, { ask: "profile" }));
  app.get("/competencies/results", (context) => ask(context, { ask: "competencies", zone: zoneOf(context) }));

  app.get("/skills", async (context) => {
    const category = context.req.query("category");
    const known = skillCategories.find((one) => one === category);
    if (category !== undefined && known === undefined) {
      return errorResponse(context, "invalid", "There is no such category", {
        category: `one of ${skillCategories.join(", ")}`,
      });
    }
    const query = (context.req.query("q") ?? "").slice(0, 100);
    const response = await ask(context, { ask: "skills" });
    if (!response.ok) return response;
    const { skills: own } = (await response.json()) as {
      skills: { id: string; name: string; category: string | null }[];
    };
    const all = query.trim() === "" ? services.releases.newest().release.skills : hits(query, known);
    const found = known === undefined ? all : all.filter((skill) => skill.category === known);
    return context.json({ skills: found, own }, 200, { "Cache-Control": "no-store" });
  });

  app.post("/skills", async (context) => {
    const opId = z.uuid().safeParse(context.req.header("Idempotency-Key"));
    if (!opId.success) {
      return errorResponse(context, "invalid", "Send an Idempotency-Key", { "Idempotency-Key": "a UUID" });
    }
    const body = newSkill.safeParse(await context.req.json().catch(() => null));
    if (!body.success) {
      const issue = body.error.issues[0];
      return errorResponse(context, "invalid", "This skill cannot be added", {
        [String(issue?.path[0] ?? "body")]: issue?.message ?? "not valid",
      });
    }
    return ask(context, { ask: "add_skill", opId: opId.data, ...body.data });
  });

  return app;
}
