import type { GatewayStatus } from '../../gateway.ts'

export const sessionStatuses = ['open', 'complete', 'expired'] as const
export const paymentStatuses = ['paid', 'unpaid', 'no_payment_required'] as const
export const intentStatuses = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'canceled',
  'succeeded',
] as const

export interface StripeStatuses {
  session: (typeof sessionStatuses)[number]
  payment: (typeof paymentStatuses)[number]
  /** `none`: nobody has tried to pay yet. */
  intent: (typeof intentStatuses)[number] | 'none'
}

export type Standing = Pick<GatewayStatus, 'state' | 'finished'>

const created: Standing = { state: 'created', finished: false }
const started: Standing = { state: 'started', finished: false }
const submitted: Standing = { state: 'submitted', finished: false }
const failed: Standing = { state: 'failed', finished: true }
const cancelled: Standing = { state: 'cancelled', finished: true }

/**
 * How a session stands that is not paid. An intent that moves money is waited for whatever its session says. `requires_capture`
 * cannot be ours, because we never capture later: it is waited for too, and not taken for an authorisation.
 */
const unpaid: Record<StripeStatuses['session'], Record<StripeStatuses['intent'], Standing>> = {
  // The payer can still pay. A card that was declined leaves the session open for another one.
  open: {
    none: created,
    requires_payment_method: started,
    requires_confirmation: started,
    requires_action: started,
    canceled: started,
    processing: submitted,
    requires_capture: submitted,
    succeeded: submitted,
  },
  // The payer is done. The money of a bank debit or transfer comes days later, or does not come.
  complete: {
    none: submitted,
    requires_confirmation: submitted,
    requires_action: submitted,
    processing: submitted,
    requires_capture: submitted,
    succeeded: submitted,
    requires_payment_method: failed,
    canceled: cancelled,
  },
  // Nobody can pay any more.
  expired: {
    none: failed,
    requires_payment_method: failed,
    requires_confirmation: failed,
    requires_action: failed,
    canceled: failed,
    processing: submitted,
    requires_capture: submitted,
    succeeded: submitted,
  },
}

/**
 * What Stripe's three statuses mean together. Money is there when `payment_status` says `paid`, and then whatever the others
 * say; never because the session is complete or the intent has succeeded.
 */
export function standingOf({ session, payment, intent }: StripeStatuses): Standing {
  if (payment === 'paid') return { state: 'success', finished: true }
  // A session for nothing: we never ask for nothing.
  if (payment === 'no_payment_required') return { state: 'error', finished: true }
  return unpaid[session][intent]
}
