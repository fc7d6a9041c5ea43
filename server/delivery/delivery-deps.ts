import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import type { Expressions } from '../expressions/index.ts'
import type { Log } from '../log.ts'
import type { PricingRoom } from '../pricing/index.ts'
import type { Enqueue } from '../queue.ts'
import type { Secrets } from '../secrets.ts'
import type { DeliverableSubmission } from './deliverable-submission.ts'
import type { Destination } from './destination.ts'

export interface DeliveryDeps {
  db: Db
  clock: Clock
  log: Log
  expressions: Expressions
  /** For the `$price` of samples and mapping cases; a real submission brings the price it was shown. */
  pricing: Pick<PricingRoom, 'price'>
  /** The registry of kinds: `http`, `file`. */
  destinations: Record<string, Destination>
  secrets: Secrets
  enqueue: Enqueue
  /** Seconds after the 1st, 2nd… failure; the last one repeats until `giveUpHours`. */
  retrySeconds: number[]
  giveUpHours: number
  /** @throws Error when the submission is not complete. */
  loadSubmission(id: string): Promise<DeliverableSubmission>
  /** From 0 up to 1: spreads retries. Tests set it. */
  random?: () => number
}
