import { z } from 'zod'
import type { PaymentTraces } from '../../gateway.ts'

/** What cannot be read counts as not there: a trace is for finance to find a payment by, and decides nothing. */
const text = (pattern: RegExp) => z.string().regex(pattern).nullish().catch(undefined)
const day = text(/^\d{4}-\d{2}-\d{2}/)

const Traces = z.object({
  provider_id: text(/^.{1,255}$/),
  card_details: z
    .object({ card_brand: text(/^.{1,100}$/), last_digits_card_number: text(/^\d{4}$/) })
    .nullish()
    .catch(undefined),
  settlement_summary: z.object({ captured_date: day, settled_date: day }).nullish().catch(undefined),
})

/** Undefined when there is none. Settlement days come from Stripe's accounts only. */
export function readTraces(payment: unknown): PaymentTraces | undefined {
  const { provider_id, card_details, settlement_summary } = Traces.safeParse(payment).data ?? {}
  const captured = settlement_summary?.captured_date
  const settled = settlement_summary?.settled_date
  const traces = {
    ...(card_details?.card_brand && { cardBrand: card_details.card_brand }),
    ...(card_details?.last_digits_card_number && { lastDigits: card_details.last_digits_card_number }),
    ...(provider_id && { transactionId: provider_id }),
    ...(captured && { capturedOn: captured.slice(0, 10) }),
    ...(settled && { settledOn: settled.slice(0, 10) }),
  }
  return Object.keys(traces).length > 0 ? traces : undefined
}
