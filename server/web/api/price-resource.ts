import { z } from '@hono/zod-openapi'

const Words = z
  .union([z.string(), z.object({ en: z.string(), cy: z.string().optional() })])
  .openapi({ description: 'One text, or English with Welsh beside it' })

/** A price as rooms pass it (pricing/price.ts): whole pence, VAT included. */
export const priceShape = {
  totalPence: z.int(),
  lines: z.array(
    z.object({
      code: z.string(),
      label: Words,
      quantity: z.number(),
      amountPence: z.int().openapi({ description: 'For one' }),
      totalPence: z.int(),
      vat: z.enum(['outside-scope', 'exempt', 'zero', 'reduced', 'standard']),
      fund: z.string(),
      ledger: z.string().optional(),
      narrative: z.string().optional(),
    }),
  ),
  explanation: z.object({
    on: z.string().openapi({ description: 'The day in Europe/London it was worked out for' }),
    values: z.array(z.object({ name: z.string(), label: Words.optional(), value: z.unknown() })),
    lines: z.array(
      z.object({
        code: z.string(),
        applied: z.boolean(),
        when: z.string().optional(),
        fees: z.array(z.object({ code: z.string(), pence: z.int(), from: z.string() })),
      }),
    ),
  }),
}

export const Price = z.object(priceShape).openapi('Price')
