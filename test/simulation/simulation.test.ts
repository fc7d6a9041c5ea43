import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openEmbeddedLane } from './engines/embedded-lane.ts'
import { openPostgresLane } from './engines/postgres-lane.ts'
import { mutations } from './mutations.ts'
import { type Case, journeysInWorld, readCase, wholeWorld, writeCase } from './runs/case.ts'
import { runCases } from './runs/crew.ts'
import { createRunner, type Runner } from './runs/run-case.ts'
import { shrink } from './runs/shrink.ts'
import { World } from './world.ts'
import { drawSettings, type WorldSettings } from './world-settings.ts'

/** As many as fit beside every other test on two cores. `npm run simulate` runs as many as there is time for, on other seeds. */
const journeys = 4_000
const firstSeed = 1

let runner: Runner
beforeAll(() => {
  runner = createRunner('simulation_in_vitest', inject('postgresUrl'))
})
afterAll(() => runner.close())

const small = (seed: number): Case => ({ seed: String(seed), journeys: [0, 1, 2, 3, 4, 5, 6, 7] })

/** The first seeds of worlds of a kind. */
function seedsWhere(isWanted: (settings: WorldSettings) => boolean, count: number): number[] {
  return Array.from({ length: 1000 }, (_, seed) => seed)
    .filter((seed) => isWanted(drawSettings(String(seed))))
    .slice(0, count)
}
const overlapping = ({ overlap }: WorldSettings) => overlap
const oneByOne = ({ overlap }: WorldSettings) => !overlap

describe('a seed is a story', () => {
  test.each(seedsWhere(oneByOne, 3))('seed %i is the same, step by step, each time', async (seed) => {
    const [first, second] = [await runner.run(small(seed)), await runner.run(small(seed))]
    expect(first.failure).toBeUndefined()
    expect(second).toEqual(first)
  })

  test.each(seedsWhere(overlapping, 3))(
    'seed %i is the same although its transactions overlap',
    async (seed) => {
      const [first, second] = [await runner.run(small(seed)), await runner.run(small(seed))]
      expect(first.failure).toBeUndefined()
      expect(first.figures.overlapping).toBe(8)
      expect(second).toEqual(first)
    },
  )

  test('both engines tell the same story', async () => {
    const [seed] = seedsWhere(oneByOne, 1)
    const lanes = [
      await openEmbeddedLane(),
      await openPostgresLane(inject('postgresUrl'), 'simulation_engines', 2),
    ]
    const told: string[] = []
    for (const lane of lanes) {
      const world = new World(lane, { seed: String(seed), journeys: small(seed!).journeys })
      await world.run()
      told.push(world.scheduler.fingerprint)
      await lane.close()
    }
    expect(told[0]).toBe(told[1])
  })

  test('a case reads back as it was written', () => {
    for (const given of [
      wholeWorld('17'),
      { seed: '17', journeys: [3, 8] },
      { seed: '17', journeys: [3], only: ['j3.tab1/crash#1'] },
    ]) {
      expect(readCase(writeCase(given))).toEqual(given)
    }
    expect(() => readCase('17@three')).toThrow('no case to replay')
  })
})

describe('a mistake in the rooms is found', () => {
  /** Worlds in which much goes wrong; without the first few, in which nobody happens to pay twice. */
  const stormy = seedsWhere(({ rate, overlap }) => rate >= 0.2 && !overlap, 15).slice(4)

  test.each(Object.entries(mutations))('%s', { timeout: 120_000 }, async (_, mutation) => {
    const rules: string[] = []
    for (const seed of stormy) {
      const { failure } = await runner.run(wholeWorld(String(seed)), mutation)
      if (failure) rules.push(failure.rule)
      if (failure) break
    }
    expect(rules).toHaveLength(1)
    expect(rules).not.toContain('bug')
  })

  test('and made small: fewer journeys and fewer faults break the same rule', {
    timeout: 240_000,
  }, async () => {
    const mutation = mutations['a refund is asked for again without looking for the first try']!
    for (const failing of stormy.map((seed) => wholeWorld(String(seed)))) {
      const outcome = await runner.run(failing, mutation)
      if (!outcome.failure) continue
      const { case: smallest, failure } = await shrink(runner, failing, outcome, mutation)
      expect(smallest.journeys.length).toBeLessThanOrEqual(3)
      expect(smallest.only?.length ?? outcome.struck.length).toBeLessThan(outcome.struck.length)
      const again = await runner.run(readCase(writeCase(smallest)), mutation)
      expect(again.failure?.rule).toBe(failure.rule)
      return
    }
    expect.fail('The mistake was not found')
  })
})

test(`${journeys.toLocaleString('en-GB')} journeys: the money, the submission and the back office never disagree`, {
  timeout: 1_500_000,
}, async () => {
  const worlds = Array.from({ length: journeys / journeysInWorld }, (_, world) =>
    wholeWorld(String(firstSeed + world)),
  )
  const { figures, failures } = await runCases(worlds, {
    postgresUrl: inject('postgresUrl'),
    workers: 2,
    mostFailures: 3,
  })
  expect(
    failures.map(({ case: smallest, failure }) => ({
      ...failure,
      again: `npm run simulate -- --replay '${writeCase(smallest)}'`,
    })),
  ).toEqual([])
  expect(figures.journeys).toBe(journeys)
  expect(figures.overlapping).toBeGreaterThan(journeys / 50)
  expect(figures.crashes).toBeGreaterThan(journeys / 50)
  expect(figures.checks).toBeGreaterThan(journeys)
  // Everything that can go wrong did, over and over.
  expect(Object.values(figures.faults).filter((count) => count > 50)).toHaveLength(15)
})
