import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Breaking real processes has a command of its own: npm run chaos.
    exclude: ['**/node_modules/**', 'test/chaos/**'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One more than the two cores it is meant for: browsers and servers that start are waited for most of the time.
    maxWorkers: 3,
    // Real browsers and killed servers on a busy machine: a second try there, never on a developer's own run.
    retry: process.env.CI ? 1 : 0,
    reporters: process.env.CI
      ? ['default', ['json', { outputFile: 'test-report/vitest.json' }]]
      : ['default'],
  },
})
