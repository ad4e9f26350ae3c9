import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { base } from "./base.mjs";

const drawn = base();

// Into the Python package, where the wheel takes them from. Nothing is inlined: the policy of the pages allows no data: fonts or scripts.
export default defineConfig({
  plugins: [
    svelte(),
    {
      name: "base-map",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: drawn.fileName, source: drawn.source });
      },
    },
  ],
  define: { __BASE__: JSON.stringify(`/${drawn.fileName}`) },
  build: { outDir: "../src/marsad/serve/pages", emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 1500, modulePreload: { polyfill: false } },
});
