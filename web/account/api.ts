import * as z from "zod/mini";
import {
  accountAnswer,
  deviceLine,
  handoverAnswer,
  handoverState,
  passwordKeys,
  reopenAnswer,
  sessionAnswer,
} from "../../shared/protocol/account.ts";
import { envelope } from "../../shared/crypto/envelopeSchema.ts";
import { call } from "../pages/request.ts";

export type { Refused } from "../pages/request.ts";

const done = z.object({});
const deviceKey = z.nullable(z.string());
const at = z.tuple([z.string(), z.string(), z.string()]);
/** What would come of bringing a thread along (SPEC MG1). */
const offer = z.object({
  id: z.string(),
  head: z.int(),
  plan: z.object({
    modules: z.array(z.object({ id: z.string(), winner: z.enum(["mine", "theirs"]) })),
    instances: z.array(z.object({ id: z.string() })),
  }),
  sealed: z.array(z.object({ key: z.string(), at, to: at, env: envelope })),
});
export type Offer = z.infer<typeof offer>;
const entered = z.object({
  userId: z.string(),
  wrapped: z.string(),
  deviceKey,
  merge: z.optional(offer),
});
const sealedItem = z.object({
  key: z.string(),
  at,
  env: envelope,
});
export type SealedItem = z.infer<typeof sealedItem>;

/** The account's routes (`protocol.md` section 4; SPEC AC). */
export const api = {
  session: () => call("GET", "/api/session", sessionAnswer),
  account: () => call("GET", "/api/auth/account", accountAnswer),
  devices: () => call("GET", "/api/session/list", z.object({ sessions: z.array(deviceLine) })),
  endDevice: (id: string) => call("DELETE", `/api/session/${encodeURIComponent(id)}`, done),
  endOthers: () => call("DELETE", "/api/session", z.object({ ended: z.int() })),
  prelogin: (email: string) =>
    call("POST", "/api/auth/prelogin", z.pick(passwordKeys, { salt: true, kdf: true }), { body: { email } }),
  login: (body: { email: string; auth: string; shared: boolean }) =>
    call("POST", "/api/auth/login", entered, { body }),
  claim: (body: object) => call("POST", "/api/auth/claim", done, { body }),
  verify: (auth: string) => call("POST", "/api/auth/verify", done, { body: { auth } }),
  password: (body: object) => call("POST", "/api/auth/password", z.object({ ended: z.int() }), { body }),
  email: (email: string) =>
    call("POST", "/api/auth/email", z.object({ email: z.string(), pending: z.nullable(z.string()) }), {
      body: { email },
    }),
  confirm: (token: string) =>
    call("POST", "/api/auth/confirm", z.object({ email: z.string() }), { body: { token } }),
  recover: (email: string) => call("POST", "/api/auth/recover", done, { body: { email } }),
  recoverConfirm: (body: object) =>
    call("POST", "/api/auth/recover/confirm", z.object({ email: z.nullable(z.string()) }), { body }),
  recoveryCode: (body: object) => call("POST", "/api/auth/recovery-code", done, { body }),
  recoveryLogin: (body: { locator: string; auth: string; shared: boolean }) =>
    call("POST", "/api/auth/recovery-login", entered, { body }),
  putBy: () => call("GET", "/api/keys/reopen", reopenAnswer),
  reopen: (body: { auth: string }) =>
    call(
      "POST",
      "/api/keys/reopen",
      z.object({
        generation: z.int(),
        type: z.enum(["password", "recovery"]),
        wrapped: z.string(),
        sealed: z.array(sealedItem),
      }),
      { body },
    ),
  putBack: (body: { generation: number; items: readonly SealedItem[] }, idempotencyKey: string) =>
    call("POST", "/api/keys/reopen/commit", z.object({ reopened: z.int(), left: z.int() }), {
      body,
      idempotencyKey,
    }),
  merge: (id: string) => call("GET", `/api/merge/${encodeURIComponent(id)}`, offer),
  combine: (id: string, body: { head: number; items: readonly SealedItem[] }) =>
    call("POST", `/api/merge/${encodeURIComponent(id)}/commit`, done, { body }),
  giveUp: (id: string) => call("DELETE", `/api/merge/${encodeURIComponent(id)}`, done),
  handover: () => call("POST", "/api/auth/handover", handoverAnswer),
  leaveKey: (id: string, sealed: string | null) =>
    call("POST", `/api/auth/handover/${id}`, done, { body: { sealed } }),
  handoverState: (id: string) => call("GET", `/api/auth/handover/${id}`, handoverState),
  endHandover: (id: string) => call("DELETE", `/api/auth/handover/${id}`, done),
  accept: (ticket: string) =>
    call(
      "POST",
      "/api/auth/handover/accept",
      z.object({ userId: z.string(), deviceKey, sealed: z.nullable(z.string()) }),
      { body: { ticket } },
    ),
};
