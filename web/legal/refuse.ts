// oxlint-disable-next-line no-restricted-imports -- before a deployment, on the operator's machine
import { readFileSync } from "node:fs";
import { missingIn } from "./complete.ts";

/* Before a deployment: nobody is asked to trust a place that does not say who runs it. */

const missing = missingIn(readFileSync(new URL("../../legal.md", import.meta.url), "utf8"));
if (missing !== null) {
  console.error(`Not deployed: ${missing}`);
  process.exitCode = 1;
}
