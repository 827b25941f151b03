import "vitest";

declare module "vitest" {
  interface TaskMeta {
    /** What `npm run proof` keeps of this test in `docs/proof/<subject>.json`: its seed, and its figures. */
    proof?: { readonly subject: string; readonly [figure: string]: unknown };
  }
}
