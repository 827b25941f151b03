import type { Plugin } from "vite";

/** What is of use only with a network: a password is chosen for the server. */
const online = /common-passwords/;

/**
 * Writes `files.json`: every script and style that the page may ask for later. The service worker keeps them
 * before they are needed, so that without a network the next tool, the menu and the way out are there as well.
 */
export const fileList = (): Plugin => ({
  name: "dreamtree-files",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const files = Object.keys(bundle).filter(
        (name) => /^(assets|workers)\/.*\.(js|css)$/.test(name) && !online.test(name),
      );
      this.emitFile({
        type: "asset",
        fileName: "files.json",
        source: JSON.stringify(files.map((name) => `/${name}`)),
      });
    },
  },
});
