import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Tests start real shells, real commands and real browsers; a slow machine must not fail them.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
