// oxlint-disable-next-line no-restricted-imports -- the project's own pages are read here
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { missingIn } from "./complete.ts";
import { documentHtml } from "./document.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const legal = read("../../legal.md");
const filled = legal.replaceAll(/\[\[[^\]]*\]\]/g, "Said.");

describe("legal.md", () => {
  test("as it comes is not filled in, and says where", () => {
    expect(missingIn(legal)).toContain("Minimum age");
  });
  test("is complete when every place is filled in", () => {
    expect(missingIn(filled)).toBeNull();
  });
  test("a section that is missing or empty is named", () => {
    expect(missingIn(filled.replace("## Contact", "## Contacts"))).toContain("Contact.");
    expect(missingIn(filled.replace(/## Minimum age\n\n.*\n/, "## Minimum age\n"))).toContain("Minimum age");
    expect(missingIn("")).toContain("Who runs this");
  });
});

describe("documents", () => {
  test("both pages are made of what a page may have", () => {
    for (const text of [legal, read("privacy.md")]) expect(documentHtml(text)).toMatch(/^<h1>/);
  });
  test("text is text: no HTML comes through", () => {
    expect(() => documentHtml("<script>1</script>")).toThrow("html");
    expect(documentHtml('a < b & "c" **d**')).toBe(
      "<p>a &lt; b &amp; &quot;c&quot; <strong>d</strong></p>\n",
    );
  });
  test("the privacy page does not promise more than the encryption gives", () => {
    const privacy = read("privacy.md");
    for (const said of ["changes the program", "Going back", "cannot help", "e-mail address"])
      expect(privacy.replaceAll("**", "")).toContain(said);
  });
});
