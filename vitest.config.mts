import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        // Pure code: no root, no network, no servers.
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          setupFiles: ["test/draw.ts"],
          testTimeout: 300_000,
          // Vitest would leave one core to itself.
          maxWorkers: 2,
        },
      },
      {
        // Real servers in the lab, compiled program and plugin: needs Linux root.
        test: {
          name: "acceptance",
          include: ["test/acceptance/**/*.test.ts"],
          globalSetup: ["test/acceptance/setup.ts"],
          setupFiles: ["test/draw.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Each file has a lab of its own, and most of its time is waiting.
          maxWorkers: 4,
          // Real daemons on a shared machine: what fails once is tried once more, what fails twice has failed.
          retry: 1,
        },
      },
    ],
  },
});
