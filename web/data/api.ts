import * as z from "zod/mini";
import { exportFile, type ExportFile } from "../../shared/export/schema.ts";
import { wallet, type Wallet } from "../../shared/export/wallet.ts";
import { call } from "../pages/request.ts";

/** What would come of a file, or came of it (SPEC IM1, IM5, IM6). */
const plan = z.object({
  counts: z.record(z.string(), z.int()),
  modules: z.array(z.object({ id: z.string(), winner: z.enum(["mine", "theirs"]) })),
  cleared: z.array(z.string()),
  settings: z.boolean(),
  refused: z.array(z.object({ of: z.string(), message: z.string() })),
  unknown: z.array(z.string()),
});
export type Plan = z.infer<typeof plan>;
const planned = z.object({ plan, ids: z.record(z.string(), z.string()) });

/** What there is of a learner, by table, and what the object holds beside it (decision 36). */
const receipt = z.object({
  tables: z.record(z.string(), z.int()),
  object: z.object({ bytes: z.int() }),
  pending: z.optional(z.boolean()),
});
export type Receipt = z.infer<typeof receipt>;

const done = z.object({});

/** The routes of a learner's data as a whole (`protocol.md` section 4; SPEC EX, IM, WA, ER). */
export const api = {
  export: () => call("GET", "/api/export", exportFile),
  wouldImport: (file: ExportFile) => call("POST", "/api/import?dryRun=true", planned, { body: file }),
  import: (file: ExportFile, idempotencyKey: string) =>
    call("POST", "/api/import", planned, { body: file, idempotencyKey }),
  wallet: () => call("GET", "/api/wallet", wallet),
  makeWallet: (idempotencyKey: string) => call("POST", "/api/wallet", wallet, { idempotencyKey }),
  verify: (one: Wallet) =>
    call("POST", "/api/wallet/verify", z.object({ valid: z.boolean() }), { body: { wallet: one } }),
  receipt: () => call("GET", "/api/account", receipt),
  deleteAccount: () => call("DELETE", "/api/account", receipt),
  eraseAnswer: (blockId: string) => call("DELETE", `/api/answers/${encodeURIComponent(blockId)}`, done),
  eraseInstance: (tool: string, id: string) =>
    call("DELETE", `/api/tools/${encodeURIComponent(tool)}/${encodeURIComponent(id)}`, done),
};
