import { describe, expect, test } from "vitest";
import { workCategories } from "../../../shared/content/credits.ts";
import { creditsAnswer } from "../../../shared/protocol/credits.ts";
import { fetchWorker } from "../../testing/client.ts";

describe("the credits (GET /api/credits)", () => {
  test("are there for everybody: by category in the spec's order, by surname, with where each is used", async () => {
    const response = await fetchWorker("/api/credits", { method: "GET" });
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toContain("max-age=3600");
    const { categories, titles, attributions } = creditsAnswer.parse(await response.json());
    const names = categories.map(({ name }) => name);
    expect(names).toEqual(workCategories.filter((name) => names.includes(name)));
    for (const { works } of categories) {
      const surnames = works.map((work) => work.surname);
      expect(surnames).toEqual(surnames.toSorted((a, b) => a.localeCompare(b, "en")));
    }
    const works = categories.flatMap((one) => one.works);
    const numbers = works.map((work) => work.n).sort((a, b) => a - b);
    expect(numbers).toEqual(works.map((_, i) => i + 1));
    const uses = works.flatMap((work) => work.uses);
    expect(uses).not.toEqual([]);
    // An introduction is called by its module's name.
    expect(Object.keys(titles).toSorted()).toEqual([...new Set(uses.map((one) => one.exercise))].toSorted());
    for (const [id, title] of Object.entries(titles)) expect(title).not.toBe(id);
    expect(attributions.map(({ name }) => name)).toEqual(["O*NET", "ESCO", "OECD", "SOARED"]);
  });
});
