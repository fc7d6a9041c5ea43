import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import type { Announce } from '../facts.ts'
import type { Log } from '../log.ts'
import type { Enqueue } from '../queue.ts'
import type { Secrets } from '../secrets.ts'
import type { Gateway } from './gateway.ts'

/** What composition hands to this room. */
export interface PaymentDeps {
  db: Db
  clock: Clock
  log: Log
  /** By registry name. */
  gateways: Record<string, Gateway>
  secrets: Secrets
  announce: Announce
  enqueue: Enqueue
  /** Seconds after the start of a payment at which the gateway is asked, ascending. */
  checkSeconds: readonly number[]
  /** Where an account's webhooks come in, for gateways that are told so payment by payment (the sandbox). */
  webhookUrl?: (gateway: string, accountId: string) => string
}

/** Who wants to know: the return page, a webhook's or the poller's job, a resident who starts again, an officer, a token. */
export type SettleReason = 'return' | 'job' | 'start' | `officer:${string}` | `token:${string}`
