export { createClient } from "./client.ts";
export { browserEnvironment } from "./browserEnvironment.ts";
