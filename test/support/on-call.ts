import { type CrashPoint, lastWords } from './crash-points.ts'
import type { RunningServer } from './server.ts'

/** Die at this point, the `on`-th time this process gets there. */
export interface Order {
  point: CrashPoint
  on: number
}

export interface OnCall {
  /** Kills so far. */
  kills(): number
  /** When each of them was (milliseconds UTC), and how long it took until the server answered again. */
  log(): { at: number; backAfterMs: number }[]
  /** Rejects when the server ended in a way nobody wanted, or could not be started; never resolves. */
  trouble: Promise<never>
  /** Goes home: the server's next end is nobody's business. */
  leave(): void
}

export const noOrder = { CRASH_AT: '' }

/** What a crashing server is told by its environment. */
export function orderFor(order: Order | undefined): Record<string, string> {
  return order ? { CRASH_AT: order.point, CRASH_ON: String(order.on) } : noOrder
}

/**
 * The person on call: starts a crashing server again as soon as it is gone, with the next of the orders; it was started with the
 * first of them. After the last it may live. A restart that is killed while it starts is one more kill.
 */
export function putOnCall(server: RunningServer, orders: readonly Order[]): OnCall {
  const log: { at: number; backAfterMs: number }[] = []
  let onDuty = true
  const trouble = watch()
  // Whoever waits for something races it against trouble; between two waits nobody does.
  trouble.catch(() => {})
  return {
    kills: () => log.length,
    log: () => log,
    trouble,
    leave() {
      onDuty = false
    },
  }

  async function watch(): Promise<never> {
    for (;;) {
      await server.ended
      if (!onDuty) return new Promise<never>(() => {})
      if (!server.output().includes(lastWords)) {
        throw new Error(`The server ended, and not at the crash point:\n${server.output()}`)
      }
      const kill = { at: Date.now(), backAfterMs: 0 }
      log.push(kill)
      try {
        await server.restart(orderFor(orders[log.length]))
      } catch (error) {
        // It ended while it started: the next round finds out how.
        if (server.isRunning()) throw error
      }
      kill.backAfterMs = Date.now() - kill.at
    }
  }
}
