const againMs = 2000;
/** So often with a network: what does not come then is not there any more, as after a new release. */
const mostTries = 5;

/**
 * A chunk over a weak network: tried again until it is here. Without a network it waits for one, and counts no try.
 * @throws what the last of five tries did, for a Boundary to tell
 */
export async function arrives<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await load();
    } catch (error) {
      if (!navigator.onLine) tries = 0;
      if (tries >= mostTries) throw error;
      await networkOr(againMs);
      await stylesAgain();
    }
  }
}

function networkOr(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const on = () => {
      clearTimeout(timer);
      removeEventListener("online", on);
      resolve();
    };
    const timer = setTimeout(on, ms);
    addEventListener("online", on);
  });
}

/** A style sheet that failed once is never asked for again, by the browser or by the bundler's own loader. */
function stylesAgain(): Promise<unknown> {
  const failed = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].filter(
    ({ sheet }) => sheet === null,
  );
  return Promise.all(
    failed.map((link) => {
      const again = link.cloneNode() as HTMLLinkElement;
      const settled = new Promise((resolve) => {
        again.addEventListener("load", resolve);
        again.addEventListener("error", resolve);
      });
      link.replaceWith(again);
      return settled;
    }),
  );
}
