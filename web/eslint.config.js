import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";

export default [
  { ignores: ["src/lib/schema.ts", "node_modules/"] }, // made by `make web-types`
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { files: ["**/*.svelte", "**/*.svelte.ts"], languageOptions: { parserOptions: { parser: ts.parser } } },
  // Maps and sets are made anew where they change; those that are kept are watched by nobody.
  { rules: { "svelte/prefer-svelte-reactivity": "off" } },
];
