import type { Receipt } from "./api.ts";

/** What a person calls the tables of theirs; the others are counted together. */
const names: Readonly<Record<string, string>> = {
  user_responses: "Answers",
  user_revisions: "Earlier versions of answers",
  user_tool_instances: "Entries in your tools",
  user_practice_log: "Days of practice",
  user_assessments: "Assessments",
  user_stories: "Stories",
  user_skills: "Skills",
  user_contacts: "People",
  user_sealed: "Fields that an old password locked",
  user_wallet: "Signed records",
  sessions: "Devices signed in",
  emails: "E-mail addresses",
  auth: "Passwords and codes",
};

/** The receipt in words, the largest things first by their place above. */
export function thingsIn({ tables, object }: Receipt): [string, string][] {
  const known = Object.entries(names).flatMap(([table, name]): [string, string][] => {
    const n = tables[table] ?? 0;
    return n === 0 ? [] : [[name, String(n)]];
  });
  const rest = Object.entries(tables)
    .filter(([table]) => !Object.hasOwn(names, table))
    .reduce((sum, [, n]) => sum + n, 0);
  const size = new Intl.NumberFormat("en", { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 });
  return [
    ...known,
    ...(rest === 0 ? [] : [["Other entries made of them", String(rest)] as [string, string]]),
    ["The conversation itself", size.format(Math.ceil(object.bytes / 1000))],
  ];
}
