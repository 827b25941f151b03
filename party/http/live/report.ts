import { Hono, type Context } from "hono";
import { moduleIdOf, exerciseIdOf } from "../../../shared/content/where.ts";
import type { Stem } from "../../../shared/engine/stem.ts";
import { reportOf, type LiveReport, type Prompt } from "../../../shared/live/report.ts";
import { projectorAnswer } from "../../../shared/protocol/live.ts";
import { facilitatorsOf, reportRows, starredNow, type LiveSession } from "../../db/live.ts";
import type { Services } from "../services.ts";
import { csvOf } from "./csv.ts";
import { publicOf } from "./join.ts";
import { facilitatedBy, passedOn } from "./who.ts";

/** The session's questions in the workbook's order, those that are not asked any more last. */
function promptsOf(stem: Stem, modules: readonly string[]): Prompt[] {
  return [...stem.placements, ...stem.retired.values()]
    .filter((block) => block.type !== "content" && modules.includes(moduleIdOf(block)))
    .map((block) => ({
      blockId: block.id,
      exercise: exerciseIdOf(block),
      module: moduleIdOf(block),
      freeText: block.type === "prompt" && block.inputType === "textarea",
    }));
}

/** What a facilitator keeps of a session (issue 6; SPEC LI9), and what the room may see of itself. */
export function liveReportRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, live, workbook, releases } = services;

  /** Whoever's words were seen finds it in their audit; the answer does not wait for it. */
  function looked(
    context: Context,
    session: LiveSession,
    who: string,
    what: "report" | "projector",
    seen: readonly { participantId: string; userId: string }[],
  ): void {
    const asks = seen.map(({ participantId, userId }) =>
      workbook
        .ask(userId, { ask: "live_looked", opId: crypto.randomUUID(), participantId, who, what })
        .catch((error: unknown) => {
          const name = error instanceof Error ? error.name : typeof error;
          console.error(JSON.stringify({ code: "live_look_lost", liveId: session.liveId, error: name }));
        }),
    );
    context.executionCtx.waitUntil(Promise.all(asks));
  }

  async function report(context: Context): Promise<LiveReport | Response> {
    const own = await facilitatedBy(context, services);
    if (!own.ok) return own.refusal;
    const { session, as } = own.found;
    const stem = releases.newest();
    const [{ userIds, ...rows }, facilitators] = await Promise.all([
      reportRows(db, session.liveId),
      facilitatorsOf(db, session.liveId),
    ]);
    const made = reportOf({
      session: {
        liveId: session.liveId,
        title: session.title,
        modules: [...session.modules],
        mode: session.mode,
        facilitators: facilitators.map(publicOf),
        openedAt: session.openedAt,
        endedAt: session.endedAt,
        keptUntil: session.keptUntil,
        contentVersion: stem.version,
      },
      ...rows,
      prompts: promptsOf(stem, session.modules),
    });
    const seen = [...new Set(made.answers.map(({ participantId }) => participantId))].flatMap(
      (participantId) => {
        const userId = userIds.get(participantId);
        return userId === undefined ? [] : [{ participantId, userId }];
      },
    );
    looked(context, session, as.name, "report", seen);
    return made;
  }

  app.get("/live/:id/report", async (context) => {
    const made = await report(context);
    return made instanceof Response ? made : context.json(made);
  });

  app.get("/live/:id/report.csv", async (context) => {
    const made = await report(context);
    if (made instanceof Response) return made;
    const day = made.session.openedAt.slice(0, 10);
    return context.body(csvOf(made, releases.newest()), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="session-${day}.csv"`,
    });
  });

  app.get("/live/:id/projector", async (context) => {
    const own = await facilitatedBy(context, services);
    if (!own.ok) return own.refusal;
    const { session, as } = own.found;
    const { liveId } = session;
    const room = await live.ask(liveId, { ask: "projector", by: as.userId });
    if (room.status !== 200) return passedOn(room);
    const starred = await starredNow(db, liveId);
    const shown = projectorAnswer.parse({ ...(room.body as object), starred });
    const seen = new Map(starred.map((one) => [one.participantId, one]));
    looked(context, session, as.name, "projector", [...seen.values()]);
    return context.json(shown);
  });

  return app;
}
