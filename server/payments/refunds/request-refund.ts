import { looksLikeCardNumber } from '../../../form-schemas/card-number.ts'
import type { Tx } from '../../db/client.ts'
import { BadInput, Conflict, NotFound } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { formatPence, pence, sumPence } from '../../money.ts'
import { recordEvent } from '../../people/audit.ts'
import { gatewayOf } from '../accounts.ts'
import type { PaymentDeps } from '../payment-deps.ts'
import { lockAttempts, type Payment, paymentById } from '../payment-store.ts'
import type { RefundLine, RefundState } from './refund.ts'
import { insertRefund, type NewRefund, type Refund, refundsOf } from './refund-store.ts'
import { everythingLeft, refundable } from './refundable.ts'

export interface RefundRequested {
  organisationId: string
  paymentId: string
  /** `everything` that is left, or parts of lines. */
  lines: RefundLine[] | 'everything'
  /** In the officer's words. Kept with the payment; no card number, nothing that the resident must not read. */
  reason: string
  /** `officer:<id>`, `token:<id>`, `system`. */
  actor: string
  /** The organisation wants another officer to approve it. */
  needsSecondPerson: boolean
  /** What was left (pence) when whoever asks looked: nobody refunds on top of a refund that they have not seen. */
  seenLeftPence?: number | undefined
}

/**
 * Writes the intention to pay back, before any gateway hears of it. The payment's submission is locked, so two officers who press
 * at once are one after the other, and the second is told what is left; the database refuses more than was taken whatever we do.
 * @throws NotFound @throws BadInput (no reason, wrong lines) @throws Conflict (more than is left)
 */
export async function requestRefund(deps: PaymentDeps, tx: Tx, asked: RefundRequested): Promise<Refund> {
  const payment = await lockedPayment(tx, asked)
  const reason = readReason(asked.reason)
  const left = refundable(payment, await refundsOf(tx, [payment.id]))
  if (left.leftPence === 0) throw new Conflict('There is nothing left to refund of this payment')
  if (asked.seenLeftPence !== undefined && asked.seenLeftPence !== left.leftPence) {
    throw new Conflict(
      `${formatPence(left.leftPence)} is left to refund of this payment, not ${formatPence(asked.seenLeftPence)}`,
    )
  }
  const lines = asked.lines === 'everything' ? everythingLeft(left) : checkLines(asked.lines, left)
  const now = deps.clock.now()
  const state = asked.needsSecondPerson ? 'requested' : stateWhenApproved(deps, payment)
  const row: NewRefund = {
    id: newId(),
    organisationId: payment.organisationId,
    paymentId: payment.id,
    submissionId: payment.submissionId,
    state,
    amountPence: sumPence(lines.map((line) => line.pence)),
    lines,
    reason,
    requestedBy: asked.actor,
    requestedAt: now,
    stateAt: now,
    nextCheckAt: state === 'approved' ? now : null,
  }
  const refund = await insertRefund(tx, row)
  await recordEvent(tx, {
    organisationId: refund.organisationId,
    at: now,
    actor: asked.actor,
    event: 'refund.requested',
    submissionId: refund.submissionId,
    paymentId: refund.paymentId,
    details: {
      refundId: refund.id,
      amountPence: refund.amountPence,
      lines,
      secondPerson: state === 'requested',
    },
  })
  if (state === 'approved') await deps.enqueue(tx, { name: 'settle-refund', refundId: refund.id })
  return refund
}

/** A gateway that cannot pay back leaves it to finance. So does a payment that was taken elsewhere. */
export function stateWhenApproved(deps: PaymentDeps, payment: Payment): RefundState {
  if (!payment.gatewayAccountId) return 'owed'
  return gatewayOf(deps, payment).refund ? 'approved' : 'owed'
}

async function lockedPayment(tx: Tx, asked: RefundRequested): Promise<Payment> {
  const found = await paymentById(tx, asked.paymentId)
  if (!found || found.organisationId !== asked.organisationId) throw new NotFound('There is no such payment')
  const locked = (await lockAttempts(tx, found.submissionId)).find((row) => row.id === found.id)
  if (!locked) throw new Error(`Payment ${found.id} is gone`)
  return locked
}

function readReason(typed: string): string {
  const reason = typed.replace(/\s+/g, ' ').trim()
  const wrong = (message: string) => new BadInput(message, [{ pointer: '/reason', message }])
  if (reason === '') throw wrong('Enter the reason for the refund')
  if (reason.length > 500) throw wrong('The reason must be 500 characters or fewer')
  if (looksLikeCardNumber(reason)) throw wrong('The reason must not contain a card number')
  return reason
}

function checkLines(lines: RefundLine[], left: ReturnType<typeof refundable>): RefundLine[] {
  const chosen = lines.filter((part) => part.pence !== 0)
  const wrong = (line: number, message: string) =>
    new BadInput(message, [{ pointer: `/lines/${line}`, message }])
  if (chosen.length === 0) throw wrong(lines[0]?.line ?? 0, 'Enter how much to refund')
  const seen = new Set<number>()
  for (const part of chosen) {
    const line = left.lines.find((candidate) => candidate.line === part.line)
    if (!line || seen.has(part.line)) throw wrong(part.line, 'This payment has no such line to refund')
    seen.add(part.line)
    if (pence(part.pence) < 0) throw wrong(part.line, 'A refund must be more than £0.00')
    if (part.pence > line.leftPence) {
      throw new Conflict(
        `Only ${formatPence(line.leftPence)} is left to refund of ‘${line.label}’. Somebody may have refunded part of it meanwhile.`,
      )
    }
  }
  if (sumPence(chosen.map((part) => part.pence)) > left.leftPence) {
    throw new Conflict(`Only ${formatPence(left.leftPence)} is left to refund of this payment.`)
  }
  return chosen
}
