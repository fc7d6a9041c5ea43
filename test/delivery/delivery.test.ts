import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideNext, outcomeWords, type Series } from '../../server/delivery/delivery.ts'
import type { DeliveryOutcomeKind } from '../../server/delivery/destination.ts'

const queuedAt = new Date('2026-11-22T12:00:00Z')
const series = (outcomes: DeliveryOutcomeKind[], secondsLater = 0, jitter = 0): Series => ({
  outcomes,
  queuedAt,
  now: new Date(queuedAt.getTime() + secondsLater * 1000),
  retrySeconds: [10, 60, 300, 900, 3600, 7200],
  giveUpHours: 72,
  jitter,
})
const waitOf = (given: Series) => {
  const decision = decideNext(given)
  if (decision.state !== 'queued') throw new Error(`It is ${decision.state}`)
  return (decision.nextAttemptAt.getTime() - given.now.getTime()) / 1000
}
const times = (kind: DeliveryOutcomeKind, n: number) => Array.from({ length: n }, () => kind)

describe('what becomes of a delivery after an attempt', () => {
  test('accepted is the end', () => {
    expect(decideNext(series(['server-error', 'delivered']))).toEqual({ state: 'delivered' })
  })

  test('waits grow as the settings say, and the last one repeats', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 20].map((n) => waitOf(series(times('server-error', n))))).toEqual([
      10, 60, 300, 900, 3600, 7200, 7200, 7200,
    ])
  })

  test('waits are spread by up to a tenth', () => {
    expect(waitOf(series(['timed-out'], 0, 0.999))).toBeCloseTo(10.999, 2)
  })

  test.each<DeliveryOutcomeKind>([
    'connection-failed',
    'timed-out',
    'server-error',
    'write-failed',
    'internal-error',
  ])('%s is tried until the give-up time and is a dead letter then', (kind) => {
    expect(decideNext(series(times(kind, 40), 72 * 3600 - 1)).state).toBe('queued')
    expect(decideNext(series(times(kind, 40), 72 * 3600))).toEqual({ state: 'dead-letter' })
  })

  test('the last attempt is at the give-up time, not hours before it', () => {
    expect(waitOf(series(times('server-error', 40), 71 * 3600))).toBe(3600)
  })

  test.each<DeliveryOutcomeKind>([
    'mapping-failed',
    'schema-failed',
    'destination-missing',
    'address-not-allowed',
  ])('%s is a dead letter at once: trying again cannot help', (kind) => {
    expect(decideNext(series([kind]))).toEqual({ state: 'dead-letter' })
  })

  test('a refusal is tried three more times, at least 15 minutes apart', () => {
    expect([1, 2, 3].map((n) => waitOf(series(times('refused', n))))).toEqual([900, 900, 900])
    expect(decideNext(series(times('refused', 4)))).toEqual({ state: 'dead-letter' })
  })

  test('outages in between do not use up the tries of a refusal', () => {
    expect(decideNext(series(['refused', ...times('server-error', 9), 'refused'])).state).toBe('queued')
  })

  test('every series of outages ends, and no wait is shorter than a second or longer than the longest listed and a tenth', () => {
    const failing = fc.constantFrom<DeliveryOutcomeKind>(
      'connection-failed',
      'timed-out',
      'server-error',
      'refused',
    )
    fc.assert(
      fc.property(
        fc.infiniteStream(failing),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (kinds, jitter) => {
          const outcomes: DeliveryOutcomeKind[] = []
          let now = queuedAt
          for (const kind of kinds) {
            outcomes.push(kind)
            const decision = decideNext({ ...series(outcomes), now, jitter })
            if (decision.state === 'dead-letter') break
            if (decision.state === 'delivered') throw new Error('Nothing was delivered')
            const wait = decision.nextAttemptAt.getTime() - now.getTime()
            expect(wait).toBeGreaterThanOrEqual(1000)
            expect(wait).toBeLessThanOrEqual(7920_000)
            now = decision.nextAttemptAt
            expect(outcomes.length).toBeLessThan(60)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  test('officers read words for every outcome', () => {
    for (const { title, advice } of Object.values(outcomeWords)) {
      expect(title).toMatch(/^[A-Z]/)
      expect(`${title} ${advice}`).not.toMatch(/please|sorry|invalid|payload|webhook/i)
    }
  })
})
