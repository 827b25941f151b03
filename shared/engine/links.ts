import type { Contribution } from "../tools/definition.ts";
import { linksOf, type RowLink } from "../tools/links.ts";
import type { EventContext } from "./apply.ts";
import { refuse, type Decision } from "./decision.ts";
import { isAnswerEvent, isInstanceEvent, type LogEvent } from "./events.ts";
import { placedTool } from "./placed.ts";
import { contributionsOf, instanceContributions } from "./project/contributions.ts";
import { standalone, type Placement } from "./sealing.ts";
import type { Answer, Instance, LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/**
 * Refuses what was accepted but points at a row that the learner does not have: somebody else's, or one that is gone
 * (SPEC TO11). Links stand in the clear in every value, sealed or not. A link that the value had before is no news and
 * may stay, though its row is gone. The server's alone: a browser does not have all that it would have to ask.
 */
export function withKnownLinks(
  stem: Stem,
  before: LearnerState,
  decision: Decision,
  context: EventContext,
): Decision {
  if (!decision.ok) return decision;
  for (const event of decision.events) {
    const stranger = strangerIn(stem, before, decision.state, event, context);
    if (stranger !== null) return refuse("not_found", wordsFor(stranger), { path: stranger.path });
  }
  return decision;
}

function strangerIn(
  stem: Stem,
  before: LearnerState,
  after: LearnerState,
  event: LogEvent,
  context: EventContext,
): RowLink | null {
  const said = saidIn(stem, before, event);
  if (said === null) return null;
  const { key, block, value, standing } = said;
  let links = linksIn(block, value);
  const without = (earlier: unknown) => {
    const known = new Set(linksIn(block, earlier).map(nameOf));
    links = links.filter((link) => !known.has(nameOf(link)));
  };
  if (links.length > 0) without(standing);
  if (links.length > 0) {
    const rows = rowsMade(stem, after, new Set(links.map(nameOf)));
    links = links.filter((link) => !rows.has(nameOf(link)));
  }
  // What was there once may be brought back.
  if (links.length > 0) context.earlierValues?.(key).forEach(without);
  return links[0] ?? null;
}

interface Said {
  readonly key: string;
  readonly block: Placement;
  readonly value: unknown;
  /** What stood there before. */
  readonly standing: unknown;
}

function saidIn(stem: Stem, before: LearnerState, event: LogEvent): Said | null {
  if (isAnswerEvent(event)) {
    const { blockId: key, value } = event;
    const block = stem.byKey.get(key) ?? stem.retired.get(key);
    return block === undefined ? null : { key, block, value, standing: before.answers.get(key)?.value };
  }
  if (!isInstanceEvent(event) || event.tool === "competency_assessment") return null;
  const { instanceId: key, tool } = event;
  const value = event.kind === "tool_saved" ? event.value : null;
  return { key, block: standalone(tool, key), value, standing: before.instances.get(key)?.value };
}

function linksIn(block: Placement, value: unknown): RowLink[] {
  const placed = value === null || value === undefined ? undefined : placedTool(block);
  return placed === undefined ? [] : linksOf(placed.tool.name, value, placed.config);
}

const nameOf = ({ table, id }: { readonly table: string; readonly id: string }): string => `${table}|${id}`;

/** Of these rows, those that the learner's answers and instances make. */
function rowsMade(stem: Stem, state: LearnerState, rows: ReadonlySet<string>): ReadonlySet<string> {
  const made = new Set<string>();
  const add = (names: readonly string[]) => {
    for (const name of names) if (rows.has(name)) made.add(name);
  };
  for (const [key, answer] of state.answers) {
    const block = stem.byKey.get(key) ?? stem.retired.get(key);
    if (block === undefined || (block.type !== "tool" && block.save === undefined)) continue;
    add(rowsOf(stem, answer, () => contributionsOf(stem, state, block, answer)));
    if (made.size === rows.size) return made;
  }
  for (const [id, instance] of state.instances) {
    add(rowsOf(stem, instance, () => instanceContributions(stem, state, id, instance)));
  }
  return made;
}

/** An answer is a value and never changes, and neither do the rows it makes: to look through all of them takes ms. */
const known = new WeakMap<Answer | Instance, { readonly stem: Stem; readonly rows: readonly string[] }>();

function rowsOf(stem: Stem, one: Answer | Instance, said: () => readonly Contribution[]): readonly string[] {
  const found = known.get(one);
  if (found?.stem === stem) return found.rows;
  const rows = said().flatMap((contribution) => (contribution.creates ? [nameOf(contribution)] : []));
  known.set(one, { stem, rows });
  return rows;
}

const things: Readonly<Record<string, string>> = {
  user_experiences: "an experience",
  user_stories: "a story",
  user_companies: "a company",
  user_contacts: "a contact",
  user_jobs: "a job",
  user_locations: "a place",
  user_milestones: "a milestone",
  user_career_options: "a path",
};

const wordsFor = ({ table }: RowLink): string =>
  `This names ${things[table] ?? "something"} that is not in your workbook any more. Choose another one, or take it out`;
