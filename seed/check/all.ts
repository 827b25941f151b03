import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { checkBubbles } from "./bubbles.ts";
import { checkCitations } from "./citations.ts";
import { checkConsulted } from "./consulted.ts";
import { checkDeadEnds } from "./dead-ends.ts";
import { checkExamples } from "./examples.ts";
import { checkHeads } from "./head.ts";
import { checkKeys } from "./keys.ts";
import { checkMentions } from "./mentions.ts";
import { checkMirrors } from "./mirrors.ts";
import { checkObjects } from "./objects.ts";
import { checkPrivacy } from "./privacy.ts";
import { checkQuestions } from "./questions.ts";
import { checkReading } from "./reading.ts";
import { checkReadings } from "./readings.ts";
import { checkRecallFields } from "./recall-fields.ts";
import { checkRecalls } from "./recalls.ts";
import { checkReferenceData } from "./reference-data.ts";
import { checkRepeats } from "./repeats.ts";
import { checkRequired } from "./required.ts";
import { checkRhythm } from "./rhythm.ts";
import { checkSaving } from "./saving.ts";
import { checkSupportLine } from "./support-line.ts";
import { checkTools } from "./tools.ts";
import { checkWording } from "./wording.ts";

/** Everything about the authored files that a machine can check; each finds all it can. */
const checks: readonly ((workbook: Workbook, problems: Problems) => void)[] = [
  checkHeads,
  checkKeys,
  checkBubbles,
  checkQuestions,
  checkWording,
  checkRhythm,
  checkReading,
  checkCitations,
  checkRecalls,
  checkRecallFields,
  checkReadings,
  checkMirrors,
  checkObjects,
  checkSaving,
  checkTools,
  checkPrivacy,
  checkRequired,
  checkDeadEnds,
  checkExamples,
  checkMentions,
  checkRepeats,
  checkConsulted,
  checkReferenceData,
  checkSupportLine,
];

export function checkAll(workbook: Workbook, problems: Problems): void {
  for (const check of checks) check(workbook, problems);
}
