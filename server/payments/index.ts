/*
 * Payments: attempts at gateways and what became of them, and the refunds of what was taken.
 * Knows reference, amount, lines, description and return address. Refuses to know forms and answers, what a success leads to
 * (it only announces it), and anything a webhook or a return page claims: the gateway is asked, every time, by `settle`.
 */
import { NotFound } from '../errors.ts'
import { healthSince } from './account-store.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { checkDue, keepHealth } from './check-due.ts'
import {
  type ClaimTyped,
  claimElsewhere,
  claimsOf,
  confirmElsewhere,
  type ElsewhereClaim,
  type OwedPayment,
  openClaims,
  rejectElsewhere,
} from './elsewhere.ts'
import { createGatewayHealth } from './gateway-health.ts'
import type { PaymentDeps, PaymentOptions, SettleReason } from './payment-deps.ts'
import {
  attemptsOf,
  listPayments,
  type Payment,
  type PaymentFilter,
  paymentById,
  paymentByReturnId,
} from './payment-store.ts'
import { receiveWebhook, type WebhookReceipt } from './receive-webhook.ts'
import { createRefunds, type Refunds } from './refunds/index.ts'
import { settlePayment } from './settle.ts'
import { type StartRequest, startPayment } from './start.ts'
import type { StartOutcome } from './start-outcome.ts'

export interface Payments {
  start(request: StartRequest): Promise<StartOutcome>
  settle(paymentId: string, reason: SettleReason): Promise<Payment>
  /** The payment of a return address, for whoever holds it: show state and reference, nothing personal. */
  byReturnId(returnId: string): Promise<Payment | undefined>
  /** Every attempt, oldest first. */
  forSubmission(submissionId: string): Promise<Payment[]>
  /** Newest first. */
  list(organisationId: string, filter?: PaymentFilter): Promise<Payment[]>
  /** @throws NotFound when there is none, or it is another organisation's */
  get(organisationId: string, id: string): Promise<Payment>
  receiveWebhook(
    gatewayName: string,
    accountId: string,
    proof: string,
    rawBody: Uint8Array,
    headers: Headers,
  ): Promise<WebhookReceipt>
  checkDue(now: Date): Promise<number>
  accounts: Accounts
  refunds: Refunds
  /** Payments taken by other means: one officer's word, another's yes. */
  elsewhere: {
    claim(owed: OwedPayment, typed: ClaimTyped, actor: string): Promise<ElsewhereClaim>
    confirm(owed: OwedPayment, claimId: string, actor: string): Promise<Payment>
    reject(organisationId: string, claimId: string, actor: string): Promise<void>
    forSubmission(submissionId: string): Promise<ElsewhereClaim[]>
    waiting(organisationId: string): Promise<ElsewhereClaim[]>
  }
  health: {
    keep(now: Date): Promise<void>
    since(organisationId: string, since: Date): ReturnType<typeof healthSince>
  }
}

export function createPayments(options: PaymentOptions): Payments {
  const { checkSeconds } = options
  const deps: PaymentDeps = {
    ...options,
    health: createGatewayHealth(options.clock),
    schedule: ({ capabilities }) => (checkSeconds ? { ...capabilities, checkSeconds } : capabilities),
  }
  return {
    start: (request) => startPayment(deps, request),
    settle: (paymentId, reason) => settlePayment(deps, paymentId, reason),
    byReturnId: (returnId) => paymentByReturnId(deps.db, returnId),
    forSubmission: (submissionId) => attemptsOf(deps.db, submissionId),
    list: (organisationId, filter) => listPayments(deps.db, organisationId, filter),
    async get(organisationId, id) {
      const payment = await paymentById(deps.db, id)
      if (!payment || payment.organisationId !== organisationId)
        throw new NotFound('There is no such payment')
      return payment
    },
    receiveWebhook: (gatewayName, accountId, proof, rawBody, headers) =>
      receiveWebhook(deps, gatewayName, accountId, proof, rawBody, headers),
    checkDue: (now) => checkDue(deps, now),
    accounts: createAccounts(deps),
    refunds: createRefunds(deps),
    elsewhere: {
      claim: (owed, typed, actor) => claimElsewhere(deps, owed, typed, actor),
      confirm: (owed, claimId, actor) => confirmElsewhere(deps, owed, claimId, actor),
      reject: (organisationId, claimId, actor) => rejectElsewhere(deps, organisationId, claimId, actor),
      forSubmission: (submissionId) => claimsOf(deps, submissionId),
      waiting: (organisationId) => openClaims(deps, organisationId),
    },
    health: {
      keep: (now) => keepHealth(deps, now),
      since: (organisationId, since) => healthSince(deps.db, organisationId, since),
    },
  }
}

export type { Accounts, GatewayAccount, NewAccount } from './accounts.ts'
export { capabilityProblems } from './capability-problems.ts'
/** For the ledger: what a payment took, line by line. */
export { type ChargedLine, chargedLines } from './charged-lines.ts'
export { type ClaimTyped, type ElsewhereClaim, elsewhereMethods, type OwedPayment } from './elsewhere.ts'
export type { Gateway, GatewayCapabilities, Payer, PaymentLine, SettingField } from './gateway.ts'
export { createGateways } from './gateways/index.ts'
export { newSandboxSettings } from './gateways/sandbox.ts'
export {
  canMove,
  hasEnded,
  heldStates,
  isHeld,
  isOpen,
  isPaid,
  openStates,
  type PaymentChannel,
  type PaymentState,
  paidStates,
  paymentStates,
} from './payment.ts'
export type { PaymentOptions, SettleReason } from './payment-deps.ts'
/** For reactions inside a transaction (posting to the ledger): reads through it. */
export { type Payment, type PaymentFilter, paymentById } from './payment-store.ts'
export type { WebhookReceipt } from './receive-webhook.ts'
export {
  type Refund,
  type RefundLine,
  type RefundState,
  type Refunds,
  refundById,
  refundStates,
} from './refunds/index.ts'
export type { StartRequest } from './start.ts'
export type { StartOutcome } from './start-outcome.ts'
