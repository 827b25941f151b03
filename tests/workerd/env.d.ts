declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import("./worker.ts");
  }
  interface Env {
    readonly FC_RUNS: string;
    readonly FC_SEED: string;
    /** "1" under `npm run proof`: the large numbers. */
    readonly PROOF: string;
    /** SQL of the present content; empty while it does not compile. */
    readonly TEST_CONTENT: string[];
    /** A database without migrations. */
    readonly BEFORE_DB: D1Database;
    readonly TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
}
