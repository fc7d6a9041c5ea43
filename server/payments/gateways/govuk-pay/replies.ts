import { z } from 'zod'
import type { GatewayRefused, GatewayStatus, GatewayUnreachable, RefundState } from '../../gateway.ts'
import type { Reply } from '../ask-gateway.ts'
import { readTraces } from './traces.ts'

const whole = z.number().int()

/** What we read of a payment; Pay may add properties, and leave out or null any it has. */
const PayPayment = z.object({
  payment_id: z.string().min(1),
  amount: whole,
  corporate_card_surcharge: whole.min(0).nullish(),
  total_amount: whole.nullish(),
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
  refund_summary: z.object({ status: z.string().nullish(), amount_available: whole.min(0) }).nullish(),
  _links: z.object({ next_url: z.object({ href: z.url({ protocol: /^https?$/ }) }).nullish() }).nullish(),
})

/** A payment as Pay tells it. */
export interface ReadPayment {
  gatewayPaymentId: string
  status: GatewayStatus
  /** Pence that are gone from it by refunds, surcharge included, and that may still be paid back. */
  refunds?: { availability: string; availablePence: number; gonePence: number }
}

/** Undefined when the reply is not a payment, or in a state we do not know: never guessed at. */
export function readPayPayment(body: unknown): ReadPayment | undefined {
  const parsed = PayPayment.safeParse(body)
  if (!parsed.success) return undefined
  const { payment_id, amount, state, refund_summary, _links } = parsed.data
  const surchargePence =
    parsed.data.corporate_card_surcharge ?? Math.max(0, (parsed.data.total_amount ?? amount) - amount)
  const totalPence = parsed.data.total_amount ?? amount + surchargePence
  const traces = readTraces(body)
  return {
    gatewayPaymentId: payment_id,
    status: {
      state: state.status,
      // Capture may still fail after Pay says finished; only a payment with its day of capture never changes again.
      finished: state.status === 'success' ? traces?.capturedOn !== undefined : state.finished,
      // `amount` and not `total_amount`: a card surcharge on top is no mismatch.
      amountPence: amount,
      ...(surchargePence > 0 && { surchargePence }),
      ...(state.code && { code: state.code }),
      ...(!state.finished && _links?.next_url && { nextUrl: _links.next_url.href }),
      ...(traces && { traces }),
    },
    ...(refund_summary && {
      refunds: {
        availability: refund_summary.status ?? '',
        availablePence: refund_summary.amount_available,
        gonePence: totalPence - refund_summary.amount_available,
      },
    }),
  }
}

const PayRefund = z.object({
  refund_id: z.string().min(1),
  amount: whole.min(1),
  created_date: z.iso.datetime({ offset: true }),
  status: z.enum(['submitted', 'success', 'error']),
})
const PayRefundList = z.object({ _embedded: z.object({ refunds: z.array(PayRefund) }) })

export interface ReadRefund {
  gatewayRefundId: string
  amountPence: number
  state: RefundState
  createdAt: Date
}

export function readPayRefund(body: unknown): ReadRefund | undefined {
  const refund = PayRefund.safeParse(body).data
  return refund && shownRefund(refund)
}

export function readPayRefundList(body: unknown): ReadRefund[] | undefined {
  return PayRefundList.safeParse(body).data?._embedded.refunds.map(shownRefund)
}

function shownRefund(refund: z.infer<typeof PayRefund>): ReadRefund {
  return {
    gatewayRefundId: refund.refund_id,
    amountPence: refund.amount,
    state: refund.status,
    createdAt: new Date(refund.created_date),
  }
}

const PaySearch = z.object({ total: whole.min(0), results: z.array(z.unknown()) })

export function isPaySearch(body: unknown): boolean {
  return PaySearch.safeParse(body).success
}

const PayError = z.object({
  code: z.string().nullish(),
  field: z.string().nullish(),
  header: z.string().nullish(),
})

/** What a few refusals mean to an officer; Pay's own descriptions are for developers. */
const meanings: Record<string, string> = {
  P0191: 'GOV.UK Pay has had another payment under this key',
  P0196: 'This GOV.UK Pay account may not take telephone payments: ask GOV.UK Pay to switch them on',
  P0603: 'GOV.UK Pay does not pay this payment back (it is not taken, paid back already or disputed)',
  P0941: 'Refunds are switched off for this GOV.UK Pay account',
}

/**
 * 429, 5xx and what is no answer of Pay's may be asked again; every other refusal will be the same again. With Pay's error
 * code, or the HTTP status where it gives none.
 */
export function notDone(reply: Reply): GatewayRefused | GatewayUnreachable {
  if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
  const error = PayError.safeParse(reply.body).data
  const code = error?.code ?? String(reply.status)
  const part = error?.field ?? error?.header
  const message = `${words(reply.status, code)} (${reply.status} ${code}${part ? `, ${part}` : ''})`
  const again = reply.status === 429 || reply.status >= 500 || reply.status < 400
  return again ? { kind: 'unreachable', message } : { kind: 'refused', code, message }
}

/** Where a refusal, too, leaves open what became of what was asked. */
export function notKnown(reply: Reply): GatewayUnreachable {
  return { kind: 'unreachable', message: notDone(reply).message }
}

export function unreadable(): GatewayUnreachable {
  return { kind: 'unreachable', message: 'It gave an answer that could not be read' }
}

function words(status: number, code: string): string {
  const meaning = meanings[code]
  if (meaning) return meaning
  if (status === 401 || status === 403)
    return 'GOV.UK Pay does not accept this account key, or this use of it'
  if (status === 429) return 'GOV.UK Pay is asked too often'
  if (status >= 500 || status < 400) return 'GOV.UK Pay did not give an answer that can be read'
  return 'GOV.UK Pay refused the request'
}
