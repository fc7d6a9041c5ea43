import type { VatTreatment } from '../../form-schemas/document.ts'

/** What a payment is for, line by line. Amounts in pence, VAT included. */
export interface PaymentLine {
  code: string
  label: string
  quantity: number
  amountPence: number
  totalPence: number
  vat: VatTreatment
  fund: string
  ledger?: string
  narrative?: string
}

/** What a gateway says of a payment, in the states that all gateways share. */
export interface GatewayStatus {
  state: 'created' | 'started' | 'submitted' | 'capturable' | 'success' | 'failed' | 'cancelled' | 'error'
  /** True when the gateway will not change it any more. */
  finished: boolean
  /** What was, or would be, taken: pence, surcharges left out. */
  amountPence: number
  /** The gateway's own code for the state (P0010…), where it gives one. */
  code?: string
  /** A fresh link to the hosted page, while the payer can still pay. Secret and single-use: never stored or logged. */
  nextUrl?: string
}

export interface CreateRequest {
  /** The attempt's id: also the idempotency key. */
  idempotencyKey: string
  amountPence: number
  lines: PaymentLine[]
  reference: string
  description: string
  returnUrl: string
  language: 'en' | 'cy'
  email?: string
  /** Where this account's webhooks come in, for gateways that are told so payment by payment. */
  webhookUrl?: string
}

export type CreateOutcome =
  | { kind: 'created'; gatewayPaymentId: string; status: GatewayStatus }
  /** The gateway said no and will say no again: settings or our fault. */
  | { kind: 'refused'; code: string; message: string }
  /** Not known whether it was created: trying again with the same idempotency key is safe. */
  | { kind: 'unreachable'; message: string }

export type QueryOutcome =
  | { kind: 'found'; status: GatewayStatus }
  | { kind: 'missing' }
  | { kind: 'refused'; code: string; message: string }
  | { kind: 'unreachable'; message: string }

export type CancelOutcome =
  | { kind: 'cancelled' }
  | { kind: 'too-late' }
  | { kind: 'unreachable'; message: string }

/** A webhook only ever says *look*: the truth is asked for by an authenticated query. */
export type WebhookOutcome =
  | { kind: 'look'; messageId: string; gatewayPaymentId: string }
  | { kind: 'ignored'; messageId: string }
  | { kind: 'forged' }

export interface GatewayCapabilities {
  /** Origins of its hosted pages (CSP sources), for the form-action of our page that redirects there. */
  pageOrigins: string[]
  minPence: number
  maxPence: number
  descriptionMax: number
  referenceMax: number
  welsh: boolean
  webhook: boolean
  /** How long a payer can pay after the payment was created at the gateway, in minutes. */
  payableMinutes: number
  /** Its codes of failed payments that nobody declined: the payer left, or time ran out. */
  endings?: Readonly<Record<string, 'cancelled' | 'expired'>>
}

/** The opened settings of one gateway account, as the gateway's own `settings` schema allows them. */
export type GatewaySettings = Record<string, unknown>

/** A payment supplier. One file each; adding one edits no other. */
export interface Gateway {
  name: string
  capabilities: GatewayCapabilities
  /** Refuses settings the gateway cannot work with. @throws BadInput */
  parseSettings(settings: unknown): GatewaySettings
  /** Whether these settings take real money. A test account may never stand behind a live form, nor the other way round. */
  modeOf(settings: GatewaySettings): 'test' | 'live'
  create(settings: GatewaySettings, request: CreateRequest): Promise<CreateOutcome>
  query(settings: GatewaySettings, gatewayPaymentId: string): Promise<QueryOutcome>
  cancel(settings: GatewaySettings, gatewayPaymentId: string): Promise<CancelOutcome>
  webhook(settings: GatewaySettings, rawBody: Uint8Array, headers: Headers): WebhookOutcome
}
