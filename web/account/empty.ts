import * as z from "zod/mini";
import { call } from "../pages/request.ts";

const receipt = z.object({ tables: z.record(z.string(), z.int()) });

/** Whether there is an account and nothing in it: then there is a choice before anything is begun (decision 36). */
export async function isEmpty(): Promise<boolean> {
  const said = await call("GET", "/api/account", receipt);
  if (!said.ok) return false;
  const { user_responses: answers = 0, user_tool_instances: instances = 0 } = said.body.tables;
  return answers + instances === 0;
}
