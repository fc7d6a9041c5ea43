import { setImmediate } from 'node:timers/promises'
import type { Mutation } from '../council/house.ts'
import { openEmbeddedLane } from '../engines/embedded-lane.ts'
import type { Lane } from '../engines/lane.ts'
import { openPostgresLane } from '../engines/postgres-lane.ts'
import type { Trouble } from '../kernel/chaos.ts'
import { Violation } from '../kernel/violation.ts'
import { World } from '../world.ts'
import { drawSettings } from '../world-settings.ts'
import type { Case } from './case.ts'

/** What one world came to. */
export interface Outcome {
  figures: Figures
  failure?: Failure
  /** Faults that struck, in order. */
  struck: string[]
  /** The same for the same case: who did what when. */
  fingerprint: string
}

export interface Failure {
  rule: string
  journey: number | undefined
  message: string
}

export interface Figures {
  worlds: number
  journeys: number
  overlapping: number
  steps: number
  statements: number
  calls: number
  checks: number
  crashes: number
  lockWaits: number
  faults: Partial<Record<Trouble, number>>
}

/** Worlds after which the embedded engine is opened anew: what truncated tables leave behind slows it down. */
const worldsPerEngine = 100
/** Small, so that transactions wait for connections too. */
const connections = 5

/** Runs cases one after the other. */
export interface Runner {
  run(given: Case, mutation?: Mutation): Promise<Outcome>
  close(): Promise<void>
}

/** @param postgresUrl a server on which worlds with overlapping transactions live; without it they run on the embedded engine, one by one */
export function createRunner(name: string, postgresUrl: string | undefined): Runner {
  let embedded: Promise<Lane> | undefined
  let overlapping: Promise<Lane> | undefined
  let worlds = 0
  let opened = 0

  async function laneFor(seed: string): Promise<Lane> {
    if (postgresUrl && drawSettings(seed).overlap) {
      // Anew after a world that broke off: what that left behind is not waited for.
      overlapping ??= openPostgresLane(postgresUrl, `${name}_${++opened}`, connections)
      return overlapping
    }
    if (++worlds % worldsPerEngine === 0) {
      await (await embedded)?.close()
      embedded = undefined
    }
    embedded ??= openEmbeddedLane()
    return embedded
  }

  return {
    async run({ seed, journeys, only }, mutation) {
      // The embedded engine answers within the call, so a world never lets the process look up from its work.
      await setImmediate()
      const lane = await laneFor(seed)
      const world = new World(lane, { seed, journeys, only: only && new Set(only), mutation })
      let failure: Failure | undefined
      try {
        await world.run()
      } catch (error) {
        failure = failureOf(error)
        // A world that broke off may have left transactions open.
        await lane.close()
        if (lane.engine === 'pglite') embedded = undefined
        else overlapping = undefined
      }
      return {
        figures: figuresOf(world),
        struck: world.chaos.struck,
        fingerprint: world.scheduler.fingerprint,
        ...(failure && { failure }),
      }
    },
    async close() {
      await Promise.all([(await embedded)?.close(), (await overlapping)?.close()])
    },
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof Violation) return { rule: error.rule, journey: error.journey, message: error.message }
  return {
    rule: 'bug',
    journey: undefined,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}

function figuresOf(world: World): Figures {
  return {
    worlds: 1,
    journeys: world.journeys.length,
    overlapping: world.database.overlaps ? world.journeys.length : 0,
    steps: world.scheduler.steps,
    statements: world.database.statements,
    calls: world.network.calls,
    checks: world.watch.checks,
    crashes: world.servers.crashes,
    lockWaits: world.database.lockWaits,
    faults: Object.fromEntries(world.chaos.counts),
  }
}

export function addFigures(a: Figures, b: Figures): Figures {
  const faults = { ...a.faults }
  for (const [trouble, count] of Object.entries(b.faults) as [Trouble, number][])
    faults[trouble] = (faults[trouble] ?? 0) + count
  return {
    worlds: a.worlds + b.worlds,
    journeys: a.journeys + b.journeys,
    overlapping: a.overlapping + b.overlapping,
    steps: a.steps + b.steps,
    statements: a.statements + b.statements,
    calls: a.calls + b.calls,
    checks: a.checks + b.checks,
    crashes: a.crashes + b.crashes,
    lockWaits: a.lockWaits + b.lockWaits,
    faults,
  }
}

export const noFigures: Figures = {
  worlds: 0,
  journeys: 0,
  overlapping: 0,
  steps: 0,
  statements: 0,
  calls: 0,
  checks: 0,
  crashes: 0,
  lockWaits: 0,
  faults: {},
}
