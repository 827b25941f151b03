import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Tracks } from "./Tracks.tsx";
import { Wheel } from "./Wheel.tsx";

const values = fc.array(fc.option(fc.integer({ min: 1, max: 10 })), { minLength: 3, maxLength: 6 });
const drawn = (markup: string) =>
  [...markup.matchAll(/data-value="(\d+)" cx="([^"]+)" cy="([^"]+)"/g)].map(([, value, x, y]) => ({
    value: Number(value),
    x: Number(x),
    y: Number(y),
  }));

test("a wheel has a point for what was said, as far out as its number, and names all", () => {
  fc.assert(
    fc.property(values, (all) => {
      const markup = renderToStaticMarkup(
        <Wheel
          title="Now"
          says="Now"
          most={10}
          spokes={all.map((value, i) => ({ id: `s${i}`, label: `Area ${i}`, value }))}
          twin={{ head: ["Area", "Now"], rows: [] }}
        />,
      );
      const points = drawn(markup);
      expect(points.map(({ value }) => value)).toEqual(all.filter((value) => value !== null));
      const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(markup)?.map(Number) ?? [];
      const far = points.map(({ x, y }) => Math.hypot(x - width / 2, y - height / 2));
      const unit = (far[0] ?? 0) / (points[0]?.value ?? 1);
      // The drawing ends at a whole pixel, so its middle may lie half a pixel off.
      for (const [i, { value }] of points.entries())
        expect(Math.abs((far[i] ?? NaN) - value * unit)).toBeLessThan(12);
      all.forEach((value, i) => expect(markup).toContain(`>Area ${i} ${value ?? "–"}</text>`));
    }),
  );
});

test("a track goes up with its numbers, forward with its moments, and says the newest", () => {
  fc.assert(
    fc.property(values, (all) => {
      const markup = renderToStaticMarkup(
        <Tracks
          title="Over time"
          says="Over time"
          range={[1, 10]}
          moments={all.map((_, i) => ({ at: i * i, words: `Day ${i}` }))}
          tracks={[{ id: "work", label: "Work", values: all }]}
          twin={{ head: ["When", "Work"], rows: [] }}
        />,
      );
      const points = drawn(markup);
      const said = all.filter((value) => value !== null);
      expect(points.map(({ value }) => value)).toEqual(said);
      for (const [i, one] of points.entries())
        for (const other of points.slice(i + 1)) {
          expect(other.x).toBeGreaterThan(one.x);
          expect(Math.sign(one.y - other.y)).toBe(Math.sign(other.value - one.value));
        }
      if (said.length > 0) expect(markup).toContain(`>${said.at(-1)}</text>`);
    }),
  );
});
