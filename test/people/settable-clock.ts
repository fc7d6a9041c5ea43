import type { Clock } from '../../server/clock.ts'

/** A clock that stands still until it is moved. */
export function settableClock(
  start = '2026-11-22T10:00:00.000Z',
): Clock & { forward(minutes: number): void } {
  let now = new Date(start)
  return {
    now: () => new Date(now),
    forward(minutes) {
      now = new Date(now.getTime() + minutes * 60_000)
    },
  }
}
