import type { Stage, StageOptions } from './rig/stage.ts'

/** One line of the table: what was wanted, what was found. */
export interface Figure {
  what: string
  wanted: string
  measured: string
  pass: boolean
  /** Depends on how busy the machine is. */
  timed?: true
}

export interface Scenario {
  /** Short, for `--only`. */
  name: string
  /** The promise it puts to the test, in a sentence. */
  promise: string
  /** Throws when the scenario itself could not be run. */
  run(rig: Rig): Promise<Figure[]>
}

/** What a scenario is given to work with. */
export interface Rig {
  /** A PostgreSQL server, without a database name at the end. */
  postgresUrl: string
  /** A server and everybody it talks to; cleared away after the scenario. A small run lends it to the next scenario instead. */
  stage(options: Omit<StageOptions, 'postgresUrl'>): Promise<Stage>
  /** How many of something, out of the number of a full-size run; at least `least`. */
  some(full: number, least?: number): number
  /** Says where the scenario has got to. */
  note(words: string): void
}

/** Wanted: none of these. The first few are named. */
export function none(what: string, found: readonly string[]): Figure {
  const named = found.length === 0 ? '' : `: ${found.slice(0, 3).join('; ')}${found.length > 3 ? '; …' : ''}`
  return { what, wanted: '0', measured: `${found.length}${named}`, pass: found.length === 0 }
}

export function exactly(what: string, wanted: number, measured: number): Figure {
  return { what, wanted: String(wanted), measured: String(measured), pass: measured === wanted }
}

export function below(what: string, limit: number, measured: number, unit: string): Figure {
  return {
    what,
    wanted: `< ${limit} ${unit}`,
    measured: `${measured.toFixed(1)} ${unit}`,
    pass: measured < limit,
    timed: true,
  }
}

export function atLeast(what: string, least: number, measured: number): Figure {
  return { what, wanted: `${least} or more`, measured: String(measured), pass: measured >= least }
}

/** Does a piece of work so many times, so many at once. */
export async function times<T>(count: number, atOnce: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const done: T[] = []
  let next = 0
  const worker = async () => {
    while (next < count) {
      const n = next++
      done[n] = await work(n)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker))
  return done
}

/** Looks every second until it is so. @throws Error when nothing has moved for so many seconds, with what was seen last */
export async function until<T>(
  what: string,
  look: () => Promise<T>,
  isSo: (seen: T) => boolean,
  patienceSeconds = 240,
): Promise<T> {
  let last = ''
  for (let movedAt = Date.now(); ; ) {
    const seen = await look()
    if (isSo(seen)) return seen
    const now = JSON.stringify(seen)
    if (now !== last) movedAt = Date.now()
    else if (Date.now() - movedAt > patienceSeconds * 1000)
      throw new Error(`Nothing moved for ${patienceSeconds} s, and not yet: ${what}. Seen last: ${now}`)
    last = now
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

/** The value that so much of them (0 to 1) do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
