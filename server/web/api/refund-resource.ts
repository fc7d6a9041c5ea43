import { z } from '@hono/zod-openapi'
import { type Refund, refundStates } from '../../payments/index.ts'

const Line = z
  .object({
    line: z
      .int()
      .openapi({ description: 'Number of the payment’s line, from 1; 0 is a payment that is held' }),
    pence: z.int(),
  })
  .openapi('RefundLine')

export const RefundResource = z
  .object({
    id: z.string(),
    paymentId: z.string(),
    state: z.enum(refundStates as [string, ...string[]]).openapi({
      description:
        'requested: waits for a second officer; approved: to be sent; submitted: with the gateway; owed: finance pays it by other means; success: paid back; error: the gateway could not; rejected',
    }),
    stateReason: z
      .string()
      .nullable()
      .openapi({ description: 'The gateway’s own code, or why it was rejected' }),
    amountPence: z.int(),
    lines: z.array(Line),
    reason: z.string(),
    gatewayRefundId: z.string().nullable(),
    paidBy: z.string().nullable().openapi({ description: 'How finance paid it back' }),
    paidReference: z.string().nullable().openapi({ description: 'The number that repayment is found by' }),
    requestedBy: z.string().openapi({ description: 'officer:…, token:…, command-line or system' }),
    requestedAt: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    stateAt: z.string(),
  })
  .openapi('Refund')

export function refundResource(refund: Refund): z.infer<typeof RefundResource> {
  return {
    id: refund.id,
    paymentId: refund.paymentId,
    state: refund.state,
    stateReason: refund.stateReason,
    amountPence: refund.amountPence,
    lines: refund.lines,
    reason: refund.reason,
    gatewayRefundId: refund.gatewayRefundId,
    paidBy: refund.paidBy,
    paidReference: refund.paidReference,
    requestedBy: refund.requestedBy,
    requestedAt: refund.requestedAt.toISOString(),
    decidedBy: refund.decidedBy,
    decidedAt: refund.decidedAt?.toISOString() ?? null,
    stateAt: refund.stateAt.toISOString(),
  }
}
