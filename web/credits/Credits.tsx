import { useEffect } from "react";
import type { Work } from "../../shared/content/credits.ts";
import type { Usage } from "../../shared/content/usage.ts";
import { creditsAnswer, type CreditsAnswer } from "../../shared/protocol/credits.ts";
import { Missing } from "../pages/Missing.tsx";
import { Page } from "../pages/Page.tsx";
import { useAnswer } from "../pages/useAnswer.ts";
import { Citation } from "./Citation.tsx";
import "./credits.css";

/** `/credits`: the works by category, alphabetical, with what each gave and where; and the lines licenses ask for. */
export function Credits() {
  const { answer, again } = useAnswer("/api/credits", creditsAnswer);
  useEffect(() => {
    // The list came after the address: `/credits#burnett` is found now.
    if (typeof answer !== "object" || location.hash === "") return;
    const work = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    work?.scrollIntoView();
    work?.focus({ preventScroll: true });
  }, [answer]);
  return (
    <Page
      title="Sources and credits"
      lead="What this workbook rests on, and what each work gave it. The numbers are those in the text."
    >
      {answer === "missing" ? <Missing what="The list is not" onAgain={again} /> : null}
      {typeof answer === "object" ? <Lists answer={answer} /> : null}
    </Page>
  );
}

function Lists({ answer: { categories, titles, attributions } }: { answer: CreditsAnswer }) {
  return (
    <>
      {categories.map(({ name, works }) => (
        <section key={name} aria-label={name}>
          <h2>{name}</h2>
          <ul className="credits">
            {works.map((work) => (
              <Entry key={work.slug} work={work} titles={titles} />
            ))}
          </ul>
        </section>
      ))}
      <section aria-label="With thanks">
        <h2>With thanks</h2>
        <ul className="credits">
          {attributions.map(({ name, text, url }) => (
            <li key={name} className="credits__thanks">
              {text} {url === undefined ? null : <Citation text={url} />}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Entry({ work, titles }: { work: Work; titles: CreditsAnswer["titles"] }) {
  return (
    <li id={work.slug} tabIndex={-1} className="credits__work">
      <p>
        <span className="credits__n">[{work.n}]</span> <Citation text={work.full} />
      </p>
      <p className="credits__for">
        {work.application} <span className="credits__ideas">{work.concepts.join(" · ")}</span>
      </p>
      {usesInWords(work, titles).map((words) => (
        <p key={words} className="credits__uses">
          {words}
        </p>
      ))}
    </li>
  );
}

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
const inWords: Readonly<Record<Usage, string>> = {
  framework: "Adapted in",
  adaptation: "Adapted in",
  concept: "Built on in",
  direct_quote: "Quoted in",
  inspiration: "An inspiration for",
};

/** "Adapted in Evidence of Ability and What You Know": a line for each way it is used. */
function usesInWords(work: Work, titles: CreditsAnswer["titles"]): string[] {
  const by = new Map<string, string[]>();
  for (const { exercise, usage } of work.uses)
    by.set(inWords[usage], [...(by.get(inWords[usage]) ?? []), titles[exercise] ?? exercise]);
  return [...by].map(([how, where]) => `${how} ${list.format(where)}`);
}
