import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import type { Announce } from '../facts.ts'
import type { Log } from '../log.ts'
import type { Enqueue } from '../queue.ts'
import type { Secrets } from '../secrets.ts'
import type { Gateway } from './gateway.ts'
import type { GatewayHealth } from './gateway-health.ts'
import type { CheckSchedule } from './settlement.ts'

/** What composition hands to this room. */
export interface PaymentOptions {
  db: Db
  clock: Clock
  log: Log
  /** By registry name. */
  gateways: Record<string, Gateway>
  secrets: Secrets
  announce: Announce
  enqueue: Enqueue
  /** Seconds after the start of a payment at which any gateway is asked, ascending, in the place of its own schedule. */
  checkSeconds?: readonly number[] | undefined
  /** Where an account's webhooks come in, for gateways that are told so payment by payment. */
  webhookUrl?: (gateway: string, accountId: string) => string
}

/** The same, with what this room keeps for itself. */
export interface PaymentDeps extends PaymentOptions {
  health: GatewayHealth
  schedule(gateway: Gateway): CheckSchedule
}

/** Who wants to know: the return page, a webhook's or the poller's job, a resident who starts again, an officer, a token. */
export type SettleReason = 'return' | 'job' | 'start' | `officer:${string}` | `token:${string}`
