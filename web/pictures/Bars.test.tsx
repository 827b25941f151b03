import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Bars } from "./Bars.tsx";

const rows = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[a-z]{1,12}$/),
    value: fc.integer({ min: 0, max: 10 }),
    before: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 15, selector: ({ id }) => id },
);
const numbersOf = (markup: string, attribute: string, of: string) =>
  [...markup.matchAll(new RegExp(`<${of} [^>]*data-value="([^"]+)"[^>]*${attribute}="([^"]+)"`, "g"))].map(
    ([, value, drawn]) => [Number(value), Number(drawn)] as const,
  );

test("bars are as long as their numbers, which stand at their ends and in the table", () => {
  fc.assert(
    fc.property(rows, (all) => {
      const markup = renderToStaticMarkup(
        <Bars
          title="Numbers"
          says="Some numbers"
          most={10}
          mark={{ value: 5, words: "Half way" }}
          groups={[{ label: "All", bars: all.map((row) => ({ ...row, label: `The ${row.id}` })) }]}
          twin={{ head: ["What", "Number"], rows: all.map(({ id, value }) => [`The ${id}`, value]) }}
        />,
      );
      const drawn = numbersOf(markup, "width", "rect");
      expect(drawn.map(([value]) => value)).toEqual(all.map(({ value }) => value));
      const unit = Math.max(...drawn.map(([value, width]) => (value === 0 ? 0 : width / value)));
      for (const [value, width] of drawn) expect(width).toBeCloseTo(value * unit, 6);
      const befores = [...markup.matchAll(/data-before="(\d+)"/g)].map(([, value]) => Number(value));
      expect(befores).toEqual(all.flatMap(({ before }) => before ?? []));
      for (const { id, value } of all) {
        expect(markup).toContain(`>The ${id}</text>`);
        expect(markup).toContain(`<th scope="row">The ${id}</th><td>${value}</td>`);
      }
    }),
  );
});
