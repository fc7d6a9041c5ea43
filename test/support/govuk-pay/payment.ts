import { z } from 'zod'

/** What may be sent to create a payment, with Pay's limits. */
export const Fields = z.strictObject({
  amount: z.number().int().min(1).max(10_000_000),
  reference: z.string().min(1).max(255),
  description: z.string().min(1).max(255),
  return_url: z.url().max(2000),
  language: z.enum(['en', 'cy']).optional(),
  email: z.string().max(254).optional(),
  moto: z.boolean().optional(),
  delayed_capture: z.boolean().optional(),
  prefilled_cardholder_details: z
    .strictObject({
      cardholder_name: z.string().max(255).optional(),
      billing_address: z
        .strictObject({
          line1: z.string().max(255).optional(),
          line2: z.string().max(255).optional(),
          city: z.string().max(255).optional(),
          postcode: z.string().max(25).optional(),
          country: z.string().length(2).optional(),
        })
        .optional(),
    })
    .optional(),
  metadata: z
    .record(z.string().min(1).max(30), z.union([z.string().max(100), z.number(), z.boolean()]))
    .refine((metadata) => {
      const keys = Object.keys(metadata).map((key) => key.toLowerCase())
      return keys.length >= 1 && keys.length <= 15 && new Set(keys).size === keys.length
    })
    .optional(),
})

export interface StandInPayment {
  id: string
  key: string
  body: string
  fields: z.infer<typeof Fields>
  status: 'created' | 'started' | 'submitted' | 'capturable' | 'success' | 'failed' | 'cancelled' | 'error'
  code?: string
  createdMs: number
  links: Set<string>
  surchargePence: number
  /** YYYY-MM-DD; without it a success may still turn to error. */
  capturedOn?: string
  refunds: StandInRefund[]
}

export interface StandInRefund {
  id: string
  paymentId: string
  amount: number
  status: 'submitted' | 'success' | 'error'
  createdMs: number
  /** Shown by the list of the payment's refunds, which lags behind. */
  listed: boolean
}

const finished = new Set(['success', 'failed', 'cancelled', 'error'])

export function isFinished(payment: StandInPayment): boolean {
  return finished.has(payment.status)
}

/** The payer can still pay. */
export function isPayable(payment: StandInPayment): boolean {
  return ['created', 'started', 'submitted'].includes(payment.status)
}

export function totalPence(payment: StandInPayment): number {
  return payment.fields.amount + payment.surchargePence
}

/** Refunds that ended in error gave their money back. */
export function refundedPence(payment: StandInPayment): number {
  return payment.refunds
    .filter((refund) => refund.status !== 'error')
    .reduce((sum, refund) => sum + refund.amount, 0)
}

export function availability(payment: StandInPayment): 'pending' | 'available' | 'full' | 'unavailable' {
  if (!isFinished(payment) || (payment.status === 'success' && !payment.capturedOn)) return 'pending'
  if (payment.status !== 'success') return 'unavailable'
  return refundedPence(payment) < totalPence(payment) ? 'available' : 'full'
}

/** The payment as the API tells it; `nextUrl` while the payer can pay. */
export function shownPayment(payment: StandInPayment, url: string, nextUrl: string | undefined) {
  const { prefilled_cardholder_details: prefilled, ...fields } = payment.fields
  const self = `${url}/v1/payments/${payment.id}`
  const authorised = payment.status === 'success' || payment.status === 'capturable'
  return {
    payment_id: payment.id,
    ...fields,
    state: {
      status: payment.status,
      finished: isFinished(payment),
      ...(payment.code && { code: payment.code, message: 'For developers' }),
    },
    created_date: new Date(payment.createdMs).toISOString(),
    payment_provider: 'sandbox',
    provider_id: authorised ? `provider-${payment.id}` : null,
    a_property_of_the_future: { ignored: true },
    card_details: authorised
      ? {
          card_brand: 'Visa',
          card_type: 'debit',
          first_digits_card_number: '444433',
          last_digits_card_number: '1111',
          expiry_date: '01/30',
          cardholder_name: prefilled?.cardholder_name ?? 'A Payer',
          billing_address: fields.moto ? null : (prefilled?.billing_address ?? null),
        }
      : null,
    ...(payment.surchargePence > 0 && {
      corporate_card_surcharge: payment.surchargePence,
      total_amount: totalPence(payment),
    }),
    refund_summary: {
      status: availability(payment),
      amount_available: totalPence(payment) - refundedPence(payment),
      amount_submitted: refundedPence(payment),
    },
    settlement_summary: payment.capturedOn ? { captured_date: payment.capturedOn } : {},
    _links: {
      self: { href: self, method: 'GET' },
      next_url: nextUrl ? { href: nextUrl, method: 'GET' } : null,
      cancel: isFinished(payment) ? null : { href: `${self}/cancel`, method: 'POST' },
      ...(payment.status === 'capturable' && { capture: { href: `${self}/capture`, method: 'POST' } }),
    },
  }
}

export function shownRefund(refund: StandInRefund) {
  return {
    refund_id: refund.id,
    payment_id: refund.paymentId,
    amount: refund.amount,
    created_date: new Date(refund.createdMs).toISOString(),
    status: refund.status,
    settlement_summary: {},
  }
}
