import type { Gateway } from '../../../../server/payments/gateway.ts'
import { createGovukPay } from '../../../../server/payments/gateways/govuk-pay.ts'
import type { Network } from '../../kernel/network.ts'
import type { Scheduler } from '../../kernel/scheduler.ts'
import {
  type BookPayment,
  type BookRefund,
  type Books,
  isFinished,
  isPayable,
  leftPence,
  refundedPence,
} from './books.ts'

/** Where Pay's hosted pages begin. */
export const payPages = 'https://pay.example/secure/'

interface Answer {
  status: number
  body?: unknown
}

/**
 * GOV.UK Pay: its real adapter, asked over an HTTP that never leaves the process. Which account's books are meant, the key in the
 * request says.
 */
export function simulatedPay(
  booksOf: (apiKey: string) => Books,
  network: Network,
  scheduler: Scheduler,
): Gateway {
  return createGovukPay({
    url: 'https://pay.example',
    timeoutMs: 10_000,
    pace: {
      now: () => scheduler.now,
      sleep: (milliseconds) => scheduler.pass(Math.ceil(milliseconds)),
      random: () => scheduler.current.random.next(),
    },
    async fetch(url, init) {
      const headers = init.headers as Record<string, string>
      const books = booksOf(headers.authorization!.replace('Bearer ', ''))
      const path = url.replace('https://pay.example', '')
      const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
      // Written down at the moment it is answered: what is told later of the same payment is another answer.
      const reply = await network.call('gateway', () => {
        const { status, body: told } = answer(books, scheduler.now, init.method ?? 'GET', path, body, headers)
        return { status, text: told === undefined ? null : JSON.stringify(told) }
      })
      switch (reply.kind) {
        case 'silence':
          throw new TypeError('fetch failed')
        case 'status':
          return new Response(JSON.stringify({ description: '' }), { status: reply.status })
        case 'nonsense':
          return new Response('<h1>Bad gateway</h1>', { status: 200 })
        case 'answer':
          return new Response(reply.answer.text, { status: reply.answer.status })
      }
    },
  })
}

function answer(
  books: Books,
  now: number,
  method: string,
  path: string,
  body: Record<string, unknown> | undefined,
  headers: Record<string, string>,
): Answer {
  if (path === '/v1/payments' && method === 'POST') {
    const payment = books.create({
      key: headers['idempotency-key']!,
      amountPence: Number(body!.amount),
      reference: String(body!.reference),
      returnUrl: String(body!.return_url),
    })
    return { status: 201, body: shownPayment(books, payment) }
  }
  const [, , , id = '', what, refundId] = path.split('/').map(decodeURIComponent)
  const payment = books.find(id)
  if (!payment) return failure(404, 'P0200')
  const asked = `${method} ${what ?? ''}`
  switch (asked) {
    case 'GET ':
      return { status: 200, body: shownPayment(books, payment) }
    case 'POST cancel':
      return books.cancel(payment) === 'cancelled' ? { status: 204 } : failure(400, 'P0501')
    case 'POST capture':
      if (payment.state === 'success') return failure(409, 'P1003')
      return books.capture(payment) === 'captured' ? { status: 204 } : failure(400, 'P1001')
    case 'POST refunds': {
      if (books.refundable(payment) !== 'available') return failure(400, 'P0603')
      if (body!.refund_amount_available !== leftPence(payment)) return failure(412, 'P0604')
      if (Number(body!.amount) > leftPence(payment)) return failure(400, 'P0603')
      return { status: 202, body: shownRefund(books.refund(payment, '', Number(body!.amount))) }
    }
    case 'GET refunds': {
      if (refundId) {
        const refund = payment.refunds.find((each) => each.id === refundId)
        return refund ? { status: 200, body: shownRefund(refund) } : failure(404, 'P0700')
      }
      const listed = payment.refunds.filter(({ listedAt }) => listedAt <= now)
      return { status: 200, body: { _embedded: { refunds: listed.map(shownRefund) } } }
    }
    default:
      return failure(404, 'P0200')
  }
}

function failure(status: number, code: string): Answer {
  return { status, body: { code, description: '' } }
}

function shownPayment(books: Books, payment: BookPayment) {
  const link = isPayable(payment) && payment.state !== 'submitted' ? books.newLink(payment) : undefined
  return {
    payment_id: payment.id,
    amount: payment.askedPence,
    ...(payment.surchargePence > 0 && {
      corporate_card_surcharge: payment.surchargePence,
      total_amount: payment.askedPence + payment.surchargePence,
    }),
    state: {
      status: payment.state,
      finished: payment.state === 'success' || isFinished(payment),
      ...(payment.code && { code: payment.code }),
    },
    refund_summary: {
      status: books.refundable(payment),
      amount_available: payment.askedPence + payment.surchargePence - refundedPence(payment),
      amount_submitted: refundedPence(payment),
    },
    settlement_summary:
      payment.capturedAt === undefined
        ? {}
        : { captured_date: new Date(payment.capturedAt).toISOString().slice(0, 10) },
    _links: { next_url: link ? { href: `${payPages}${link}`, method: 'GET' } : null },
  }
}

function shownRefund(refund: BookRefund) {
  return {
    refund_id: refund.id,
    amount: refund.amountPence,
    created_date: new Date(refund.createdAt).toISOString(),
    status: refund.state,
  }
}
