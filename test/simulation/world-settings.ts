import type { AccountName } from './council/set-up.ts'
import { Random } from './kernel/random.ts'
import type { CharacterName } from './outside/gateways/character.ts'

/** What is different from world to world, all of it drawn from the seed. */
export interface WorldSettings {
  startsAt: Date
  /** Of faults: 0.01 to 0.30 of the calls to the outside, and their parts of everything else. */
  rate: number
  accounts: Record<AccountName, CharacterName>
  /** Seconds after which the form names the second account; never when undefined. */
  switchesAfter: number | undefined
  processes: 1 | 2
  /** Statements of transactions take turns with each other. */
  overlap: boolean
  secondPerson: boolean
  /** When what is down for a while. */
  down: Partial<Record<Downable, Span>>
  /** By how many seconds the clocks of servers are wrong at most: no more than two minutes, which is what refunds allow for. */
  skew: number
}

export type Downable = 'gateway' | 'back-office' | 'mail' | 'database'

/** In seconds after the beginning. */
export interface Span {
  from: number
  until: number
}

const beginnings = [
  '2026-11-22T10:00:00Z',
  // Fees rise at midnight, which is 23:00 UTC.
  '2027-03-31T22:52:00Z',
  // The clocks go back, and forward.
  '2026-10-25T00:55:00Z',
  '2027-03-28T00:55:00Z',
]

export function drawSettings(seed: string): WorldSettings {
  const random = new Random(`${seed}/settings`)
  const first = random.pick<CharacterName>(['pay', 'pay', 'payLater', 'keyed', 'loose', 'kept'])
  const second = random.pick(
    (['pay', 'payLater', 'keyed', 'loose', 'kept'] as const).filter((name) => name !== first),
  )
  return {
    startsAt: new Date(random.pick(beginnings)),
    rate: random.pick([0.01, 0.03, 0.1, 0.2, 0.3]),
    accounts: { card: first, 'card-two': second },
    switchesAfter: random.chance(0.45) ? random.below(1500) : undefined,
    processes: random.chance(0.4) ? 2 : 1,
    overlap: random.chance(0.05),
    secondPerson: random.chance(0.4),
    down: {
      ...(random.chance(0.3) && { 'back-office': drawSpan(random, [300, 7200, 86_400]) }),
      ...(random.chance(0.2) && { gateway: drawSpan(random, [60, 600, 3000]) }),
      ...(random.chance(0.1) && { mail: drawSpan(random, [3600, 100_000]) }),
      ...(random.chance(0.2) && { database: drawSpan(random, [3, 30, 120]) }),
    },
    skew: random.chance(0.25) ? random.pick([2, 30, 110]) : 0,
  }
}

function drawSpan(random: Random, lengths: readonly number[]): Span {
  const from = random.below(1800)
  return { from, until: from + random.pick(lengths) }
}
