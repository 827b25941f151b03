import { stringify } from "yaml";

const codes = [..."EI"].flatMap((a) =>
  [..."SN"].flatMap((b) => [..."TF"].flatMap((c) => [..."JP"].map((d) => a + b + c + d))),
);

/** The reference files of the small workbook. */
export function referenceTexts(toolNames: readonly string[]): [string, string][] {
  const files: Record<string, unknown> = {
    "personality-types": codes.map((code) => ({
      code,
      name: `The ${code}`,
      lines: {
        brings: `You keep your word: it's kept; 100% of it. ${"You may well be. ".repeat(20)}`.trim(),
        energized: "Quiet.",
        settings: "A shop.",
        watch: "Rest.",
        question: "When last?",
      },
    })),
    competencies: [
      {
        slug: "analytical-thinking",
        name: "Analytical Thinking",
        category: "delivery",
        sort: 1,
        definition: "Seeing how facts connect.",
        relevant_modules: ["1.1"],
        levels: [1, 2, 3, 4, 5].map((n) => ({
          text: `At step ${n} you do this one thing and then you do one more thing, and you say it.`,
          job_context: `Roles ${n}.`,
        })),
      },
    ],
    skills: {
      transferable: { Communicating: ["active listening | hearing people out, listening well", "editing"] },
      self_management: { "With people": ["patient"] },
      knowledge: { Health: ["first aid"] },
    },
    references: ["star", "long", "fine"].map((slug) => ({
      slug,
      author_surname: slug,
      full: `${slug}. *A Book*. 2020.`,
      short: `${slug}, *A Book*`,
      category: "Communication & Storytelling",
      concepts: ["telling"],
      application: "It tells.",
    })),
    attributions: [{ name: "A license", text: "Shown because it asks." }],
    tools: toolNames.map((name, i) => ({
      id: 100000 + i,
      name,
      label: `Tool ${i + 1}`,
      description: "A card.",
      instructions: "Write in it.",
      icon: "list",
      reminder: name === "flow_tracker" ? { frequency: "daily", prompt: "Track your flow today" } : null,
    })),
    "data-objects": [
      { name: "Experience list", created_in: "1.1.1", data_type: "list" },
      { name: "Story seeds", created_in: "1.1.1", data_type: "texts" },
      { name: "Tagged skills", created_in: "1.1.1", data_type: "list" },
      { name: "Top skills", created_in: "1.1.1", reused_in: ["1.1.2"], data_type: "ranked" },
      { name: "Clarity ratings", created_in: "1.0", reused_in: ["1.1.2"], data_type: "slider" },
    ],
    practices: [
      {
        key: "flow-log",
        name: "Flow log",
        frequency: "daily",
        established_in: "1.3.2",
        used_by: ["1.3.3"],
        purpose: "Find out what gives you energy.",
        last_use: "tool:flow_tracker",
      },
    ],
  };
  return Object.entries(files).map(([name, value]) => [`seed/reference/${name}.yaml`, stringify(value)]);
}
