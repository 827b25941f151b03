import { defineConfig } from "drizzle-kit";

/** `npx drizzle-kit generate --name <what changed>` writes the next forward migration; wrangler applies them. */
export default defineConfig({
  dialect: "sqlite",
  schema: "./party/db/schema/index.ts",
  out: "./migrations",
});
