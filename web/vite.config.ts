import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { commonPasswords } from "./account/password/commonList.ts";
import { shortest } from "./account/password/rules.ts";
import { firstTurn } from "./landing/firstTurn.ts";
import { legalPages } from "./legal/plugin.ts";
import { fileList } from "./sw/files.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const worker = `http://localhost:${process.env["PORT"] ?? 8787}`;

export default defineConfig({
  root: here("."),
  plugins: [
    react(),
    firstTurn(here("../seed/releases")),
    fileList(),
    commonPasswords(shortest),
    legalPages(here("..")),
  ],
  resolve: {
    alias: [
      { find: /^(?:\.\.\/)+(?:shared\/)?tools\/registry\.ts$/, replacement: here("tools/registry.ts") },
    ],
  },
  build: {
    outDir: here("dist"),
    emptyOutDir: true,
    target: "es2023",
    // A data: URL would need a wider policy than `'self'`.
    assetsInlineLimit: 0,
    sourcemap: true,
    rolldownOptions: {
      input: {
        index: here("index.html"),
        privacy: here("privacy.html"),
        legal: here("legal.html"),
        sw: here("sw/sw.ts"),
      },
      output: {
        // A service worker keeps one address, so that the browser finds its next version there.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  // Not under /assets/: our worker serves these, with the policy that they need (page.ts).
  worker: {
    format: "es",
    rolldownOptions: { output: { entryFileNames: "workers/[name]-[hash].js" } },
  },
  // Found at the start, so that the dev server does not reload when a lazy chunk first asks for them.
  optimizeDeps: { include: ["react-aria-components", "framer-motion/dom/mini", "react-dom/client"] },
  server: {
    proxy: {
      "/api": worker,
      "/outbox": worker,
      "/ws": { target: worker, ws: true },
    },
  },
});
