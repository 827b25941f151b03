import {
  useEffect,
  useId,
  useRef,
  useState,
  type ComponentProps,
  type FormEvent,
  type ReactNode,
} from "react";
import { announce } from "../ui/announce.ts";
import { offline, type Refused } from "../pages/request.ts";
import "./form.css";

interface LabelledProps extends Omit<ComponentProps<"input">, "onChange" | "id"> {
  readonly name: string;
  readonly words: string;
  readonly hint?: ReactNode;
  readonly wrong?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly beside?: ReactNode;
}

/** A field with its name above it, a hint below, and what is wrong with it in words. */
export function Labelled({ words, hint, wrong, value, onChange, beside, ...input }: LabelledProps) {
  const id = useId();
  const said = [hint === undefined ? "" : `${id}-hint`, wrong === undefined ? "" : `${id}-wrong`];
  return (
    <div className="labelled">
      <label className="labelled__name" htmlFor={id}>
        {words}
      </label>
      <div className={beside === undefined ? undefined : "labelled__with"}>
        <input
          {...input}
          id={id}
          value={value}
          aria-describedby={said.filter(Boolean).join(" ") || undefined}
          aria-invalid={wrong === undefined ? undefined : true}
          onChange={(event) => onChange(event.target.value)}
        />
        {beside}
      </div>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="labelled__hint">
          {hint}
        </p>
      )}
      {wrong === undefined ? null : (
        <p id={`${id}-wrong`} className="labelled__wrong">
          {wrong}
        </p>
      )}
    </div>
  );
}

/** What has happened, in words: stands there, and is spoken once. */
export function Told({ children }: { children: ReactNode }) {
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => announce(words.current?.textContent ?? ""), []);
  return (
    <p ref={words} className="said">
      {children}
    </p>
  );
}

interface TickedProps {
  readonly words: string;
  readonly more: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Ticked({ words, more, checked, onChange }: TickedProps) {
  const id = useId();
  return (
    <div className="ticked">
      <input id={id} type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <label htmlFor={id}>
        {words}
        <small>{more}</small>
      </label>
    </div>
  );
}

export const EmailField = (props: Pick<LabelledProps, "value" | "onChange" | "wrong" | "hint">) => (
  <Labelled
    {...props}
    words="E-mail address"
    name="email"
    type="email"
    inputMode="email"
    autoComplete="username"
    autoCapitalize="none"
    spellCheck={false}
    required
  />
);

interface PasswordProps extends Pick<LabelledProps, "value" | "onChange" | "wrong" | "hint"> {
  readonly words?: string;
  /** What a password manager is told. */
  readonly kind?: "current-password" | "new-password";
}

/** Pasting and password managers work; what is typed can be looked at. */
export function PasswordField({ words = "Password", kind = "current-password", ...props }: PasswordProps) {
  const [isShown, setShown] = useState(false);
  return (
    <Labelled
      {...props}
      words={words}
      name={kind}
      type={isShown ? "text" : "password"}
      autoComplete={kind}
      autoCapitalize="none"
      spellCheck={false}
      required
      beside={
        <button type="button" className="act" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          Show
        </button>
      }
    />
  );
}

export interface Act {
  readonly busy: boolean;
  readonly refused: Refused | null;
  /** The server's words about one field. */
  wrong(...fields: readonly string[]): string | undefined;
}

const broken: Refused = {
  ok: false,
  code: "odd",
  message: "This did not work here. Load the page again and try once more.",
  fields: {},
};

type Task = () => Promise<{ readonly ok: true } | Refused>;

/**
 * Runs one thing at a time that may be refused; what was refused is said, once, and stands in the form.
 * @returns what there is to show, and the way to run something: `mayRun` says, with what it has to fetch for that,
 * whether the fields are right, which say themselves what is not
 */
export function useAct(): [Act, (task: Task, mayRun?: () => Promise<boolean>) => Promise<boolean>] {
  const [busy, setBusy] = useState(false);
  const isRunning = useRef(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const run = async (task: Task, mayRun = async () => true): Promise<boolean> => {
    if (isRunning.current) return false;
    isRunning.current = true;
    setBusy(true);
    setRefused(null);
    const isRight = await mayRun();
    // Part of it may be code that is fetched on the way: without a network that is all that went wrong.
    const result = isRight ? await task().catch((): Refused => (navigator.onLine ? broken : offline)) : null;
    isRunning.current = false;
    setBusy(false);
    if (result === null) return false;
    if (result.ok) return true;
    setRefused(result);
    announce(result.message, "assertive");
    return false;
  };
  const wrong = (...fields: readonly string[]) =>
    fields.some((field) => refused?.fields[field] !== undefined) ? refused?.message : undefined;
  return [{ busy, refused, wrong }, run];
}

interface FormProps {
  readonly act: Act;
  readonly submit: string;
  /** While it runs: deriving a key takes a second. */
  readonly busyWords?: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  /** Beside the button. */
  readonly ways?: ReactNode;
}

/** A form with one button; a refusal that belongs to no field stands above it. */
export function Form({ act, submit, busyWords = "One moment…", onSubmit, children, ways }: FormProps) {
  const { busy, refused } = act;
  const isGeneral = refused !== null && Object.keys(refused.fields).length === 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="form" onSubmit={send}>
      {children}
      {isGeneral ? <p className="said said--alarm">{refused.message}</p> : null}
      <div className="forms__ways">
        <button type="submit" className="button button--main" aria-disabled={busy}>
          {busy ? busyWords : submit}
        </button>
        {ways}
      </div>
    </form>
  );
}
