import { useState } from "react";
import "./code.css";

/** A recovery code, shown this once: copied, printed, or written down. */
export function Code({ code, onKept }: { code: string; onKept: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(code).then(
      () => setCopied(true),
      () => undefined,
    );
  const groups = code.split("-");
  return (
    <section className="forms" aria-label="Your recovery code">
      <p>
        This code opens your workbook and everything private in it, without the password. It is shown once.
        Write it down, or print it, and keep it where you keep what you would not want to lose.
      </p>
      <p className="code" translate="no">
        {groups.map((group, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- eight places, and a group may stand twice
          <span key={i}>{group}</span>
        ))}
      </p>
      <div className="forms__ways">
        <button type="button" className="button button--main" onClick={onKept}>
          I have it
        </button>
        <button type="button" className="act" onClick={copy}>
          {copied ? "Copied" : "Copy it"}
        </button>
        <button type="button" className="act" onClick={() => print()}>
          Print it
        </button>
      </div>
    </section>
  );
}
