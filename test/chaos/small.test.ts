import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createRunner, type Runner } from './run-scenario.ts'
import { scenarios } from './scenarios/index.ts'
import { kill } from './scenarios/kill.ts'

/** As little of everything as still puts the promise to the test; `npm run chaos` has the full figures. */
const scale = 0.002

let runner: Runner
beforeAll(() => {
  runner = createRunner({ postgresUrl: inject('postgresUrl'), scale, lendStages: true, note: () => {} })
})
afterAll(() => runner?.close(), 60_000)

describe('real processes that things are done to', () => {
  // Kills have a test of their own: stories/server-is-killed.test.ts.
  test.for(scenarios.filter((scenario) => scenario !== kill))(
    '$name: $promise',
    { timeout: 300_000 },
    async (scenario) => {
      const { figures } = await runner.run(scenario)
      expect(figures.length).toBeGreaterThan(0)
      expect(figures.filter(({ pass, timed }) => !pass && !timed)).toEqual([])
    },
  )
})
