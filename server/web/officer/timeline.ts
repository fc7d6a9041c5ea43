import { spokenDay, spokenInstant } from '../../clock.ts'
import { formatPence } from '../../money.ts'
import { actorNames } from './actor-names.ts'
import type { OfficerDeps } from './deps.ts'

/** An audit event as officers read it. */
export interface TimelineEntry {
  at: Date
  actor: string
  event: string
  details: string
  /** The refund it is about. */
  href?: string
}

/** Audit events in words, with who did them, for `timeline.njk`. */
export async function timeline(
  deps: Pick<OfficerDeps, 'people' | 'gateways'>,
  organisationId: string,
  events: readonly { at: Date; actor: string; event: string; details: Record<string, unknown> }[],
): Promise<TimelineEntry[]> {
  const nameOf = await actorNames(
    deps,
    organisationId,
    events.map(({ actor }) => actor),
  )
  return events.map(({ at, actor, event, details }) => ({
    at,
    actor: nameOf(actor),
    event: eventWords(event),
    details: detailWords(details),
    ...(isId(details.refundId) && { href: `/officer/refunds/${details.refundId}` }),
  }))
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)

/** Events whose names say too little to somebody who has not read the code. */
const said: Record<string, string> = {
  'payment.sent': 'Payment sent to the gateway',
  'payment.error': 'Payment ended in an error',
  'payment.mismatched': 'Payment of another amount held',
  'payment.overpaid': 'Paid twice: second payment held',
  'payment.claimed-elsewhere': 'Payment taken elsewhere recorded, to be confirmed',
  'payment.confirmed-elsewhere': 'Payment taken elsewhere confirmed',
  'payment.rejected-elsewhere': 'Payment taken elsewhere rejected',
  'refund.error': 'Refund not paid back',
  'refund.owed': 'Refund left to finance',
  'refund.submitted': 'Refund taken in by the gateway',
}

/** `payment.succeeded` → "Payment succeeded". */
function eventWords(event: string): string {
  if (Object.hasOwn(said, event)) return said[event]!
  const words = event.replace(/[.-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `{ totalPence: 2500, gatewayPaymentId: "x" }` → "total £25.00, gateway payment id x". */
function detailWords(details: Record<string, unknown>): string {
  return Object.entries(details)
    .filter(([key, value]) => value !== null && !isSaidAlready(key, value))
    .map(([key, value]) => {
      if (isLines(value))
        return value.map(({ line, pence }) => `line ${line} ${formatPence(pence)}`).join(', ')
      const money = key.endsWith('Pence') && Number.isSafeInteger(value)
      const name = key
        .replace(/Pence$/, money ? '' : 'Pence')
        .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
        .trim()
      return `${name} ${money ? formatPence(value as number) : valueWords(value)}`
    })
    .join(', ')
}

/** Actors are named beside the event; refunds, links and messages of ours have random ids that say nothing to anybody. */
function isSaidAlready(key: string, value: unknown): boolean {
  if (['refundId', 'payLinkId', 'message'].includes(key)) return true
  return typeof value === 'string' && /^(officer|token):/.test(value)
}

function valueWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return spokenDay(value)
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value))
    return spokenInstant(new Date(value))
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Parts of a payment's lines, as refunds name them. */
function isLines(value: unknown): value is { line: number; pence: number }[] {
  return (
    Array.isArray(value) &&
    value.every((part) => Number.isSafeInteger(part?.line) && Number.isSafeInteger(part?.pence))
  )
}
