import { z } from 'zod'
import type { GatewayStatus } from '../gateway.ts'

/** What we read of a payment; Pay may add properties, and leave out or null any it has. */
const PayPayment = z.object({
  payment_id: z.string().min(1),
  amount: z.number().int(),
  state: z.object({
    status: z.enum([
      'created',
      'started',
      'submitted',
      'capturable',
      'success',
      'failed',
      'cancelled',
      'error',
    ]),
    finished: z.boolean(),
    code: z.string().nullish(),
  }),
  _links: z.object({ next_url: z.object({ href: z.url({ protocol: /^https?$/ }) }).nullish() }).nullish(),
})

/** Undefined when the reply is not a payment, or in a state we do not know: never guessed at. */
export function readPayPayment(
  body: unknown,
): { gatewayPaymentId: string; status: GatewayStatus } | undefined {
  const parsed = PayPayment.safeParse(body)
  if (!parsed.success) return undefined
  const { payment_id, amount, state, _links } = parsed.data
  return {
    gatewayPaymentId: payment_id,
    status: {
      state: state.status,
      finished: state.finished,
      // `amount` and not `total_amount`: a card surcharge on top is no mismatch.
      amountPence: amount,
      ...(state.code && { code: state.code }),
      ...(!state.finished && _links?.next_url && { nextUrl: _links.next_url.href }),
    },
  }
}

const PayError = z.object({
  code: z.string().nullish(),
  field: z.string().nullish(),
  header: z.string().nullish(),
})

/** Pay's error code (or the HTTP status where it gives none) and words for a log; Pay's own description is for developers. */
export function readPayRefusal(status: number, body: unknown): { code: string; message: string } {
  const error = PayError.safeParse(body).data
  const code = error?.code ?? String(status)
  const part = error?.field ?? error?.header
  const words =
    status === 401 || status === 403
      ? 'GOV.UK Pay does not accept this account key, or this use of it'
      : status === 429
        ? 'GOV.UK Pay is asked too often'
        : status >= 500 || status < 400
          ? 'GOV.UK Pay did not give an answer that can be read'
          : 'GOV.UK Pay refused the request'
  return { code, message: `${words} (${status} ${code}${part ? `, ${part}` : ''})` }
}
