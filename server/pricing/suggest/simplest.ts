import type { Found } from './search.ts'
import type { Suggestion } from './suggestion.ts'

/** Answers that were tried and are worth offering. */
export type Chosen = Omit<Found, 'kind' | 'branches'> & { kind: Suggestion['kind'] }

/** The answers with least in them; those that nobody thought of come after all others. */
export function smallest(group: readonly Found[]): Found | undefined {
  const size = ({ kind, answers }: Found) =>
    JSON.stringify(answers).length + (kind === 'generated' ? 10_000 : 0)
  return group.reduce<Found | undefined>(
    (best, one) => (best === undefined || size(one) < size(best) ? one : best),
    undefined,
  )
}

/** Made-up answers have no name of their own. */
export function nameOf({ kind, name }: Found, words: string): string {
  return kind === 'generated' ? words : name
}
