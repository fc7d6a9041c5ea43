import type { GatewayCapabilities, GatewayStatus } from './gateway.ts'
import type { PaymentState } from './payment.ts'

/**
 * What the gateway's answer means for an attempt. Money of another amount is `mismatched` whatever else holds;
 * money for a submission that another attempt already paid is `overpaid`.
 */
export function settledState(
  askedPence: number,
  status: Pick<GatewayStatus, 'state' | 'amountPence'>,
  alreadyPaid: boolean,
): PaymentState {
  if (status.state !== 'success' && status.state !== 'capturable') return status.state
  if (status.amountPence !== askedPence) return 'mismatched'
  return alreadyPaid ? 'overpaid' : status.state
}

/** When a gateway is asked: `checkSeconds` after the start, ascending, then every `thenEverySeconds`. */
export type CheckSchedule = Pick<GatewayCapabilities, 'checkSeconds' | 'thenEverySeconds'>

const day = 86_400_000

/**
 * When to ask the gateway next: the first time of the schedule that is still to come, then regularly until the gateway says
 * finished, daily after two days. We never expire a payment ourselves: cancelling an order that was paid is the classic fault.
 */
export function nextCheck(createdAt: Date, now: Date, schedule: CheckSchedule): Date {
  const times = schedule.checkSeconds.map((seconds) => createdAt.getTime() + seconds * 1000)
  const coming = times.find((time) => time > now.getTime())
  if (coming !== undefined) return new Date(coming)
  const old = now.getTime() - createdAt.getTime() > 2 * day
  return new Date(now.getTime() + (old ? day : schedule.thenEverySeconds * 1000))
}

/** True when the whole schedule has passed. */
export function scheduleOver(
  createdAt: Date,
  now: Date,
  { checkSeconds }: Pick<CheckSchedule, 'checkSeconds'>,
): boolean {
  return checkSeconds.every((seconds) => createdAt.getTime() + seconds * 1000 <= now.getTime())
}
