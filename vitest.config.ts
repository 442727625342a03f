import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/helpers/setup.ts"],
    // Tests wait for the programs that they start: as many files at a time as there are cores.
    maxWorkers: "100%",
    // Tests start real shells, real commands and real browsers; a slow machine must not fail them.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Concurrent tests of one file start a command each; more of them than cores only wait for each other.
    maxConcurrency: 2,
  },
});
