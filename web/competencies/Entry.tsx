import type { CompetencyAnswer } from "../../shared/protocol/competencies.ts";

/** How a level reads beside the others. */
export const readings = { strength: "Strength", growth: "Room to grow", steady: "Steady" } as const;

interface Props {
  readonly competency: CompetencyAnswer["competencies"][number];
  /** From 1 to 5; undefined before one was chosen. */
  readonly level: number | undefined;
  readonly reading: keyof typeof readings | undefined;
  /** The titles of the modules it shows in. */
  readonly modules: readonly string[];
}

/** One competency: what it means, the level that was chosen in its own words and its kind of jobs, where it shows. */
export function Entry({ competency, level, reading, modules }: Props) {
  const { id, name, definition, levels = [] } = competency;
  const own = level === undefined ? undefined : levels[level - 1];
  return (
    <article className="competency" aria-labelledby={id}>
      <header className="competency__head">
        <h3 id={id}>{name}</h3>
        {level === undefined ? null : (
          <p className="competency__level">
            <Dots level={level} /> Level {level} of 5
            {reading === undefined ? null : ` · ${readings[reading]}`}
          </p>
        )}
      </header>
      <p className="competency__means">{definition}</p>
      {own === undefined ? null : (
        <div className="competency__own">
          <p>{own.text}</p>
          <p className="competency__jobs">{own.jobContext}</p>
        </div>
      )}
      {levels.length === 0 ? null : (
        <details className="competency__all">
          <summary>All 5 levels</summary>
          <ol>
            {levels.map((one) => (
              <li key={one.text}>
                {one.text} <span className="competency__jobs">{one.jobContext}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
      {modules.length === 0 ? null : <p className="competency__shows">Shows up in {modules.join(" · ")}</p>}
    </article>
  );
}

/** The same again for the eye. */
function Dots({ level }: { level: number }) {
  return (
    <span className="competency__dots" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((n) => (
        <i key={n} data-full={n <= level || undefined} />
      ))}
    </span>
  );
}
