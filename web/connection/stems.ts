import type { StemsFor } from "./base.ts";
import { stemsOf, type Content, type Stems } from "./stemView.ts";

interface Range {
  readonly id: string;
  readonly first: number;
}

/**
 * `stemsOf`, remembered: a stem is built again only when content arrives, when the learner enters another
 * module, or while blocks stand loose because their module is not here.
 */
export function createStems(content: () => Content | null): StemsFor {
  let built: { content: Content | null; key: string; stems: Stems | null } | null = null;
  let indexed: { content: Content | null; ranges: readonly Range[]; ids: ReadonlySet<string> } | null = null;

  function index() {
    const now = content();
    if (indexed?.content === now) return indexed;
    const modules = [...(now?.modules ?? [])];
    const ranges = modules
      .map(([id, blocks]) => ({ id, first: Math.min(...blocks.map((block) => block.sequence)) }))
      .sort((a, b) => a.first - b.first);
    const ids = new Set(modules.flatMap(([, blocks]) => blocks.map((block) => block.id)));
    indexed = { content: now, ranges, ids };
    return indexed;
  }

  const stemsFor = (wire: Parameters<StemsFor>[0], around: number, version: number): Stems | null => {
    const { content: now, ranges, ids } = index();
    const loose = [...wire.values()].filter((block) => !ids.has(block.id));
    const module = ranges.findLast((range) => range.first <= around)?.id ?? "";
    const key = `${version} ${module} ${loose.length === 0 ? "" : `${around} ${loose.map((one) => one.id).join()}`}`;
    if (built?.content === now && built.key === key) return built.stems;
    const stems = stemsOf(now, new Map(loose.map((block) => [block.id, block])), around, version);
    built = { content: now, key, stems };
    return stems;
  };
  return Object.assign(stemsFor, { loaded: (blockId: string) => index().ids.has(blockId) });
}
