import * as z from "zod/mini";
import { exportFile } from "./schema.ts";

/** The published JSON Schema of the export: `export-1.1.schema.json` beside this, and `GET /api/export/schema.json`. */
export const exportJsonSchema = (): object => ({
  $id: "https://dreamtree.example/export-1.1.schema.json",
  title: "DreamTree export 1.1",
  ...z.toJSONSchema(exportFile, { io: "input" }),
});
