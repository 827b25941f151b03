import plainUrl from "argon2id/dist/no-simd.wasm?url&no-inline";
import simdUrl from "argon2id/dist/simd.wasm?url&no-inline";
import { loadArgon2id } from "./argon2.ts";
import { keyTasks, type KeyTasks } from "./tasks.ts";

/**
 * The only place where a data key or a password's root is ever readable, and the only one that may run
 * WebAssembly: its script comes with a policy of its own (`party/hosts/durable-object/page.ts`).
 */
const compiled = (url: string) => (imports: WebAssembly.Imports) =>
  WebAssembly.instantiateStreaming(fetch(url), imports);

const tasks = keyTasks(() => loadArgon2id(compiled(simdUrl), compiled(plainUrl)));

export interface Asked {
  readonly task: keyof KeyTasks;
  readonly given: readonly unknown[];
}
export type Answered =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string };

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const run = tasks[data.task] as (...given: readonly unknown[]) => Promise<unknown>;
  const answer = run(...data.given).then(
    (value): Answered => ({ ok: true, value }),
    (error: unknown): Answered => ({ ok: false, why: error instanceof Error ? error.message : "failed" }),
  );
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the page that made this worker
  void answer.then((told) => postMessage(told));
});
