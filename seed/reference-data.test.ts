import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { indexSkills, searchSkills, type SkillIndex } from "../shared/tools/skill_tagger/search.ts";
import { toolNames } from "../shared/content/block.ts";
import { openFiles, readWorkbook } from "./author/open.ts";
import { Problems } from "./author/problem.ts";
import type { Reference } from "./author/reference/read.ts";

/* What the issue asks of the reference data as it stands in the repository; what is wrong in it, `check` says. */

let reference: Reference;
let skills: SkillIndex;
beforeAll(() => {
  reference = readWorkbook(
    openFiles(fileURLToPath(new URL("..", import.meta.url))),
    new Problems(),
  ).reference;
  skills = indexSkills(reference.skills);
});

describe("the reference data", () => {
  it("has 15 competencies in 3 clusters, each with 5 levels and the modules it shows in", () => {
    const of = (category: string) => reference.competencies.filter((one) => one.category === category).length;
    expect([of("delivery"), of("interpersonal"), of("strategic")]).toEqual([6, 5, 4]);
    for (const { levels, relevant_modules, name } of reference.competencies) {
      expect(levels.length, name).toBe(5);
      expect(relevant_modules.length, name).toBeGreaterThan(0);
    }
  });

  it("says of a level what kind of job it is often part of, the same for all, before it gives examples", () => {
    for (const level of [0, 1, 2, 3, 4]) {
      const kinds = reference.competencies.map(({ levels }) => levels[level]?.job_context.split(":")[0]);
      expect(new Set(kinds).size, `level ${level + 1}`).toBe(1);
      expect(kinds[0]).toMatch(/^Often part of /);
    }
  });

  it("has 16 types, 800 skills and more, 52 works and more, 12 practices, 38 objects and more, 10 tools", () => {
    expect(reference.types).toHaveLength(16);
    expect(reference.skills.length).toBeGreaterThanOrEqual(800);
    expect(reference.works.length).toBeGreaterThanOrEqual(52);
    expect(reference.practices).toHaveLength(12);
    expect(reference.objects.length).toBeGreaterThanOrEqual(38);
    expect(reference.tools.map((one) => one.name)).toEqual(toolNames);
    expect(reference.tools.filter((one) => one.reminder !== null).map((one) => one.name)).toEqual([
      "flow_tracker",
      "failure_reframer",
    ]);
  });

  it("leaves nothing to be written", () => {
    const texts = JSON.stringify([reference.works, reference.tools, reference.attributions]);
    expect(texts).not.toMatch(/to be written|lorem|\bTODO\b/i);
  });
});

/** What people type, from the kitchen and the building site to the office. */
const typed =
  `Excel, PowerPoint, Word, Google Docs, typing, email, Zoom, minutes, receptionist, filing, invoices, payroll, QuickBooks,
till, cashier, complaints, call center, market stall, window display, merchandising, packing, picking, forklift, delivery,
taxi, driving, HGV, warehouse, stock taking, assembly line, CNC, welding, soldering, plumbing, electrician, wiring,
bricklaying, plastering, tiling, roofing, scaffolding, carpentry, painting and decorating, HVAC, boiler, car repair,
bike repair, locksmith, sewing, knitting, tailoring, upholstery, pottery, woodwork, cooking, baking, butcher, barista,
cocktails, waitressing, food safety, catering, school lunch, hotel, housekeeping, cleaning, ironing, laundry, babysitting,
nappies, childcare, parenting, homework help, elderly care, dementia, personal care, medication, lifting people, first aid,
CPR, nursing, paramedic, sign language, interpreting, translation, Spanish, farm work, milking, tractor, chainsaw,
gardening, fishing, dog walking, vet, horses, hairdressing, nails, massage, tattoo, security guard, lifeguard, photography,
video editing, podcast, singing, guitar, acting, stage hand, wedding planning, fundraising, board member, union rep,
coaching football, household budget, python, coding, SQL, spreadsheets, ChatGPT, social media, SEO, graphic design, CAD,
immigration, housing, tax, insurance, mental health, prayer, patience, calm, punctual, reliable`
    .split(",")
    .map((one) => one.trim());

describe("the list of skills", () => {
  it.each(typed)("knows what is meant by %s", (text) => {
    expect(searchSkills(skills, text, "transferable")).not.toEqual([]);
  });

  it("puts what is meant first", () => {
    const first = (text: string) => searchSkills(skills, text, "transferable")[0]?.skill.name;
    expect(first("Excel")).toBe("using spreadsheets");
    expect(first("nappies")).toBe("caring for babies");
    expect(first("elderly care")).toBe("caring for older people");
    expect(first("cashier")).toBe("handling cash");
  });
});
