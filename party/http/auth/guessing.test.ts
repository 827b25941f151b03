import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { login, newAccount, newEmail, randomAuth, storedAccounts } from "../../testing/account.ts";
import { appWith, memoryGates, posting } from "../../testing/app.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { mannWhitney } from "../../testing/mannWhitney.ts";

/* Security 3: enumeration and brute force. 429 means that the verifier was not asked. */

beforeAll(seedTestWorkbook);

const from = (address: string) => ({ "CF-Connecting-IP": address });
const tried = (statuses: readonly number[]) => statuses.filter((status) => status !== 429).length;

/** The app with counters in a time of its own. */
function simulated() {
  const gates = memoryGates();
  const post = posting(appWith({ gates }).fetch);
  const signIn = (email: string, auth: string, headers: Record<string, string>) =>
    post("/api/auth/login", { email, auth }, headers).then((response) => response.status);
  return { post, signIn, advance: gates.advance };
}

describe("guessing passwords", () => {
  test("1,000 guesses at one account in an hour, from 50 networks: at most 20 are looked at", async () => {
    const { email, password, cookie } = await newAccount();
    const { signIn, advance } = simulated();
    const statuses: number[] = [];
    for (let i = 0; i < 1_000; i += 1) {
      statuses.push(await signIn(email, randomAuth(), from(`198.51.100.${i % 50}`)));
      advance(3_600);
    }
    expect(tried(statuses)).toBeGreaterThan(5);
    expect(tried(statuses)).toBeLessThanOrEqual(20);
    // Its owner comes in all the same, from the browser that was here before, and cannot be locked out.
    expect(await signIn(email, password.auth, { Cookie: cookie, ...from("203.0.113.9") })).toBe(200);
    // A new browser waits with the strangers.
    expect(await signIn(email, password.auth, from("203.0.113.10"))).toBe(429);
    advance(900_000);
    expect(await signIn(email, password.auth, from("203.0.113.10"))).toBe(200);
  });

  test("one guess at each of 200 accounts from one network: at most 20 a minute are looked at", async () => {
    const { signIn } = simulated();
    for (const address of [() => "198.18.0.1", (i: number) => `2001:db8:7:7::${i.toString(16)}`]) {
      const statuses: number[] = [];
      for (let i = 0; i < 200; i += 1)
        statuses.push(await signIn(newEmail(), randomAuth(), from(address(i))));
      expect(tried(statuses)).toBe(20);
    }
  });

  test("many at once get no more than one after the other (the object that counts)", async () => {
    const { email } = await newAccount();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => login(email, randomAuth(), from(`192.0.2.${i % 4}`))),
    );
    expect(tried(answers.map((one) => one.status))).toBe(5);
    expect(Number(answers.at(-1)?.headers.get("Retry-After"))).toBeGreaterThan(0);
  });

  test("success clears the count", async () => {
    const { email, password } = await newAccount();
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 4; i += 1) expect((await login(email, randomAuth())).status).toBe(403);
      expect((await login(email, password.auth)).status).toBe(200);
    }
  });

  test("a browser's own count is for its account alone, and cannot be made up", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const { signIn } = simulated();
    for (let i = 0; i < 5; i += 1) await signIn(mine.email, randomAuth(), from(`192.0.2.${i}`));
    const trusted = (cookie: string) => ({ Cookie: cookie, ...from("203.0.113.77") });
    expect(await signIn(mine.email, mine.password.auth, trusted(other.cookie))).toBe(429);
    const forged = mine.cookie.replace(/(dreamtree-device=1\.)[\w-]{22}/, `$1${"A".repeat(22)}`);
    expect(forged).not.toBe(mine.cookie);
    expect(await signIn(mine.email, mine.password.auth, trusted(forged))).toBe(429);
    expect(await signIn(mine.email, mine.password.auth, trusted(mine.cookie))).toBe(200);
  });

  test("a browser that was trusted guesses no more than anybody", async () => {
    const { email, cookie } = await newAccount();
    const { signIn } = simulated();
    const statuses: number[] = [];
    for (let i = 0; i < 20; i += 1) statuses.push(await signIn(email, randomAuth(), { Cookie: cookie }));
    expect(tried(statuses)).toBe(5);
  });
});

/** Everything of an answer that can be seen from outside, without what the browser was asked for. */
async function seen(response: Response) {
  const text = await response.text();
  const headers = [...response.headers].toSorted().map((one) => one.join(": "));
  return JSON.stringify([response.status, headers, new TextEncoder().encode(text).length]);
}

const middle = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

describe("which addresses have an account cannot be found out", () => {
  /** `npm run proof` takes a thousand of each. */
  const many = env.PROOF === "1" ? 1_000 : 150;
  const network = (i: number) => from(`10.${i >> 8}.${i & 255}.1`);

  test(`${many} with and ${many} without: prelogin and a wrong password look the same from outside`, async ({
    task,
  }) => {
    task.meta.proof = { subject: "guessing", addressesWithAnAccount: many, without: many };
    const known = await storedAccounts(many);
    const unknown = Array.from({ length: many }, () => newEmail());
    const { post } = simulated();
    for (const path of ["prelogin", "login"] as const) {
      const faces = new Set<string>();
      for (const [i, email] of [...known, ...unknown].entries()) {
        const body = path === "prelogin" ? { email } : { email, auth: randomAuth() };
        faces.add(await seen(await post(`/api/auth/${path}`, body, network(i))));
      }
      expect([path, faces.size]).toEqual([path, 1]);
    }
  }, 120_000);

  // The clock of the runtime has steps of a millisecond: between thousands a tenth of one is seen all the same.
  test.runIf(env.PROOF === "1")(
    "2,000 answers of each kind take equally long: by rank, and in the middle to a millisecond",
    async ({ task }) => {
      const times = 2_000;
      const known = await storedAccounts(times);
      const unknown = Array.from({ length: times }, () => newEmail());
      const figures: Record<string, { p: number; gapMs: number }> = {};
      for (const path of ["prelogin", "login"] as const) {
        const { post } = simulated();
        const took = { known: [] as number[], unknown: [] as number[] };
        const time = async (kind: keyof typeof took, email: string, i: number) => {
          const body = path === "prelogin" ? { email } : { email, auth: randomAuth() };
          const from = performance.now();
          await (await post(`/api/auth/${path}`, body, network(i))).text();
          took[kind].push(performance.now() - from);
        };
        for (let i = 0; i < times; i += 1) {
          // Whoever comes first is not always the same.
          const both = [["known", known[i] ?? ""] as const, ["unknown", unknown[i] ?? ""] as const];
          for (const [kind, email] of i % 2 === 0 ? both : both.toReversed()) await time(kind, email, i);
        }
        const gapMs = Math.abs(middle(took.known) - middle(took.unknown));
        figures[path] = { p: mannWhitney(took.known, took.unknown), gapMs };
      }
      task.meta.proof = { subject: "timing", answersOfEach: times, ...figures };
      for (const [path, { p, gapMs }] of Object.entries(figures)) {
        expect(gapMs, path).toBeLessThan(1);
        expect(p, path).toBeGreaterThan(0.01);
      }
    },
    300_000,
  );

  test("the salt of an address that has none is its own, is always the same, and looks like any", async () => {
    const { post } = simulated();
    const salts = new Set<string>();
    for (let i = 0; i < 50; i += 1) {
      const email = newEmail();
      const ask = async (as: string) =>
        (await (await post("/api/auth/prelogin", { email: as }, network(i))).json<{ salt: string }>()).salt;
      const salt = await ask(email);
      expect(await ask(email)).toBe(salt);
      expect(await ask(` ${email.toUpperCase()}`)).toBe(salt);
      expect(atob(salt)).toHaveLength(16);
      salts.add(salt);
    }
    expect(salts.size).toBe(50);
  });

  test("an account is held up by guessing exactly as long as no account is", async () => {
    const { email } = await newAccount();
    const { post } = simulated();
    const waits = async (as: string, address: string) => {
      const all: [status: number, retryAfter: string | null][] = [];
      for (let i = 0; i < 12; i += 1) {
        const body = { email: as, auth: randomAuth() };
        const { status, headers } = await post("/api/auth/login", body, from(address));
        all.push([status, headers.get("Retry-After")]);
      }
      return all;
    };
    const waited = await waits(email, "192.0.2.1");
    expect(waited.map(([status]) => status)).toContain(429);
    expect(await waits(newEmail(), "192.0.2.2")).toEqual(waited);
  });
});
