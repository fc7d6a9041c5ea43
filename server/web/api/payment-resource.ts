import { z } from '@hono/zod-openapi'
import { sumPence } from '../../money.ts'
import { type Payment, paymentStates, type Refund } from '../../payments/index.ts'

/** What finance finds a payment by at the gateway and the bank. */
const Traces = z
  .object({
    cardBrand: z.string().optional(),
    lastDigits: z.string().optional().openapi({ description: 'Of the card: four digits, no more' }),
    authCode: z.string().optional(),
    transactionId: z.string().optional(),
    auditNumbers: z
      .record(z.string(), z.string())
      .optional()
      .openapi({ description: 'By number of the line, from 1' }),
    capturedOn: z.string().optional().openapi({ description: 'Day, UTC' }),
    settledOn: z.string().optional().openapi({ description: 'Day on which it reached the bank' }),
  })
  .openapi('PaymentTraces')

export const PaymentResource = z
  .object({
    id: z.string(),
    reference: z.string().openapi({ description: 'As the gateway and the payer know it' }),
    gateway: z.string().openapi({ description: 'For a payment taken elsewhere: how, such as cash' }),
    gatewayPaymentId: z
      .string()
      .nullable()
      .openapi({ description: 'For a payment taken elsewhere: the receipt number' }),
    channel: z.enum(['web', 'moto', 'link', 'elsewhere']).openapi({
      description: 'moto: by telephone; link: by a payment link; elsewhere: recorded by officers',
    }),
    mode: z.enum(['test', 'live']),
    state: z.enum(paymentStates as [string, ...string[]]),
    stateReason: z.string().nullable().openapi({ description: 'The gateway’s own code, where it gives one' }),
    finished: z.boolean().openapi({ description: 'The gateway will not change it any more' }),
    amountPence: z.int().openapi({ description: 'What was asked for' }),
    takenPence: z
      .int()
      .nullable()
      .openapi({ description: 'What the gateway took of it, surcharge left out' }),
    surchargePence: z.int().openapi({ description: 'Taken by the gateway on top' }),
    refundedPence: z.int().openapi({ description: 'What has gone back' }),
    traces: Traces,
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

/**
 * Named field by field: the return id opens the payer's pages, and who pays is personal data; neither leaves the house here.
 * @param refunds of this payment, and perhaps of others
 */
export function paymentResource(
  payment: Payment,
  refunds: readonly Refund[],
): z.infer<typeof PaymentResource> {
  const paidBack = refunds.filter(({ paymentId, state }) => paymentId === payment.id && state === 'success')
  return {
    id: payment.id,
    reference: payment.reference,
    gateway: payment.gateway,
    gatewayPaymentId: payment.gatewayPaymentId,
    channel: payment.channel,
    mode: payment.mode,
    state: payment.state,
    stateReason: payment.stateReason,
    finished: payment.finished,
    amountPence: payment.amountPence,
    takenPence: payment.takenPence,
    surchargePence: payment.surchargePence,
    refundedPence: sumPence(paidBack.map(({ amountPence }) => amountPence)),
    traces: payment.traces,
    lines: payment.lines,
    description: payment.description,
    checks: payment.checks,
    nextCheckAt: payment.nextCheckAt?.toISOString() ?? null,
    createdAt: payment.createdAt.toISOString(),
    stateAt: payment.stateAt.toISOString(),
  }
}
