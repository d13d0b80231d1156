import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['__tests__/setup.ts'],
    // Most tests wait for the bundle in a child process, so a worker per core keeps every core busy.
    maxWorkers: '100%',
    testTimeout: 30_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'lcov'] },
  },
});
