import { looksLikeCardNumber } from '../../../form-schemas/card-number.ts'
import type { Tx } from '../../db/client.ts'
import { BadInput, Conflict, NotAllowed, NotFound } from '../../errors.ts'
import type { PaymentDeps } from '../payment-deps.ts'
import { lockAttempts, paymentById } from '../payment-store.ts'
import { canMoveRefund, type RefundState } from './refund.ts'
import { type Refund, refundById, updateRefund } from './refund-store.ts'
import { stateWhenApproved } from './request-refund.ts'
import { tellRefund } from './settle-refund.ts'

interface Decision {
  organisationId: string
  refundId: string
  /** `officer:<id>` or `token:<id>`. */
  actor: string
}

/**
 * The second officer's yes.
 * @throws NotFound @throws NotAllowed (who asked for it cannot approve it) @throws Conflict (already decided)
 */
export async function approveRefund(deps: PaymentDeps, decision: Decision): Promise<Refund> {
  return decide(deps, decision, 'requested', async (tx, refund) => {
    if (refund.requestedBy === decision.actor) {
      throw new NotAllowed('A refund must be approved by another officer than the one who asked for it.')
    }
    const payment = (await paymentById(tx, refund.paymentId))!
    const state = stateWhenApproved(deps, payment)
    const now = deps.clock.now()
    const approved = await updateRefund(tx, refund.id, {
      ...decidedNow(deps, decision, state),
      nextCheckAt: state === 'approved' ? now : null,
    })
    if (state === 'approved') await deps.enqueue(tx, { name: 'settle-refund', refundId: refund.id })
    return approved
  })
}

/** The second officer's no, or finance's word that an owed refund will not be paid. @throws NotFound @throws Conflict */
export async function rejectRefund(deps: PaymentDeps, decision: Decision, why: string): Promise<Refund> {
  return decide(deps, decision, 'rejected', (tx, refund) =>
    updateRefund(tx, refund.id, {
      ...decidedNow(deps, decision, 'rejected'),
      stateReason: readNote(why, '/why', 'Enter why the refund is rejected'),
    }),
  )
}

/**
 * Finance paid an owed refund back by other means: how, and the number it is found by.
 * @throws NotFound @throws BadInput @throws Conflict
 */
export async function recordRefundPaid(
  deps: PaymentDeps,
  decision: Decision,
  paid: { by: string; reference: string },
): Promise<Refund> {
  return decide(deps, decision, 'owed', (tx, refund) =>
    updateRefund(tx, refund.id, {
      ...decidedNow(deps, decision, 'success'),
      paidBy: readNote(paid.by, '/by', 'Enter how it was paid back'),
      paidReference: readNote(paid.reference, '/reference', 'Enter the number the repayment is found by'),
    }),
  )
}

/** `from` is the state it must be in; `rejected` stands for any state that can still be rejected. */
async function decide(
  deps: PaymentDeps,
  { organisationId, refundId, actor }: Decision,
  from: RefundState,
  change: (tx: Tx, refund: Refund) => Promise<Refund>,
): Promise<Refund> {
  return deps.db.transaction(async (tx) => {
    const found = await refundById(tx, refundId)
    if (!found || found.organisationId !== organisationId) throw new NotFound('There is no such refund')
    await lockAttempts(tx, found.submissionId)
    const refund = (await refundById(tx, refundId))!
    const allowed = from === 'rejected' ? canMoveRefund(refund.state, 'rejected') : refund.state === from
    if (!allowed) throw new Conflict('This refund has been dealt with already')
    const changed = await change(tx, refund)
    await tellRefund(deps, tx, changed, actor)
    return changed
  })
}

function decidedNow(deps: PaymentDeps, decision: Decision, state: RefundState) {
  const now = deps.clock.now()
  return { state, stateAt: now, decidedBy: decision.actor, decidedAt: now }
}

function readNote(typed: string, pointer: string, missing: string): string {
  const note = typed.replace(/\s+/g, ' ').trim()
  const wrong = (message: string) => new BadInput(message, [{ pointer, message }])
  if (note === '') throw wrong(missing)
  if (note.length > 200) throw wrong('This must be 200 characters or fewer')
  if (looksLikeCardNumber(note)) throw wrong('This must not contain a card number')
  return note
}
