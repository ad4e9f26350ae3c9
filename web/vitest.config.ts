import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  test: { environment: "node", setupFiles: ["tests/setup.ts"], include: ["tests/*.test.ts"] },
});
