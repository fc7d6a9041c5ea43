import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The long proofs have commands of their own: npm run simulate, npm run chaos.
    exclude: ['**/node_modules/**', 'test/chaos/**'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Real browsers and killed servers on a busy machine: a second try there, never on a developer's own run.
    retry: process.env.CI ? 1 : 0,
    reporters: process.env.CI
      ? ['default', ['json', { outputFile: 'test-report/vitest.json' }]]
      : ['default'],
  },
})
