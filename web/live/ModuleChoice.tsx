import { useView } from "../ui/useClient.ts";
import { useOutline } from "./useOutline.ts";

interface Props {
  readonly picked: readonly string[];
  readonly onPick: (modules: readonly string[]) => void;
  readonly wrong?: string | undefined;
}

/** Which modules it is about: everything else stays out of sight. */
export function ModuleChoice({ picked, onPick, wrong }: Props) {
  const version = useView((view) => view.stem?.version ?? null);
  const outline = useOutline(version);
  const parts = outline.filter(({ level }) => level === "part");
  const modulesOf = (part: string) =>
    outline.filter(({ id, level }) => level === "module" && id.startsWith(`${part}.`) && !id.endsWith(".0"));
  const toggle = (id: string) => {
    const next = picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id];
    onPick(next.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })));
  };
  return (
    <fieldset className="modules">
      <legend>What it is about</legend>
      {parts.map((part) => (
        <details key={part.id} open={picked.some((id) => id.startsWith(`${part.id}.`))}>
          <summary>{part.title}</summary>
          {modulesOf(part.id).map(({ id, title }) => (
            <label key={id}>
              <input type="checkbox" checked={picked.includes(id)} onChange={() => toggle(id)} />
              <span>
                {id} {title}
              </span>
            </label>
          ))}
        </details>
      ))}
      {wrong === undefined ? null : <p className="labelled__wrong">{wrong}</p>}
    </fieldset>
  );
}
