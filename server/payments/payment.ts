/** The states of a payment attempt: GOV.UK Pay's eight, and the two that only we can see. */
export type PaymentState =
  | 'created'
  | 'started'
  | 'submitted'
  | 'capturable'
  | 'success'
  | 'failed'
  | 'cancelled'
  | 'error'
  /** A second success for a submission: to be refunded or listed, never ignored. */
  | 'overpaid'
  /** The gateway took another amount than we asked for: quarantined for finance. */
  | 'mismatched'

/** Still with the payer or the gateway: a submission has at most one such attempt (index payment_one_open). */
export const openStates: readonly PaymentState[] = ['created', 'started', 'submitted', 'capturable']

/** The gateway took money. What holds money never becomes anything else here: refunds are rows of their own. */
export const moneyStates: readonly PaymentState[] = ['success', 'overpaid', 'mismatched']

export const paymentStates: readonly PaymentState[] = [
  ...openStates,
  ...moneyStates,
  'failed',
  'cancelled',
  'error',
]

/**
 * Every legal move, one a line. Only forwards: a late answer of the gateway can never un-pay or un-start.
 * An attempt that ended without money may still turn out paid (we gave up on it, the gateway did not):
 * money is never ignored, however late it is seen.
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
  ['capturable', 'overpaid'],
  ['capturable', 'mismatched'],
  ['failed', 'success'],
  ['failed', 'overpaid'],
  ['failed', 'mismatched'],
  ['cancelled', 'success'],
  ['cancelled', 'overpaid'],
  ['cancelled', 'mismatched'],
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

export function holdsMoney(state: PaymentState): boolean {
  return moneyStates.includes(state)
}

/** The audit event that a move to the state is told as. */
export function eventOf(state: PaymentState): string {
  return state === 'success' ? 'payment.succeeded' : `payment.${state}`
}
