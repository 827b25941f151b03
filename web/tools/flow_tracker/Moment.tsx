import { isSeed } from "../../../shared/tools/flow_tracker/week.ts";
import { flowTags, type FlowTag } from "../../../shared/tools/flow_tracker/tags.ts";
import type { FlowConfig } from "../../../shared/tools/flow_tracker/tool.ts";
import { Choices } from "../card/choices.tsx";
import { Open } from "../card/icons.tsx";
import type { Problems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { Marks } from "./Marks.tsx";
import { energies, focuses, whole, type DraftMoment } from "./model.ts";
import { When } from "./When.tsx";
import { dayWords, energyEnds, focusEnds, signed, tagQuestions, tagWords } from "./words.ts";

interface MomentProps {
  readonly row: DraftMoment;
  /** Its number in the list and in the pictures. */
  readonly number: number;
  readonly name: string;
  readonly config: FlowConfig;
  readonly today: string;
  readonly isOpen: boolean;
  readonly problems: Problems;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onChange: (some: Partial<DraftMoment>) => void;
  readonly onTag: (tag: FlowTag, value: string) => void;
  readonly onRemove: () => void;
  readonly onDone: () => void;
}

/** One moment: a quiet line until it is opened, then its marks, its day, and more about it. */
export function Moment(props: MomentProps) {
  const { row, number, name, config, today, isOpen, problems } = props;
  const at = (field: string) => `${row.id}.${field}`;
  const formId = problems.id(at("form"));
  const isWrong = ["activity", "energy", "focus", "day", "note"].some(
    (field) => problems.words(at(field)) !== undefined,
  );
  return (
    <li className="flow-row">
      <button
        id={problems.id(at("head"))}
        type="button"
        className="flow-head"
        aria-expanded={isOpen}
        aria-controls={formId}
        onClick={() => props.onOpen(!isOpen)}
      >
        <span className="flow-number">{number}</span>
        <span className="flow-name">{name}</span>
        <span className={isWrong ? "flow-summary tool-problem" : "flow-summary"}>
          {isWrong ? "Something is still missing here" : summary(row, config, today)}
        </span>
        <Open />
      </button>
      <div className="flow-form" id={formId} hidden={!isOpen}>
        {isOpen ? <Form {...props} /> : null}
      </div>
    </li>
  );
}

function summary(row: DraftMoment, config: FlowConfig, today: string): string {
  const done = whole(row, config);
  if (done === null) return "Its marks are still to be given";
  return [
    `Energy ${signed(done.energy)}`,
    `focus ${done.focus}`,
    ...(isSeed(done) ? ["a seed"] : []),
    dayWords(done.day, today),
    ...tagWords(done),
  ].join(" · ");
}

function Form({ row, name, config, today, problems, onChange, onTag, onRemove, onDone }: MomentProps) {
  const at = (field: string) => `${row.id}.${field}`;
  return (
    <>
      <div>
        <label className="tool-label" htmlFor={problems.id(at("activity"))}>
          What you did
        </label>
        <input
          id={problems.id(at("activity"))}
          type="text"
          autoComplete="off"
          value={row.activity}
          onChange={(event) => onChange({ activity: event.target.value })}
          {...problems.aria(at("activity"))}
        />
        <ProblemText problems={problems} at={at("activity")} />
      </div>
      <Marks
        label="Energy"
        steps={energies}
        ends={energyEnds}
        write={signed}
        value={row.energy}
        at={at("energy")}
        problems={problems}
        onChoose={(energy) => onChange({ energy })}
      />
      <Marks
        label="Focus"
        steps={focuses}
        ends={focusEnds}
        write={String}
        value={row.focus}
        at={at("focus")}
        problems={problems}
        onChoose={(focus) => onChange({ focus })}
      />
      <When
        span={config.span}
        today={today}
        value={row.day}
        at={at("day")}
        problems={problems}
        onChange={(day) => onChange({ day })}
      />
      {config.tags.length === 0 && !config.note ? null : (
        <details
          className="flow-more"
          open={
            Object.keys(row.tags).length > 0 || row.note !== "" || problems.words(at("note")) !== undefined
          }
        >
          <summary>More about it, if you like</summary>
          {config.tags.map((tag) => (
            <div key={tag}>
              <p className="tool-label" aria-hidden="true">
                {tagQuestions[tag]}
              </p>
              <Choices
                label={tagQuestions[tag]}
                options={flowTags[tag]}
                value={row.tags[tag] ?? null}
                onChoose={(value) => onTag(tag, value)}
              />
            </div>
          ))}
          {config.note ? (
            <div>
              <label className="tool-label" htmlFor={problems.id(at("note"))}>
                A note
              </label>
              <textarea
                id={problems.id(at("note"))}
                rows={2}
                value={row.note}
                onChange={(event) => onChange({ note: event.target.value })}
                {...problems.aria(at("note"))}
              />
              <ProblemText problems={problems} at={at("note")} />
            </div>
          ) : null}
        </details>
      )}
      <div className="flow-end">
        <button type="button" className="button" onClick={onDone}>
          Done with this one
        </button>
        <button type="button" className="act" aria-label={`Take it out: ${name}`} onClick={onRemove}>
          Take it out
        </button>
      </div>
    </>
  );
}
