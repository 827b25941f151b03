import { useEffect, useRef, type ReactNode } from "react";
import { Bars } from "../ui/Bars.tsx";
import { keepFocus } from "../ui/keepFocus.ts";
import { useView } from "../ui/useClient.ts";
import "./page.css";

interface Props {
  readonly title: string;
  /** One line under the title: what this page is for. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a page beside the conversation: the way back, a title that takes the focus, one column. */
export function Page({ title, lead, children }: Props) {
  const hasThread = useView((view) => view.phase === "thread" || view.phase === "signed_out");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(keepFocus, []);
  useEffect(() => {
    document.title = `${title} · DreamTree`;
    // Where a link inside the page led, the browser has put the reader there.
    if (location.hash === "") heading.current?.focus();
  }, [title]);
  return (
    <div className="page">
      <header className="page__head">
        <a className="head__mark" href="/">
          DreamTree
        </a>
        <a className="act" href="/">
          {hasThread ? "Back to the conversation" : "What DreamTree is"}
        </a>
      </header>
      <Bars />
      <main className="page__main">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead === undefined ? null : <p className="page__lead">{lead}</p>}
        {children}
      </main>
    </div>
  );
}
