/** The states of a payment attempt: GOV.UK Pay's eight, and the two that only we can see. */
export type PaymentState =
  | 'created'
  | 'started'
  | 'submitted'
  /** Authorised, and ours to take: counts as paid. */
  | 'capturable'
  | 'success'
  | 'failed'
  | 'cancelled'
  | 'error'
  /** A second success for a submission: refunded or listed, never ignored. */
  | 'overpaid'
  /** The gateway took another amount than we asked for: quarantined for finance. */
  | 'mismatched'

/** How a payment was begun: by the resident, by an officer who types a caller's card, by a link, or taken elsewhere and recorded. */
export type PaymentChannel = 'web' | 'moto' | 'link' | 'elsewhere'

/** Still with the payer or the gateway: a submission has at most one such attempt (index payment_one_open). */
export const openStates: readonly PaymentState[] = ['created', 'started', 'submitted']

/** The submission counts as paid: at most one such attempt (index payment_one_success). */
export const paidStates: readonly PaymentState[] = ['capturable', 'success']

/** Money nobody owed: to be refunded, or looked at. */
export const heldStates: readonly PaymentState[] = ['overpaid', 'mismatched']

export const paymentStates: readonly PaymentState[] = [
  ...openStates,
  ...paidStates,
  ...heldStates,
  'failed',
  'cancelled',
  'error',
]

/**
 * Every legal move, one a line; drawn in docs/payment-states.md. Only forwards: a late answer of the gateway can never un-start a
 * payment. An attempt that ended without money may still turn out paid (we gave up on it, the gateway did not): money is never
 * ignored, however late it is seen. What counted as paid may be lost again, when a capture fails: that is a move too, and told.
 */
export const moves: readonly (readonly [from: PaymentState, to: PaymentState])[] = [
  ['created', 'started'],
  ['created', 'submitted'],
  ['created', 'capturable'],
  ['created', 'success'],
  ['created', 'failed'],
  ['created', 'cancelled'],
  ['created', 'error'],
  ['created', 'overpaid'],
  ['created', 'mismatched'],
  ['started', 'submitted'],
  ['started', 'capturable'],
  ['started', 'success'],
  ['started', 'failed'],
  ['started', 'cancelled'],
  ['started', 'error'],
  ['started', 'overpaid'],
  ['started', 'mismatched'],
  ['submitted', 'capturable'],
  ['submitted', 'success'],
  ['submitted', 'failed'],
  ['submitted', 'cancelled'],
  ['submitted', 'error'],
  ['submitted', 'overpaid'],
  ['submitted', 'mismatched'],
  ['capturable', 'success'],
  ['capturable', 'failed'],
  ['capturable', 'cancelled'],
  ['capturable', 'error'],
  ['success', 'error'],
  ['overpaid', 'failed'],
  ['overpaid', 'cancelled'],
  ['overpaid', 'error'],
  ['mismatched', 'failed'],
  ['mismatched', 'cancelled'],
  ['mismatched', 'error'],
  ['failed', 'capturable'],
  ['failed', 'success'],
  ['failed', 'overpaid'],
  ['failed', 'mismatched'],
  ['cancelled', 'capturable'],
  ['cancelled', 'success'],
  ['cancelled', 'overpaid'],
  ['cancelled', 'mismatched'],
  ['error', 'capturable'],
  ['error', 'success'],
  ['error', 'overpaid'],
  ['error', 'mismatched'],
]

export function canMove(from: PaymentState, to: PaymentState): boolean {
  return moves.some((move) => move[0] === from && move[1] === to)
}

export function isOpen(state: PaymentState): boolean {
  return openStates.includes(state)
}

export function isPaid(state: PaymentState): boolean {
  return paidStates.includes(state)
}

/** Over without money, as far as we know. */
export function hasEnded(state: PaymentState): boolean {
  return state === 'failed' || state === 'cancelled' || state === 'error'
}

export function isHeld(state: PaymentState): boolean {
  return heldStates.includes(state)
}

/** The audit event that a move to the state is told as. */
export function eventOf(state: PaymentState): string {
  return state === 'success' ? 'payment.succeeded' : `payment.${state}`
}
