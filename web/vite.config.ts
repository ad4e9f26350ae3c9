import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// Into the Python package, where the wheel takes them from. Nothing is inlined: the policy of the pages allows no data: fonts or scripts.
export default defineConfig({
  plugins: [svelte()],
  build: { outDir: "../src/marsad/serve/pages", emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 1500, modulePreload: { polyfill: false } },
});
