import { loadCompetencies } from "./competencies.ts";
import { loadConnections } from "./connections.ts";
import { loadContentBlocks } from "./content-blocks.ts";
import { loadContentReleases } from "./content-releases.ts";
import { loadDataObjects } from "./data-objects.ts";
import { loadOngoingPractices } from "./ongoing-practices.ts";
import { loadOutline } from "./outline.ts";
import { loadPersonalityTypes } from "./personality-types.ts";
import { loadPrompts } from "./prompts.ts";
import { loadReferences } from "./references.ts";
import { loadSkills } from "./skills.ts";
import { loadSources } from "./sources.ts";
import { loadStem } from "./stem.ts";
import { loadTools } from "./tools.ts";
import type { Load, Seed } from "./seed.ts";

/** The spec's order (section 10), the outline after it, and the active release last (decision 28). */
const order: readonly Load[] = [
  loadPersonalityTypes,
  loadCompetencies,
  loadSkills,
  loadReferences,
  loadContentBlocks,
  loadPrompts,
  loadTools,
  loadConnections,
  loadStem,
  loadDataObjects,
  loadOngoingPractices,
  loadSources,
  loadOutline,
  loadContentReleases,
];

/** Every statement of a seed, in order. Running them again changes nothing. */
export const statements = (seed: Seed): string[] => order.flatMap((load) => load(seed));
