import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import type { Log } from '../log.ts'
import type { Enqueue } from '../queue.ts'
import type { Secrets } from '../secrets.ts'
import type { Sender } from './sender.ts'

export interface MessagesDeps {
  db: Db
  clock: Clock
  log: Log
  secrets: Secrets
  /** The registry: `smtp`, `govuk-notify`, `outbox`. */
  senders: Record<string, Sender>
  enqueue: Enqueue
  /** Seconds after the 1st, 2nd… failure; the last one repeats until a message is given up. Never empty. */
  retrySeconds: readonly number[]
  /** From 0 up to 1: spreads retries. Tests set it. */
  random?: () => number
}
