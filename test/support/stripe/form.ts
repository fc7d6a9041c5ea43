import { z } from 'zod'

/** Stripe's own bodies: `a[b][0][c]=v` as nested objects and lists, every value text. */
export function readForm(body: string): Record<string, unknown> {
  const form: Record<string, unknown> = {}
  for (const [name, value] of new URLSearchParams(body)) {
    const path = name.split(/[[\]]+/).filter((part) => part !== '')
    const last = path.pop() ?? ''
    let place = form
    for (const part of path) {
      place[part] ??= {}
      place = place[part] as Record<string, unknown>
    }
    place[last] = value
  }
  return listed(form) as Record<string, unknown>
}

function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, listed(inner)] as const)
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index))
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

const integer = z
  .string()
  .regex(/^-?\d{1,12}$/)
  .transform(Number)
const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\u0000]*$/)
const metadata = z
  .record(text(40), z.string().max(500))
  .refine((pairs) => Object.keys(pairs).length <= 50)
  .optional()
const address = z.url({ protocol: /^https?$/ }).max(5000)
const expand = z.array(z.string()).optional()

/** What Checkout takes of what we could send; a parameter it does not know is refused, as at Stripe. */
export const CreateSession = z.strictObject({
  mode: z.literal('payment'),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay']).optional(),
  // Of Stripe's 40 or so. There is no Welsh.
  locale: z.enum(['auto', 'en', 'en-GB', 'fr', 'pl']).optional(),
  adaptive_pricing: z.strictObject({ enabled: z.enum(['true', 'false']) }).optional(),
  line_items: z
    .array(
      z.strictObject({
        quantity: integer.refine((quantity) => quantity >= 1),
        price_data: z.strictObject({
          currency: z.literal('gbp'),
          unit_amount: integer.refine((pence) => pence >= 0 && pence <= 99_999_999),
          product_data: z.strictObject({ name: text(250), metadata }),
        }),
      }),
    )
    .min(1)
    .max(100),
  client_reference_id: text(200).optional(),
  metadata,
  payment_intent_data: z.strictObject({ description: text(1000).optional(), metadata }).optional(),
  customer_email: z.email().max(800).optional(),
  success_url: address,
  cancel_url: address.optional(),
  expires_at: integer.optional(),
  expand,
})

export const UpdateSession = z.strictObject({ metadata, expand })
export const ExpireSession = z.strictObject({ expand })
export const CreateRefund = z.strictObject({
  payment_intent: text(255),
  amount: integer.refine((pence) => pence >= 1).optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata,
  expand,
})
