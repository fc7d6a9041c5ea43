import { z } from 'zod'
import type { GatewayStatus, RefundState } from '../gateway.ts'

const SandboxPayment = z.object({
  id: z.string().min(1),
  amount: z.number().int(),
  surcharge: z.number().int().min(0),
  status: z.enum(['created', 'started', 'submitted', 'success', 'failed', 'cancelled', 'error']),
  finished: z.boolean(),
  code: z.string().nullish(),
  next_url: z.url({ protocol: /^https?$/ }).nullish(),
  card: z.object({ brand: z.string(), last_digits: z.string().regex(/^\d{4}$/) }).nullish(),
  captured_on: z.iso.date().nullish(),
})

export function readSandboxPayment(
  body: unknown,
): { gatewayPaymentId: string; status: GatewayStatus } | undefined {
  const parsed = SandboxPayment.safeParse(body)
  if (!parsed.success) return undefined
  const { id, amount, surcharge, status, finished, code, next_url, card, captured_on } = parsed.data
  const traces = {
    ...(card && { cardBrand: card.brand, lastDigits: card.last_digits }),
    ...(captured_on && { capturedOn: captured_on }),
  }
  return {
    gatewayPaymentId: id,
    status: {
      state: status,
      finished,
      amountPence: amount,
      ...(surcharge > 0 && { surchargePence: surcharge }),
      ...(code && { code }),
      ...(next_url && { nextUrl: next_url }),
      ...(Object.keys(traces).length > 0 && { traces }),
    },
  }
}

const SandboxRefund = z.object({
  id: z.string().min(1),
  amount: z.number().int().min(1),
  status: z.enum(['submitted', 'success', 'error']),
})

export function readSandboxRefund(
  body: unknown,
): { gatewayRefundId: string; amountPence: number; state: RefundState } | undefined {
  const refund = SandboxRefund.safeParse(body).data
  return refund && { gatewayRefundId: refund.id, amountPence: refund.amount, state: refund.status }
}

const Message = z.object({ message_id: z.string().min(1).max(200), payment_id: z.string().min(1).max(200) })

export function readSandboxMessage(rawBody: Uint8Array): z.infer<typeof Message> | undefined {
  try {
    return Message.safeParse(JSON.parse(new TextDecoder().decode(rawBody))).data
  } catch {
    // Signed but unreadable: answered, so that it is not sent again, and nothing else.
    return undefined
  }
}
