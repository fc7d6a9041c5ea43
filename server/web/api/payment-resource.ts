import { z } from '@hono/zod-openapi'
import { type Payment, paymentStates } from '../../payments/index.ts'

export const PaymentResource = z
  .object({
    id: z.string(),
    reference: z.string().openapi({ description: 'As the gateway and the payer know it' }),
    gateway: z.string(),
    gatewayPaymentId: z.string().nullable(),
    mode: z.enum(['test', 'live']),
    state: z.enum(paymentStates as [string, ...string[]]),
    stateReason: z.string().nullable().openapi({ description: 'The gateway’s own code, where it gives one' }),
    finished: z.boolean().openapi({ description: 'The gateway will not change it any more' }),
    amountPence: z.int(),
    lines: z.array(
      z.object({
        code: z.string(),
        label: z.string(),
        quantity: z.number(),
        amountPence: z.int(),
        totalPence: z.int(),
        vat: z.string(),
        fund: z.string(),
        ledger: z.string().optional(),
        narrative: z.string().optional(),
      }),
    ),
    description: z.string(),
    checks: z.int().openapi({ description: 'How often the gateway was asked' }),
    nextCheckAt: z.string().nullable(),
    createdAt: z.string(),
    stateAt: z.string(),
  })
  .openapi('Payment')

/** Named field by field: the return id opens the payer's pages and never leaves the house. */
export function paymentResource(payment: Payment): z.infer<typeof PaymentResource> {
  return {
    id: payment.id,
    reference: payment.reference,
    gateway: payment.gateway,
    gatewayPaymentId: payment.gatewayPaymentId,
    mode: payment.mode,
    state: payment.state,
    stateReason: payment.stateReason,
    finished: payment.finished,
    amountPence: payment.amountPence,
    lines: payment.lines,
    description: payment.description,
    checks: payment.checks,
    nextCheckAt: payment.nextCheckAt?.toISOString() ?? null,
    createdAt: payment.createdAt.toISOString(),
    stateAt: payment.stateAt.toISOString(),
  }
}
