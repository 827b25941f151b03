import type { StemBlock } from "../../shared/content/block.ts";
import { toolNames } from "../../shared/content/block.ts";
import { standalone } from "../../shared/engine/sealing.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { hasEnvelope } from "../connection/unopened.ts";
import { response as responseSchema, type ExportFile } from "../../shared/export/schema.ts";
import { ClosedNote } from "../private/ClosedNote.tsx";
import { Answered } from "../thread/Answered.tsx";
import { dayName } from "../ui/when.ts";

/** All of a readable export as a document: in the workbook's order, each answer below what was asked. */
export function Printed({ stem, file }: { stem: Stem; file: ExportFile }) {
  const answers = answersIn(file);
  const sections = stem.modules.flatMap((module) => {
    const title = stem.outline.find((one) => one.id === module.id)?.title ?? module.id;
    const exercises = module.exercises.flatMap((exercise) => {
      const given = exercise.placements.flatMap((block) => givenTo(block, answers));
      const name = stem.outline.find((one) => one.id === exercise.id)?.title ?? title;
      return given.length === 0 ? [] : [{ id: exercise.id, name, given }];
    });
    return exercises.length === 0 ? [] : [{ id: module.id, title, exercises }];
  });
  const retired = [...stem.retired.values()].flatMap((block) => givenTo(block, answers));
  return (
    <div className="printed">
      {sections.map(({ id, title, exercises }) => (
        <section key={id}>
          <h2>{title}</h2>
          {exercises.map(({ id: exercise, name, given }) => (
            <section key={exercise}>
              <h3>{name}</h3>
              {given.map((one) => (
                <One key={one.block.id} {...one} />
              ))}
            </section>
          ))}
        </section>
      ))}
      {retired.length === 0 ? null : (
        <section>
          <h2>No longer in the workbook</h2>
          {retired.map((one) => (
            <One key={one.block.id} {...one} />
          ))}
        </section>
      )}
      <Tools stem={stem} file={file} />
      <Practices stem={stem} file={file} />
      {sections.length + (file.tool_instances ?? []).length === 0 ? <p>Nothing is written yet.</p> : null}
    </div>
  );
}

interface Given {
  readonly block: StemBlock;
  readonly value: unknown;
}

function answersIn(file: ExportFile): ReadonlyMap<string, unknown> {
  const exercises = Object.values(file.modules ?? {}).flatMap((one) => Object.values(one.exercises));
  return new Map([
    ...exercises.flatMap((one) => Object.entries(one.response_json)),
    ...Object.entries(file.retired ?? {}),
  ]);
}

function givenTo(block: StemBlock, answers: ReadonlyMap<string, unknown>): Given[] {
  const { data } = responseSchema.safeParse(answers.get(block.id));
  return data === undefined || data.skipped || data.value === null ? [] : [{ block, value: data.value }];
}

const One = ({ block, value }: Given) => (
  <div className="printed__one">
    <p className="printed__asked">{block.text}</p>
    {hasEnvelope(value) ? <ClosedNote why="locked" /> : <Answered block={block} value={value} />}
  </div>
);

/** What was made outside the thread. */
function Tools({ stem, file }: { stem: Stem; file: ExportFile }) {
  const made = (file.tool_instances ?? []).flatMap((one) => {
    const name = toolNames.find((tool) => tool === one.tool_type);
    if (name === undefined || one.content_json === null) return [];
    const label = stem.tools.get(name)?.label ?? one.tool_type;
    const like = stem.placements.find(({ tool }) => tool === name);
    if (like === undefined) return [];
    const block: StemBlock = {
      ...like,
      ...standalone(name, one.id),
      text: `${label}, ${dayName(one.created_at)}`,
    };
    return [{ block, value: one.content_json }];
  });
  if (made.length === 0) return null;
  return (
    <section>
      <h2>In your tools</h2>
      {made.map((one) => (
        <One key={one.block.id} {...one} />
      ))}
    </section>
  );
}

function Practices({ stem, file }: { stem: Stem; file: ExportFile }) {
  const log = (file.practice_log ?? []).filter(({ done }) => done);
  if (log.length === 0) return null;
  const nameOf = (key: string) => stem.release.practices.find((one) => one.key === key)?.name ?? key;
  return (
    <section>
      <h2>Practices</h2>
      <ul>
        {log.map(({ practice, day, note }) => (
          <li key={`${practice}/${day}`}>
            {day}: {nameOf(practice)}
            {typeof note === "string" && note !== "" ? `. ${note}` : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
