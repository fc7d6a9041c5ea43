import { openStage, type Stage, type StageOptions } from './rig/stage.ts'
import type { Figure, Scenario } from './scenario.ts'

export interface Result {
  figures: Figure[]
  pass: boolean
  seconds: number
}

export interface Runner {
  /** What a scenario throws is a figure that failed: the others are run all the same. */
  run(scenario: Scenario): Promise<Result>
  close(): Promise<void>
}

export interface RunnerOptions {
  postgresUrl: string
  /** 1 = full size. */
  scale: number
  /** Stages of the same kind are opened once and lent from scenario to scenario, which then must come one after the other. */
  lendStages: boolean
  note(words: string): void
}

export function createRunner({ postgresUrl, scale, lendStages, note }: RunnerOptions): Runner {
  const lent = new Map<string, Stage>()
  const some = (full: number, least = 1) => Math.max(least, Math.round(full * scale))

  async function stageFor(options: Omit<StageOptions, 'postgresUrl'>, own: Stage[]): Promise<Stage> {
    if (!lendStages) {
      const stage = await openStage({ ...options, postgresUrl })
      own.push(stage)
      return stage
    }
    // A road that stays level is in nobody's way.
    const suitsMore = { ...options, roughRoad: true }
    const kind = JSON.stringify(suitsMore)
    const there = lent.get(kind) ?? (await openStage({ ...suitsMore, postgresUrl }))
    lent.set(kind, there)
    return there
  }

  return {
    async run(scenario) {
      const began = Date.now()
      const own: Stage[] = []
      let figures: Figure[]
      try {
        figures = await scenario.run({
          postgresUrl,
          some,
          stage: (options) => stageFor(options, own),
          note: (words) => note(`${scenario.name}: ${words}`),
        })
      } catch (error) {
        const measured = error instanceof Error ? (error.stack ?? error.message) : String(error)
        figures = [{ what: 'could be run', wanted: 'yes', measured, pass: false }]
      } finally {
        for (const stage of own) await stage.close()
      }
      return {
        figures,
        pass: figures.every(({ pass }) => pass),
        seconds: Math.round((Date.now() - began) / 1000),
      }
    },
    async close() {
      for (const stage of lent.values()) await stage.close()
      lent.clear()
    },
  }
}
