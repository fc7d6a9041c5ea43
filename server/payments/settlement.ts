import type { GatewayStatus } from './gateway.ts'
import { holdsMoney, type PaymentState } from './payment.ts'

/**
 * What the gateway's answer means for an attempt. Money of another amount is `mismatched` whatever else holds;
 * money for a submission that another attempt already paid is `overpaid`.
 */
export function settledState(
  askedPence: number,
  status: Pick<GatewayStatus, 'state' | 'amountPence'>,
  alreadyPaid: boolean,
): PaymentState {
  if (status.state !== 'success') return status.state
  if (status.amountPence !== askedPence) return 'mismatched'
  return alreadyPaid ? 'overpaid' : 'success'
}

/** Nothing more will happen: the gateway says so, or it holds money. */
export function isFinished(state: PaymentState, status: Pick<GatewayStatus, 'finished'>): boolean {
  return status.finished || holdsMoney(state)
}

const hourly = 3_600_000

/**
 * When to ask the gateway next: the first time of the schedule that is still to come, then hourly until the gateway says finished.
 * We never expire a payment ourselves: cancelling an order that was paid is the classic fault.
 * @param checkSeconds seconds after `createdAt`, ascending (setting PAYMENT_CHECK_SECONDS)
 */
export function nextCheck(createdAt: Date, now: Date, checkSeconds: readonly number[]): Date {
  const times = checkSeconds.map((seconds) => createdAt.getTime() + seconds * 1000)
  const coming = times.find((time) => time > now.getTime())
  return new Date(coming ?? now.getTime() + hourly)
}

/** True when the whole schedule has passed. */
export function scheduleOver(createdAt: Date, now: Date, checkSeconds: readonly number[]): boolean {
  return checkSeconds.every((seconds) => createdAt.getTime() + seconds * 1000 <= now.getTime())
}
