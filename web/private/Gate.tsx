import { Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { useClient, useView } from "../ui/useClient.ts";
import { LockIcon } from "../ui/icons.tsx";
import { takesFocus } from "../ui/takesFocus.ts";
import { holdLock } from "./holding.ts";
import type { Lock } from "./useLock.ts";
import { waysToKeep, waysToUnlock, type Way } from "./ways.ts";
import "./private.css";

export interface GateProps {
  readonly lock: Exclude<Lock, "open">;
  /** Before the private field takes this panel's place. */
  readonly onOpening: () => void;
  /** Present where an answer that cannot be read may be given again from the start. */
  readonly onAnew?: () => void;
  /** The quiet ways out: skipping, or closing the editor. */
  readonly children?: ReactNode;
}

/** Stands in the place of a private field until it can be written in. */
export function Gate(props: GateProps) {
  switch (props.lock) {
    case "choose":
      return <Choose {...props} />;
    case "opening":
      return <Opening {...props} />;
    case "locked":
      return <Locked {...props} />;
    case "newer":
      return (
        <Panel title="This needs the newest version" {...props}>
          <p>A newer version of DreamTree locked this answer. Load the page again, and it opens.</p>
          <Ways>
            <button type="button" className="button button--main" onClick={() => location.reload()}>
              Load again
            </button>
          </Ways>
        </Panel>
      );
    case "damaged":
      return (
        <Panel title="This could not be unlocked" {...props}>
          <p>
            It was locked with another key, or changed on its way. We keep it as it is, and nothing is written
            over it unless you say so.
          </p>
          <Anew {...props} />
        </Panel>
      );
  }
}

function Panel({ title, children, ways }: { title: string; children: ReactNode; ways?: ReactNode }) {
  return (
    <section className="gate" aria-label={title}>
      <h3 className="gate__title">
        <LockIcon /> {title}
      </h3>
      {children}
      {ways}
    </section>
  );
}

const Ways = ({ children }: { children: ReactNode }) => <div className="gate__ways">{children}</div>;

/** What is only a moment says nothing for a moment. */
const quietMs = 400;

function Opening({ children }: GateProps) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="gate gate--opening">
      <p className="closed">{long ? "Opening…" : ""}</p>
      {long ? <Ways>{children}</Ways> : null}
    </div>
  );
}

/** The key's one choice, before anything private is written (security, Decided). */
function Choose({ onOpening, children }: GateProps) {
  const client = useClient();
  const [way, setWay] = useState<Way | null>(null);
  const go = () => {
    onOpening();
    client.makeKey();
  };
  if (way !== null) return <OneWay way={way} lock="choose" onBack={() => setWay(null)} onDone={onOpening} />;
  return (
    <Panel title="Before you write something private">
      <p>
        What you write here is locked in this browser before it is sent. We keep it, and cannot read it. Only
        this browser has the key.
      </p>
      <p>
        If this browser’s data is cleared, the key is gone, and what it locked with it. Some browsers do that
        by themselves: Safari after seven days without a visit.
      </p>
      <List ways={waysToKeep} onChoose={setWay} />
      <Ways>
        <button type="button" className="button button--main" onClick={go} data-composer="gate">
          Go on with the key in this browser
        </button>
        {children}
      </Ways>
    </Panel>
  );
}

function Locked({ onOpening, children }: GateProps) {
  const hasAccount = useView((view) => view.hasAccount);
  const [way, setWay] = useState<Way | null>(null);
  if (way !== null) return <OneWay way={way} lock="locked" onBack={() => setWay(null)} onDone={onOpening} />;
  return (
    <Panel title="Your private answers are locked">
      <p>
        Their key is not in this browser. They are kept as they are, nothing is written over them, and they
        open again wherever the key is.
      </p>
      <List ways={waysToUnlock} onChoose={setWay} />
      <Ways>
        {hasAccount === false ? <NewKey onOpening={onOpening} /> : null}
        {children}
      </Ways>
    </Panel>
  );
}

/** The last resort: a required question must not be the end of the workbook. Said twice, for it mixes two keys. */
function NewKey({ onOpening }: { onOpening: () => void }) {
  const client = useClient();
  const [sure, setSure] = useState(false);
  if (!sure) {
    return (
      <button type="button" className="act" onClick={() => setSure(true)}>
        The key is lost
      </button>
    );
  }
  return (
    <>
      <p>
        Then go on with a new one. What the old key locked stays as it is, unread; what you write from now on
        opens with the new key.
      </p>
      <button
        type="button"
        className="button"
        ref={takesFocus}
        onClick={() => {
          onOpening();
          client.makeKey({ afresh: true });
        }}
      >
        Go on with a new key
      </button>
    </>
  );
}

function List({ ways, onChoose }: { ways: readonly Way[]; onChoose: (way: Way) => void }) {
  if (ways.length === 0) return null;
  return (
    <ul className="gate__list">
      {ways.map((way) => (
        <li key={way.title}>
          <button type="button" className="button button--wide" onClick={() => onChoose(way)}>
            {way.title}
          </button>
          <p>{way.words}</p>
        </li>
      ))}
    </ul>
  );
}

interface OneWayProps {
  readonly way: Way;
  readonly lock: "choose" | "locked";
  readonly onBack: () => void;
  readonly onDone: () => void;
}

function OneWay({ way, lock, onBack, onDone }: OneWayProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    holdLock(lock);
    return () => holdLock(null);
  }, [lock]);
  const done = () => {
    onDone();
    holdLock(null);
  };
  return (
    <div ref={box} tabIndex={-1}>
      <Panel title={way.title}>
        <Suspense fallback={null}>
          <way.View onDone={done} />
        </Suspense>
        <Ways>
          <button type="button" className="act" onClick={onBack}>
            Back
          </button>
        </Ways>
      </Panel>
    </div>
  );
}

/** Writing over something is the learner's own word, given twice. */
function Anew({ onAnew, onOpening, children }: GateProps) {
  const [sure, setSure] = useState(false);
  return (
    <Ways>
      {children}
      {onAnew === undefined ? null : sure ? (
        <button
          type="button"
          className="button"
          ref={takesFocus}
          onClick={() => {
            onOpening();
            onAnew();
          }}
        >
          Yes, begin again
        </button>
      ) : (
        <button type="button" className="act" onClick={() => setSure(true)}>
          Write it anew
        </button>
      )}
    </Ways>
  );
}
