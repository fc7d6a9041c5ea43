/*
 * Refunds: what was taken goes back, whole or in part, line by line, never more than was taken.
 * Knows the payment, its lines, who asked and who approved. Refuses to know the ledger and the resident: it announces.
 */
import type { Tx } from '../../db/client.ts'
import { NotFound } from '../../errors.ts'
import type { PaymentDeps } from '../payment-deps.ts'
import type { Payment } from '../payment-store.ts'
import { approveRefund, recordRefundPaid, rejectRefund } from './decide-refund.ts'
import { listRefunds, type Refund, type RefundFilter, refundById, refundsOf } from './refund-store.ts'
import { refundable } from './refundable.ts'
import { type RefundRequested, requestRefund } from './request-refund.ts'
import { settleRefund } from './settle-refund.ts'

export interface Refunds {
  /** @throws NotFound @throws BadInput @throws Conflict: see request-refund.ts */
  request(asked: RefundRequested): Promise<Refund>
  /** In the caller's transaction: a payment nobody owed goes back whole. Nothing when there is nothing left of it. */
  giveBack(tx: Tx, payment: Payment): Promise<void>
  approve(organisationId: string, refundId: string, actor: string): Promise<Refund>
  reject(organisationId: string, refundId: string, actor: string, why: string): Promise<Refund>
  recordPaid(
    organisationId: string,
    refundId: string,
    actor: string,
    paid: { by: string; reference: string },
  ): Promise<Refund>
  /** Sends it, or asks how it stands. Undefined when there is none. */
  settle(refundId: string): Promise<Refund | undefined>
  /** @throws NotFound */
  get(organisationId: string, refundId: string): Promise<Refund>
  /** Oldest first. */
  of(payments: readonly Payment[]): Promise<Refund[]>
  /** Newest first. */
  list(organisationId: string, filter?: RefundFilter): Promise<Refund[]>
  /** What may still go back, line by line (pence). */
  left(payment: Payment): Promise<ReturnType<typeof refundable>>
}

export function createRefunds(deps: PaymentDeps): Refunds {
  return {
    request: (asked) => deps.db.transaction((tx) => requestRefund(deps, tx, asked)),
    async giveBack(tx, payment) {
      const left = refundable(payment, await refundsOf(tx, [payment.id]))
      if (left.leftPence === 0) return
      await requestRefund(deps, tx, {
        organisationId: payment.organisationId,
        paymentId: payment.id,
        lines: 'everything',
        reason: 'Paid twice',
        actor: 'system',
        needsSecondPerson: false,
      })
    },
    approve: (organisationId, refundId, actor) => approveRefund(deps, { organisationId, refundId, actor }),
    reject: (organisationId, refundId, actor, why) =>
      rejectRefund(deps, { organisationId, refundId, actor }, why),
    recordPaid: (organisationId, refundId, actor, paid) =>
      recordRefundPaid(deps, { organisationId, refundId, actor }, paid),
    settle: (refundId) => settleRefund(deps, refundId),
    async get(organisationId, refundId) {
      const refund = await refundById(deps.db, refundId)
      if (!refund || refund.organisationId !== organisationId) throw new NotFound('There is no such refund')
      return refund
    },
    of: (payments) =>
      refundsOf(
        deps.db,
        payments.map((payment) => payment.id),
      ),
    list: (organisationId, filter) => listRefunds(deps.db, organisationId, filter),
    left: async (payment) => refundable(payment, await refundsOf(deps.db, [payment.id])),
  }
}

export { type RefundLine, type RefundState, refundStates } from './refund.ts'
export { type Refund, refundById } from './refund-store.ts'
