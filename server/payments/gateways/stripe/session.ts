import type Stripe from 'stripe'
import { z } from 'zod'
import { sumPence } from '../../../money.ts'
import type { CreateRequest, PaymentLine } from '../../gateway.ts'
import { cleanText } from '../clean-text.ts'

/** Characters of a product's name, which is what the payer reads and our description becomes. */
export const nameMax = 250
export const referenceMax = 200
export const payableMinutes = 90

const halfHour = 1800

/**
 * When a session may end, in Unix seconds: the half hours that lie ahead within 90 minutes, the latest first. A new session ends
 * at the first, so in 60 to 90 minutes (Stripe allows 30 minutes to 24 hours). Stripe refuses a repeat that is not the same to the
 * letter, and nobody keeps when the first try was made: but a session that can still be paid ends at one of these.
 */
export function possibleEnds(nowMs: number): number[] {
  const last = Math.floor(nowMs / 1000 / halfHour) * halfHour + payableMinutes * 60
  return [last, last - halfHour, last - 2 * halfHour]
}

/** Made from the stored attempt alone, but for `endsAt`: the same attempt gives the same session. */
export function sessionParams(request: CreateRequest, endsAt: number): Stripe.Checkout.SessionCreateParams {
  const funds = [...new Set(request.lines.map((line) => line.fund))].join(', ')
  // At most 50 keys of 40 characters with 500 characters each.
  const metadata = {
    attempt: request.idempotencyKey,
    reference: cleanText(request.reference, 500),
    form: cleanText(request.form, 500),
    fund: cleanText(funds, 500),
  }
  const email = request.payer?.email
  return {
    mode: 'payment',
    submit_type: 'pay',
    // Stripe has no Welsh.
    locale: 'en-GB',
    // The price that was shown is the price that is charged: in pounds, whatever card it is.
    adaptive_pricing: { enabled: false },
    line_items: lineItems(request),
    client_reference_id: cleanText(request.reference, referenceMax),
    metadata,
    payment_intent_data: { description: cleanText(request.description, nameMax), metadata },
    ...(email && isPlainEmail(email) && { customer_email: email }),
    success_url: request.returnUrl,
    cancel_url: request.returnUrl,
    expires_at: endsAt,
  }
}

/** Stripe refuses the whole payment for an address that it does not like: one that is unusual is typed again instead. */
function isPlainEmail(email: string): boolean {
  return email.length <= 254 && z.email().safeParse(email).success
}

/** Our lines where Stripe can show them as they are, else one line of the whole amount: the sum is exact either way. */
function lineItems({ lines, amountPence, description }: CreateRequest) {
  const shown = lines.length <= 100 && lines.every(canBeShown)
  const exact = shown && sumPence(lines.map((line) => line.quantity * line.amountPence)) === amountPence
  if (!exact) return [lineItem(1, amountPence, description)]
  return lines.map((line) =>
    lineItem(line.quantity, line.amountPence, line.label, {
      code: cleanText(line.code, 500),
      fund: cleanText(line.fund, 500),
      ...(line.ledger && { ledger: cleanText(line.ledger, 500) }),
    }),
  )
}

/** Stripe multiplies itself, and knows no credit lines. */
function canBeShown({ quantity, amountPence, totalPence }: PaymentLine): boolean {
  return (
    Number.isSafeInteger(quantity) &&
    quantity >= 1 &&
    amountPence >= 0 &&
    quantity * amountPence === totalPence
  )
}

function lineItem(quantity: number, pence: number, name: string, metadata?: Record<string, string>) {
  return {
    quantity,
    price_data: {
      currency: 'gbp',
      unit_amount: pence,
      product_data: { name: cleanText(name, nameMax) || 'Payment', ...(metadata && { metadata }) },
    },
  }
}
