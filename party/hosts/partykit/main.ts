import type * as Party from "partykit/server";
import { daily } from "../../jobs/daily.ts";
import { closed } from "./closed.ts";
import { servicesOf } from "./services.ts";
import { asked, safely } from "./worker.ts";
import { WorkbookRoom } from "./workbook.ts";

/** The party `main`: a learner's room, and in front of it the worker with the HTTP app and the page. */
export default class Main extends WorkbookRoom {
  /** The room is the cookie's user, or the socket is refused (protocol section 1); nobody's headers or `_pk` go in. */
  static onBeforeConnect(request: Party.Request, lobby: Party.Lobby, context: Party.ExecutionContext) {
    return safely("connect", () => asked(request, lobby, context));
  }

  static onBeforeRequest = closed;

  static onFetch(request: Party.Request, lobby: Party.FetchLobby, context: Party.ExecutionContext) {
    return safely("fetch", () => asked(request, lobby, context));
  }

  static onCron({ scheduledTime }: Party.Cron, lobby: Party.CronLobby, context: Party.ExecutionContext) {
    context.waitUntil(
      safely("cron", async () => {
        await daily(servicesOf(lobby), scheduledTime);
        return closed();
      }),
    );
  }
}
