import type { Gate } from "./gate.ts";
import type { Live } from "./live.ts";
import type { Workbook } from "./workbook.ts";

/** The bindings of `wrangler.toml`, where the platform's own types look for them. */
declare global {
  namespace Cloudflare {
    interface Env {
      readonly DB: D1Database;
      readonly WORKBOOK: DurableObjectNamespace<Workbook>;
      readonly LIVE: DurableObjectNamespace<Live>;
      readonly GATE: DurableObjectNamespace<Gate>;
      readonly ASSETS: Fetcher;
      readonly ALLOWED_ORIGINS?: string;
      readonly OPERATORS?: string;
      readonly SESSIONS_PER_HOUR?: string;
      readonly PEPPER_SOURCE: string;
      readonly ENVIRONMENT?: string;
      readonly PUBLIC_ORIGIN?: string;
      readonly MAIL_URL?: string;
      readonly MAIL_TOKEN?: string;
      readonly MAIL_FROM?: string;
    }
  }
}

export type Env = Cloudflare.Env;
