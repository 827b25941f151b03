/// <reference types="vite/client" />
// oxlint-disable-next-line import/default -- Vite makes it: the worker's address
import workerUrl from "./keys.worker.ts?worker&url";
import { scriptUrl } from "../ui/policy.ts";
import type { Answered, Asked } from "./keys.worker.ts";
import type { KeyTasks } from "./tasks.ts";

/** One worker for each task: what was readable in it is gone with it, and Argon2id's memory too. */
function run<T>(task: keyof KeyTasks, ...given: readonly unknown[]): Promise<T> {
  const worker = new Worker(scriptUrl(workerUrl), { type: "module", name: "keys" });
  return new Promise<T>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<Answered>) =>
      data.ok ? resolve(data.value as T) : reject(new Error(data.why)),
    );
    worker.addEventListener("error", () => reject(new Error("the keys' worker could not be loaded")));
    const asked: Asked = { task, given };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to our own worker
    worker.postMessage(asked);
  }).finally(() => worker.terminate());
}

export const workerTasks: KeyTasks = {
  make: (...given) => run("make", ...given),
  settle: (...given) => run("settle", ...given),
  derive: (...given) => run("derive", ...given),
  wrap: (...given) => run("wrap", ...given),
  unwrap: (...given) => run("unwrap", ...given),
};
