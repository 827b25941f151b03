import type { ComponentProps, ReactNode } from "react";
import { onKeys } from "./keys.ts";

interface Choice<V extends string> {
  readonly value: V;
  readonly text: ReactNode;
  /** The name for a screen reader where the text alone says too little. */
  readonly name?: string;
}

interface ChoicesProps<V extends string> {
  readonly id?: string;
  readonly label: string;
  readonly options: readonly Choice<V>[];
  readonly value: V | null;
  readonly onChoose: (value: V) => void;
  readonly className?: string;
  readonly aria?: { "aria-invalid"?: true; "aria-describedby"?: string };
}

/**
 * One of a few: the arrows move without choosing, Space or Enter chooses, and so does the option's number
 * (`ux.md` 3.1). A native radio group would choose with every arrow.
 */
export function Choices<V extends string>(props: ChoicesProps<V>) {
  const { id, label, options, value, onChoose, className = "tool-choices", aria = {} } = props;
  const chosen = options.findIndex((one) => one.value === value);
  return (
    <RadioGroup label={label} className={className} aria={aria}>
      {options.map((one, i) => {
        const first = i === Math.max(chosen, 0);
        return (
          <Radio
            key={one.value}
            isChosen={one.value === value}
            isStop={first}
            aria-label={one.name}
            id={first ? id : undefined}
            data-empty={first && value === null ? true : undefined}
            onClick={() => onChoose(one.value)}
          >
            {one.text}
          </Radio>
        );
      })}
    </RadioGroup>
  );
}

interface RadioGroupProps {
  readonly label: string;
  readonly className?: string;
  readonly aria?: { "aria-invalid"?: true; "aria-describedby"?: string };
  readonly children: ReactNode;
  /** A finger or the focus has come to one of them: from here on nothing may move under it. */
  readonly onReach?: () => void;
}

/** Holds `Radio`s, in whatever they stand inside it. */
export const RadioGroup = ({ label, className, aria, children, onReach }: RadioGroupProps) => (
  <div
    role="radiogroup"
    aria-label={label}
    className={className}
    tabIndex={-1}
    ref={onKeys(moveOrPick)}
    onFocus={onReach}
    onPointerDown={onReach}
    {...aria}
  >
    {children}
  </div>
);

interface RadioProps extends ComponentProps<"button"> {
  readonly isChosen: boolean;
  /** Whether Tab stops here: one of the group does. */
  readonly isStop: boolean;
}

export const Radio = ({ isChosen, isStop, ...button }: RadioProps) => (
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a native radio would choose with every arrow
  <button {...button} type="button" role="radio" aria-checked={isChosen} tabIndex={isStop ? 0 : -1} />
);

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function moveOrPick(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.currentTarget instanceof HTMLElement)) return;
  const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
  const here = radios.findIndex((one) => one === document.activeElement);
  if (here === -1) return;
  const step = steps[event.key];
  if (step !== undefined) radios.at((here + step) % radios.length)?.focus();
  else if (event.key === "Home") radios[0]?.focus();
  else if (event.key === "End") radios.at(-1)?.focus();
  else if (/^[1-9]$/.test(event.key)) radios[Number(event.key) - 1]?.click();
  else return;
  event.preventDefault();
}
