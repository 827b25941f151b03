import type { StemBlock } from "../../shared/content/block.ts";
import type { PersonalityType, Practice, Skill } from "../../shared/content/release.ts";
import { toolsHere } from "../../shared/tools/registry.ts";
import type { ContentIndex, Environment } from "./environment.ts";
import type { Content } from "./stemView.ts";

type Index = ContentIndex & {
  readonly types?: readonly PersonalityType[];
  readonly retired?: readonly StemBlock[];
  readonly practices?: readonly Practice[];
};

const againMs = 3000;
/** The learner's own and the next: not left until the page is idle. */
const nearModules = 2;
/** So many modules that nobody waits for are shown at once: each time the whole thread is drawn again. */
const shownTogether = 6;

export interface Library {
  content(): Content | null;
  /**
   * Loads this release from the learner's module on: that one first, the next one, the others when idle. What
   * does not come is asked for again while there is a network; call it again when there is one again.
   */
  want(version: number, moduleId: string | null): void;
  /** Resolves when that module is here, or cannot be had now. */
  loaded(moduleId: string): Promise<void>;
}

/**
 * The workbook's text on this device. Everything of a version is immutable: what is in storage is never asked
 * for again, so that the conversation goes on offline (rule 13).
 */
export function createLibrary(env: Environment, changed: () => void): Library {
  let content: Content | null = env.first === null ? null : fromPage(env.first);
  let version = env.first?.version ?? null;
  let here: string | null = null;
  let skillsOf: number | null = null;
  let indexOf: number | null = null;
  let busy = false;
  let cancelAgain: () => void = () => {};
  /** Modules that are here and not shown yet. */
  let arrived = new Map<string, readonly StemBlock[]>();
  let waiters: { moduleId: string; done: () => void }[] = [];

  const release = (all: boolean) => {
    const free = waiters.filter((one) => all || content?.modules.has(one.moduleId) === true);
    waiters = waiters.filter((one) => !free.includes(one));
    for (const one of free) one.done();
  };

  async function load(path: string): Promise<unknown> {
    const key = `content/${path}`;
    const [kept] = await env.storage.list(key);
    if (kept?.[0] === key) return kept[1];
    const { status, body } = await env.request("GET", `/api/${key}`);
    if (status !== 200) throw new Error(`${path}: ${status}`);
    await env.storage.write([[key, body]]).catch(() => undefined);
    return body;
  }

  const isHere = (id: string): boolean => content?.modules.has(id) === true || arrived.has(id);

  function show(): void {
    if (content === null || arrived.size === 0) return;
    content = { ...content, modules: new Map([...content.modules, ...arrived]) };
    arrived = new Map();
    changed();
  }

  const order = (): readonly string[] => {
    const modules = content?.index.modules ?? [];
    const at = Math.max(0, modules.indexOf(here ?? ""));
    return [
      ...modules.slice(at, at + nearModules),
      ...modules.slice(0, at).reverse(),
      ...modules.slice(at + nearModules),
    ];
  };

  /** The next thing that is missing, and whether it can wait until the page is idle. */
  function missing(): { run: () => Promise<void>; idle: boolean } | null {
    const wanted = version;
    if (wanted === null) return null;
    if (indexOf !== wanted) return { run: () => loadIndex(wanted), idle: false };
    const modules = order();
    const i = modules.findIndex((id) => !isHere(id));
    const id = modules[i];
    if (id !== undefined && i < nearModules) return { run: () => loadModule(wanted, id, 1), idle: false };
    if (skillsOf !== wanted) return { run: () => loadSkills(wanted), idle: true };
    return id === undefined ? null : { run: () => loadModule(wanted, id, shownTogether), idle: true };
  }

  async function loadIndex(wanted: number) {
    const index = (await load(`${wanted}/index`)) as Index;
    if (version !== wanted) return;
    const same = content?.index.version === wanted ? content : null;
    content = {
      index,
      types: index.types ?? [],
      retired: index.retired ?? [],
      practices: index.practices ?? [],
      modules: same?.modules ?? new Map(),
      loose: same?.loose ?? [],
      skills: same?.skills ?? [],
    };
    indexOf = wanted;
    changed();
  }

  async function loadModule(wanted: number, id: string, together: number) {
    const { blocks } = (await load(`${wanted}/${id}`)) as { blocks: readonly StemBlock[] };
    // The engine reads what its tools hold as soon as they are in the stem.
    if (blocks.some((block) => block.tool !== undefined)) await toolsHere();
    if (version !== wanted || content === null) return;
    arrived.set(id, blocks);
    if (arrived.size >= together) show();
  }

  async function loadSkills(wanted: number) {
    const { skills } = (await load(`${wanted}/skills`)) as { skills: readonly Skill[] };
    if (version !== wanted || content === null) return;
    skillsOf = wanted;
    content = { ...content, skills };
    changed();
  }

  async function fill() {
    if (busy) return;
    busy = true;
    try {
      for (let next = missing(); next !== null; next = missing()) {
        if (next.idle) await new Promise<void>((resolve) => env.whenIdle(resolve));
        await (next.idle ? missing() : next)?.run();
        release(false);
      }
    } catch {
      // What is here is shown. Without a network the next `want` asks again.
      cancelAgain();
      if (env.page.online()) cancelAgain = env.after(againMs, () => void fill());
    } finally {
      busy = false;
      show();
      release(true);
    }
  }

  return {
    content: () => content,
    want(wanted, moduleId) {
      if (version !== wanted) arrived = new Map();
      version = wanted;
      here = moduleId ?? here;
      // Somebody comes near a module that is here already.
      if (
        order()
          .slice(0, nearModules)
          .some((id) => arrived.has(id))
      )
        show();
      void fill();
    },
    loaded: (moduleId) =>
      new Promise((done) => {
        waiters.push({ moduleId, done });
        if (busy) release(false);
        else release(true);
      }),
  };
}

const fromPage = (first: NonNullable<Environment["first"]>): Content => {
  const { blocks, ...index } = first;
  return { index, types: [], retired: [], practices: [], modules: new Map(), loose: blocks, skills: [] };
};
