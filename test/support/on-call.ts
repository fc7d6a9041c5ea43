import { lastWords } from './crash-points.ts'
import type { RunningServer } from './server.ts'

export interface OnCall {
  /** Kills so far. */
  kills(): number
  /** Rejects when the server ended in a way nobody wanted, or could not be started; never resolves. */
  trouble: Promise<never>
  /** Goes home: the server's next end is nobody's business. */
  leave(): void
}

/**
 * The person on call: starts a crashing server again as soon as it is gone. Its first process dies at its first time at the point,
 * the second at its second and so on, so that recovery work is killed too; after `killsWanted` the server may live.
 * A restart that is killed while it starts is one more kill.
 */
export function putOnCall(server: RunningServer, killsWanted: number): OnCall {
  let kills = 0
  let onDuty = true
  const trouble = watch()
  // Whoever waits for something races it against trouble; between two waits nobody does.
  trouble.catch(() => {})
  return {
    kills: () => kills,
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
      kills++
      const orders: Record<string, string> =
        kills < killsWanted ? { CRASH_ON: String(kills + 1) } : { CRASH_AT: '' }
      try {
        await server.restart(orders)
      } catch (error) {
        // It ended while it started: the next round finds out how.
        if (server.isRunning()) throw error
      }
    }
  }
}
