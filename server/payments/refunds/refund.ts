/** Part of one line of a payment going back. `line` counts from 1; 0 is a payment that is held as a whole. */
export interface RefundLine {
  line: number
  pence: number
}

export type RefundState =
  /** Waits for a second officer. */
  | 'requested'
  /** To be sent to the gateway. */
  | 'approved'
  /** The gateway has it. */
  | 'submitted'
  /** The gateway cannot pay back: finance does it by other means, and records it. */
  | 'owed'
  | 'success'
  /** The gateway could not: the money is still here. */
  | 'error'
  | 'rejected'

export const refundStates: readonly RefundState[] = [
  'requested',
  'approved',
  'submitted',
  'owed',
  'success',
  'error',
  'rejected',
]

/** Every legal move, one a line. */
export const refundMoves: readonly (readonly [from: RefundState, to: RefundState])[] = [
  ['requested', 'approved'],
  ['requested', 'owed'],
  ['requested', 'rejected'],
  ['approved', 'submitted'],
  ['approved', 'success'],
  ['approved', 'error'],
  ['submitted', 'success'],
  ['submitted', 'error'],
  ['owed', 'success'],
  ['owed', 'rejected'],
]

export function canMoveRefund(from: RefundState, to: RefundState): boolean {
  return refundMoves.some((move) => move[0] === from && move[1] === to)
}

/** Counts against what may still be refunded: paid back, or perhaps about to be. */
export function claimsMoney(state: RefundState): boolean {
  return state !== 'error' && state !== 'rejected'
}

/** The audit event that a move to the state is told as. */
export function refundEventOf(state: RefundState): string {
  return state === 'success' ? 'refund.succeeded' : `refund.${state}`
}
