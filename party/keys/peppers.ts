/** What a pepper is for. Each purpose has a key of its own, so that no value made for one is good for another. */
export type Purpose = "auth" | "wrap" | "device" | "prelogin" | "gate" | "trusted" | "wallet" | "live";

const encoder = new TextEncoder();

/**
 * The server's secrets, drawn by HKDF-SHA256 from `PEPPER_SOURCE`. A value that is made under a pepper says its
 * version, so that a new source can stand before the old one until everything has been made again.
 */
export class Peppers {
  readonly #sources: ReadonlyMap<number, Promise<CryptoKey>>;
  /** The version that new values are made under. */
  readonly newest: number;

  private constructor(sources: readonly (readonly [version: number, secret: string])[]) {
    this.newest = Math.max(...sources.map(([version]) => version));
    this.#sources = new Map(
      sources.map(([version, secret]) => [
        version,
        crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey", "deriveBits"]),
      ]),
    );
  }

  /**
   * @param source a secret of 32 characters or more (version 1), or several as `2:<secret>,1:<secret>`
   * @throws one line that does not repeat the secret
   */
  static from(source: string): Peppers {
    const parts = /^\s*\d+:/.test(source) ? source.split(/,(?=\s*\d+:)/) : [`1:${source}`];
    const read = parts.map((part) => {
      const [, version, secret] = /^\s*(\d+):(.{32,})$/.exec(part) ?? [];
      if (version === undefined || secret === undefined) {
        throw new Error("PEPPER_SOURCE: use <version>:<32 characters or more>, separated by commas");
      }
      return [Number(version), secret] as const;
    });
    if (new Set(read.map(([version]) => version)).size < read.length) {
      throw new Error("PEPPER_SOURCE: every version stands once");
    }
    return new Peppers(read);
  }

  has(version: number): boolean {
    return this.#sources.has(version);
  }

  /** A key for HMAC-SHA-256. @throws for a version that is not configured. */
  hmac(purpose: Purpose, version = this.newest): Promise<CryptoKey> {
    return this.#derive(purpose, "", version, { name: "HMAC", hash: "SHA-256", length: 256 }, [
      "sign",
      "verify",
    ]);
  }

  /** A key for AES-256-GCM that is good for one `subject` only. @throws for a version that is not configured. */
  aes(purpose: Purpose, subject: string, version = this.newest): Promise<CryptoKey> {
    return this.#derive(purpose, subject, version, { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);
  }

  /** 32 bytes, for what has a form of its own. @throws for a version that is not configured. */
  async bytes(purpose: Purpose, version = this.newest): Promise<Uint8Array<ArrayBuffer>> {
    const bits = await crypto.subtle.deriveBits(hkdf(purpose, "", version), await this.#source(version), 256);
    return new Uint8Array(bits);
  }

  /** Every version that is configured. */
  get versions(): readonly number[] {
    return [...this.#sources.keys()];
  }

  async #source(version: number): Promise<CryptoKey> {
    const source = await this.#sources.get(version);
    if (source === undefined) throw new Error(`PEPPER_SOURCE has no version ${version}`);
    return source;
  }

  async #derive(
    purpose: Purpose,
    subject: string,
    version: number,
    algorithm: AesKeyGenParams | HmacKeyGenParams,
    usages: KeyUsage[],
  ): Promise<CryptoKey> {
    const source = await this.#source(version);
    return crypto.subtle.deriveKey(hkdf(purpose, subject, version), source, algorithm, false, usages);
  }
}

const hkdf = (purpose: Purpose, subject: string, version: number) => ({
  name: "HKDF",
  hash: "SHA-256",
  salt: encoder.encode(subject),
  info: encoder.encode(`dt/pepper/${purpose}/v${version}`),
});
