import { Hono } from "hono";
import { inCategory, workCategories } from "../../../shared/content/credits.ts";
import type { Release } from "../../../shared/content/release.ts";
import type { CreditsAnswer } from "../../../shared/protocol/credits.ts";
import type { Services } from "../services.ts";

/** An introduction ("1.1.0", "1.0.0") has the title of its module. */
function titleOf({ outline }: Release, exercise: string): string {
  const names = [exercise, exercise.replace(/\.0$/, "")];
  return outline.find(({ id }) => names.includes(id))?.title ?? exercise;
}

/** An hour: it changes with a release, and nobody waits for it. */
const cached = "public, max-age=3600";

/** What the workbook rests on, for everybody: from the newest release, D1 or not. */
export function creditsRoutes({ releases }: Services): Hono {
  const app = new Hono();
  app.get("/credits", (context) => {
    const { release, version } = releases.newest();
    const { works, attributions } = release.credits;
    const used = new Set(works.flatMap((one) => one.uses.map(({ exercise }) => exercise)));
    const answer: CreditsAnswer = {
      version,
      categories: workCategories
        .map((name) => ({ name, works: inCategory(works, name) }))
        .filter((one) => one.works.length > 0),
      titles: Object.fromEntries([...used].map((id) => [id, titleOf(release, id)])),
      attributions,
    };
    context.header("Cache-Control", cached);
    return context.json(answer);
  });
  return app;
}
