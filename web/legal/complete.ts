/** What `legal.md` must speak of before anybody may be asked to trust it. */
const wanted = ["Who runs this", "Terms", "Minimum age", "What is kept, and for how long", "Contact"];

/** What is missing in `legal.md`, as one sentence; null when it is filled in. */
export function missingIn(markdown: string): string | null {
  const sections = new Map(
    markdown
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [title = "", ...rest] = section.split("\n");
        return [title.trim(), rest.join("\n").trim()] as const;
      }),
  );
  const lacking = wanted.filter((title) => (sections.get(title) ?? "") === "");
  if (lacking.length > 0) return `legal.md says nothing under: ${lacking.join("; ")}.`;
  const open = [...sections].filter(([, text]) => text.includes("[[")).map(([title]) => title);
  return open.length > 0
    ? `legal.md still has places to fill in, marked [[…]], under: ${open.join("; ")}.`
    : null;
}
