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

/** Who is to pay, to fill in on the hosted page (WCAG 3.3.7: nobody types it twice). Personal data: never logged. */
export interface Payer {
  name?: string
  email?: string
  address?: { line1?: string; line2?: string; city?: string; postcode?: string }
}

/** `web`: the payer's own browser. `moto`: an officer types what a caller says into the gateway's own hosted page. */
export type GatewayChannel = 'web' | 'moto'

/** What a gateway says of a payment, in the states that all gateways share. */
export interface GatewayStatus {
  /** `capturable`: authorised, and taken only when we say so (delayed capture). */
  state: 'created' | 'started' | 'submitted' | 'capturable' | 'success' | 'failed' | 'cancelled' | 'error'
  /** True when the gateway will not change it any more. A success that is not captured yet is not finished. */
  finished: boolean
  /** What was, or would be, taken: pence, surcharges left out. */
  amountPence: number
  /** Taken on top of `amountPence` by the gateway (corporate card surcharge): pence. Refundable like the rest. */
  surchargePence?: number
  /** The gateway's own code for the state (P0010…), where it gives one. */
  code?: string
  /** A fresh link to the hosted page, while the payer can still pay. Secret and single-use: never stored or logged. */
  nextUrl?: string
  /** What finance finds the payment by at the gateway and the bank: never a whole card number. */
  traces?: PaymentTraces
}

export interface PaymentTraces {
  cardBrand?: string
  /** Four digits, no more. */
  lastDigits?: string
  authCode?: string
  /** The gateway's own number of the transaction, where it is not the payment's id. */
  transactionId?: string
  /** By the line's number from 1, where the gateway numbers lines (SCP's continuousAuditNumber). */
  auditNumbers?: Record<string, string>
  /** Day of the capture in UTC, and of the settlement at the bank, YYYY-MM-DD. */
  capturedOn?: string
  settledOn?: string
}

export interface CreateRequest {
  /** The attempt's id (32 hex digits): also the idempotency key. */
  idempotencyKey: string
  amountPence: number
  lines: PaymentLine[]
  reference: string
  description: string
  /** Short name of the form (its slug), for the gateway's reports. */
  form: string
  returnUrl: string
  language: 'en' | 'cy'
  channel: GatewayChannel
  payer?: Payer
  /** Where this account's webhooks come in, for gateways that are told so payment by payment. A gateway may add one path part. */
  webhookUrl?: string
}

/** The gateway said no and will say no again: settings or our fault. */
export type GatewayRefused = { kind: 'refused'; code: string; message: string }
/** Whether the gateway did what was asked is not known. */
export type GatewayUnreachable = { kind: 'unreachable'; message: string }

export type CreateOutcome =
  | { kind: 'created'; gatewayPaymentId: string; status: GatewayStatus }
  | GatewayRefused
  /** With `idempotentCreate`, trying again under the same key is safe; without, a payment nobody was shown may be left behind. */
  | GatewayUnreachable

export type QueryOutcome =
  | { kind: 'found'; status: GatewayStatus }
  | { kind: 'missing' }
  | GatewayRefused
  | GatewayUnreachable

export type CancelOutcome = { kind: 'cancelled' } | { kind: 'too-late' } | GatewayUnreachable

/** `captured` also when it was captured before. `too-late`: no longer capturable; ask how it stands. */
export type CaptureOutcome = { kind: 'captured' } | { kind: 'too-late' } | GatewayUnreachable

export type RefundState = 'submitted' | 'success' | 'error'

export interface RefundRequest {
  gatewayPaymentId: string
  /** The refund's id (32 hex digits): the idempotency key where the gateway has one. */
  refundId: string
  amountPence: number
  reason: string
  /** Gateway ids of every refund of this payment that we know already: any other of this amount since `triedSince` is ours. */
  knownRefundIds: readonly string[]
  /** When the first try began, which may be this one: since then it may have been made, whatever was heard. */
  triedSince?: Date
}

export type RefundOutcome =
  | { kind: 'submitted'; gatewayRefundId: string; state: RefundState; code?: string }
  | GatewayRefused
  /** Not known whether it was made, or the amount available moved meanwhile: tried again with `triedSince`. */
  | GatewayUnreachable

export type RefundQueryOutcome =
  | { kind: 'found'; state: RefundState; amountPence: number; code?: string }
  | { kind: 'missing' }
  | GatewayRefused
  | GatewayUnreachable

/** A webhook only ever says *look*: the truth is asked for by an authenticated query. */
export type WebhookOutcome =
  | { kind: 'look'; messageId: string; gatewayPaymentId: string }
  | { kind: 'ignored'; messageId: string }
  | { kind: 'forged' }

export type ConnectionOutcome = { kind: 'connected'; message: string } | GatewayRefused | GatewayUnreachable

/** What a supplier can do. Forms are checked against it before they are published. */
export interface GatewayCapabilities {
  /** Origins of its hosted pages (CSP sources), for the form-action of our page that redirects there. */
  pageOrigins: string[]
  minPence: number
  maxPence: number
  descriptionMax: number
  referenceMax: number
  /** Longest fund code it takes; missing = it takes none, or any. */
  fundMax?: number
  /** The hosted pages can be in Welsh. */
  welsh: boolean
  /** `signed` by a secret; a `nudge` is not signed but comes to an address nobody can guess; `none`: only asking tells. */
  webhook: 'signed' | 'nudge' | 'none'
  /** Its reports show each line with its fund. */
  lines: boolean
  /** Its reports show VAT line by line. */
  vat: boolean
  /** An officer may type a caller's card into its hosted page. */
  moto: boolean
  /** `none`: finance pays back by other means, and records it. */
  refunds: 'partial' | 'none'
  /** The same key gives the same payment. Without it a lost reply leaves a payment behind whose page nobody was shown. */
  idempotentCreate: boolean
  /** `query` never gives a link again: the first one is kept sealed, and works as often as the gateway lets it. */
  keepsLink: boolean
  /** How long a payer can pay after the payment was created at the gateway, in minutes. */
  payableMinutes: number
  /** Seconds after the start at which it is asked when nothing was heard, ascending; then every `thenEverySeconds`. */
  checkSeconds: readonly number[]
  thenEverySeconds: number
  /** Its codes of failed payments that nobody declined: the payer left, or time ran out. */
  endings?: Readonly<Record<string, 'cancelled' | 'expired'>>
}

/** One field of the screen on which an officer adds an account. Values come to `parseSettings` as text under `name`. */
export interface SettingField {
  name: string
  label: string
  hint?: string
  /** `secret` is never shown again; `secrets` is one a line, two while one is being changed. */
  kind: 'text' | 'secret' | 'secrets' | 'choice'
  choices?: { value: string; text: string }[]
  required: boolean
}

/** The opened settings of one gateway account, as the gateway's own `settings` schema allows them. */
export type GatewaySettings = Record<string, unknown>

/** A payment supplier. One file each; adding one edits no other. What a supplier cannot do, its object does not have. */
export interface Gateway {
  /** Registry name, also in webhook addresses: "govuk-pay". */
  name: string
  /** As officers know it: "GOV.UK Pay". */
  title: string
  capabilities: GatewayCapabilities
  settingFields: readonly SettingField[]
  /** Refuses settings the gateway cannot work with. @throws BadInput */
  parseSettings(settings: unknown): GatewaySettings
  /** Whether these settings take real money. A test account may never stand behind a live form, nor the other way round. */
  modeOf(settings: GatewaySettings): 'test' | 'live'
  /** Proves the settings with a call that changes nothing. */
  testConnection(settings: GatewaySettings): Promise<ConnectionOutcome>
  create(settings: GatewaySettings, request: CreateRequest): Promise<CreateOutcome>
  query(settings: GatewaySettings, gatewayPaymentId: string): Promise<QueryOutcome>
  cancel?(settings: GatewaySettings, gatewayPaymentId: string): Promise<CancelOutcome>
  capture?(settings: GatewaySettings, gatewayPaymentId: string): Promise<CaptureOutcome>
  refund?(settings: GatewaySettings, request: RefundRequest): Promise<RefundOutcome>
  queryRefund?(
    settings: GatewaySettings,
    gatewayPaymentId: string,
    gatewayRefundId: string,
  ): Promise<RefundQueryOutcome>
  /** `proof` is the path part that the gateway's `create` added to `webhookUrl`; empty when there is none. */
  webhook?(settings: GatewaySettings, rawBody: Uint8Array, headers: Headers, proof: string): WebhookOutcome
}
