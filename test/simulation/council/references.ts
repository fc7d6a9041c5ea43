import { newReference } from '../../../server/submissions/reference-number.ts'
import type { Chaos } from '../kernel/chaos.ts'
import { Random } from '../kernel/random.ts'
import type { Actor } from '../kernel/scheduler.ts'

/**
 * A reference that follows from the seed and the journey. Now and then one that is taken already, as chance would give one in a
 * few million; `given` remembers which journey each went to.
 */
export function newSimulatedReference(
  seed: string,
  actor: Actor,
  chaos: Chaos,
  given: Map<string, number>,
): string {
  const taken = [...given.keys()].at(-1)
  if (taken && chaos.strikes(actor, 'reference-taken')) return taken.replace('CO-', '')
  const random = new Random(`${seed}/reference${actor.journey}/${actor.random.next()}`)
  const reference = newReference((below) => random.below(below))
  given.set(`CO-${reference}`, actor.journey ?? -1)
  return reference
}
