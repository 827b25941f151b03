import * as z from "zod/mini";
import type { ToolDefinition } from "../definition.ts";
import { textField } from "../fields.ts";

export const dashboardConfig = z.strictObject({ goal: z.optional(z.string()) });
type DashboardConfig = z.infer<typeof dashboardConfig>;

export const dashboardAreas = ["work", "play", "love", "health"] as const;
export type DashboardArea = (typeof dashboardAreas)[number];

const areaNames: Readonly<Record<DashboardArea, string>> = {
  work: "Work",
  play: "Play",
  love: "Love",
  health: "Health",
};

/** Ratings from 1 to 10 (spec 3.1), null where an area is left out; `notes` is a sealed column. */
export interface DashboardValue extends Record<DashboardArea, number | null> {
  notes: unknown;
}

export const ratingRange = { min: 1, max: 10 } as const;

const rating = z.nullable(z.int().check(z.minimum(ratingRange.min), z.maximum(ratingRange.max)));
const column = (area: DashboardArea) => `life_dashboard_${area}` as const;

/** The areas with their ratings, those that were left out left out. */
export const ratings = (value: DashboardValue): { area: DashboardArea; rating: number }[] =>
  dashboardAreas.flatMap((area) => {
    const given = value[area];
    return given === null ? [] : [{ area, rating: given }];
  });

export const lifeDashboard: ToolDefinition<DashboardConfig, DashboardValue> = {
  name: "life_dashboard",
  config: dashboardConfig,
  standalone: { config: {}, private: false },
  readableWithoutSealed: true,
  value(_config, sealing) {
    return z.strictObject({
      work: rating,
      play: rating,
      love: rating,
      health: rating,
      notes: textField(2000, sealing, { table: "user_profile", column: "life_dashboard_notes" }),
    }) as unknown as z.ZodMiniType<DashboardValue>;
  },
  check(value) {
    return ratings(value).length > 0
      ? null
      : { code: "invalid", path: "value.work", message: "Rate at least one area" };
  },
  rows: (value) =>
    ratings(value).map(({ area, rating: given }) => ({
      id: area,
      text: areaNames[area],
      area,
      value: given,
    })),
  writes(value, _config, place) {
    const fields = Object.fromEntries(dashboardAreas.map((area) => [column(area), value[area]]));
    const life_dashboard_notes = value.notes === "" ? null : value.notes;
    return [
      {
        table: "user_profile",
        id: place.userId,
        creates: true,
        fields: { ...fields, life_dashboard_notes },
      },
    ];
  },
  newSkills: () => [],
};
