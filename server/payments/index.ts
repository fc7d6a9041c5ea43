/*
 * Payments: attempts at gateways and what became of them.
 * Knows reference, amount, lines, description and return address. Refuses to know forms and answers, what a success leads to
 * (it only announces it), and anything a webhook or a return page claims: the gateway is asked, every time, by `settle`.
 */
import { NotFound } from '../errors.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { checkDue } from './check-due.ts'
import type { PaymentDeps, SettleReason } from './payment-deps.ts'
import {
  attemptsOf,
  listPayments,
  type Payment,
  type PaymentFilter,
  paymentById,
  paymentByReturnId,
} from './payment-store.ts'
import { receiveWebhook, type WebhookReceipt } from './receive-webhook.ts'
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
    rawBody: Uint8Array,
    headers: Headers,
  ): Promise<WebhookReceipt>
  checkDue(now: Date): Promise<number>
  accounts: Accounts
}

export function createPayments(deps: PaymentDeps): Payments {
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
    receiveWebhook: (gatewayName, accountId, rawBody, headers) =>
      receiveWebhook(deps, gatewayName, accountId, rawBody, headers),
    checkDue: (now) => checkDue(deps, now),
    accounts: createAccounts(deps),
  }
}

export type { Accounts, GatewayAccount, NewAccount } from './accounts.ts'
export type { Gateway, GatewayCapabilities, PaymentLine } from './gateway.ts'
export { createGateways } from './gateways/index.ts'
export { newSandboxSettings } from './gateways/sandbox.ts'
export {
  canMove,
  holdsMoney,
  isOpen,
  moneyStates,
  openStates,
  type PaymentState,
  paymentStates,
} from './payment.ts'
export type { PaymentDeps, SettleReason } from './payment-deps.ts'
/** For reactions inside a transaction (posting to the ledger): reads through it. */
export { type Payment, type PaymentFilter, paymentById } from './payment-store.ts'
export type { WebhookReceipt } from './receive-webhook.ts'
export type { StartRequest } from './start.ts'
export type { StartOutcome } from './start-outcome.ts'
