import type { Mutation } from '../council/house.ts'
import type { Case } from './case.ts'
import type { Failure, Outcome, Runner } from './run-case.ts'

export interface Shrunk {
  case: Case
  failure: Failure
  /** Worlds that were run to get here. */
  runs: number
}

/** Worlds that making one failure smaller may cost. */
const mostRuns = 120

/**
 * Makes a failing case smaller while it still breaks the same rule: first fewer journeys, then fewer faults. What each journey and
 * each actor draws does not depend on the others, so most of what is left out is not missed.
 */
export async function shrink(
  runner: Runner,
  failing: Case,
  first: Outcome,
  mutation?: Mutation,
): Promise<Shrunk> {
  let smallest: Shrunk = { case: failing, failure: first.failure!, runs: 0 }
  let struck: readonly string[] = first.struck
  let runs = 0

  async function stillFails(smaller: Case): Promise<boolean> {
    if (runs >= mostRuns) return false
    runs++
    const outcome = await runner.run(smaller, mutation)
    if (outcome.failure?.rule !== smallest.failure.rule) return false
    smallest = { case: smaller, failure: outcome.failure, runs }
    struck = outcome.struck
    return true
  }

  const { seed } = failing
  const { journey } = first.failure!
  const alone = journey !== undefined && (await stillFails({ seed, journeys: [journey] }))
  if (!alone) await fewer(failing.journeys, (journeys) => stillFails({ seed, journeys }))
  const { journeys } = smallest.case
  if (!(await stillFails({ seed, journeys, only: [] }))) {
    await fewer(struck, (only) => stillFails({ seed, journeys, only }))
  }
  return { ...smallest, runs }
}

/**
 * Leaves out as much as it can, in ever smaller parts (delta debugging).
 * Source: Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002.
 */
async function fewer<T>(all: readonly T[], stillFails: (kept: T[]) => Promise<boolean>): Promise<void> {
  let kept = [...all]
  for (let parts = 2; kept.length > 1; ) {
    const size = Math.ceil(kept.length / parts)
    let smaller: T[] | undefined
    for (let from = 0; from < kept.length && !smaller; from += size) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)]
      if (await stillFails(without)) smaller = without
    }
    if (smaller) {
      kept = smaller
      parts = Math.max(2, parts - 1)
    } else if (size === 1) return
    else parts = Math.min(kept.length, parts * 2)
  }
}
