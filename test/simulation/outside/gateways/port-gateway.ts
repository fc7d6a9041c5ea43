import type { Gateway, GatewayStatus, GatewayUnreachable } from '../../../../server/payments/gateway.ts'
import type { Network, Reply } from '../../kernel/network.ts'
import { type BookPayment, type Books, isFinished, isPayable, leftPence } from './books.ts'
import { capabilitiesOf } from './character.ts'

const unreachable: GatewayUnreachable = { kind: 'unreachable', message: 'It did not answer' }

/** A supplier right behind the port, over its books: for ways that none of our adapters has. */
export function portGateway(books: Books, network: Network): Gateway {
  const { character } = books
  const call = <Answer>(effect: () => Answer): Promise<Reply<Answer>> => network.call('gateway', effect)

  const statusOf = (payment: BookPayment): GatewayStatus => {
    const link = isPayable(payment) && character.links === 'fresh' ? books.newLink(payment) : undefined
    return {
      state: payment.state,
      finished: isFinished(payment),
      amountPence:
        payment.wasTaken || payment.state === 'capturable' ? payment.takenPence : payment.askedPence,
      ...(payment.surchargePence > 0 && { surchargePence: payment.surchargePence }),
      ...(payment.code && { code: endings[payment.code] ?? payment.code }),
      ...(link && { nextUrl: link }),
    }
  }

  return {
    name: character.name,
    title: character.name,
    capabilities: capabilitiesOf(character),
    settingFields: [],
    parseSettings: (settings) => settings as Record<string, unknown>,
    modeOf: () => 'live',
    testConnection: async () => ({ kind: 'connected', message: 'It is there' }),

    async create(_settings, request) {
      const reply = await call(() => {
        const payment = books.create({ ...request, key: request.idempotencyKey })
        const link = character.links === 'kept' ? books.theLink(payment) : undefined
        return { id: payment.id, status: { ...statusOf(payment), ...(link && { nextUrl: link }) } }
      })
      if (reply.kind !== 'answer') return unreachable
      return { kind: 'created', gatewayPaymentId: reply.answer.id, status: reply.answer.status }
    },

    async query(_settings, id) {
      const reply = await call(() => {
        const payment = books.find(id)
        return payment && statusOf(payment)
      })
      if (reply.kind !== 'answer') return unreachable
      return reply.answer ? { kind: 'found', status: reply.answer } : { kind: 'missing' }
    },

    ...(character.cancels && {
      async cancel(_settings: unknown, id: string) {
        const reply = await call(() => books.cancel(books.find(id)!))
        return reply.kind === 'answer' ? { kind: reply.answer } : unreachable
      },
    }),

    ...(character.refunds === 'keyed' &&
      ({
        async refund(_settings, request) {
          const reply = await call(() => {
            const payment = books.find(request.gatewayPaymentId)!
            const before = payment.refunds.find((refund) => refund.key === request.refundId)
            if (!before && request.amountPence > leftPence(payment)) return undefined
            const refund = before ?? books.refund(payment, request.refundId, request.amountPence)
            return { id: refund.id, state: refund.state }
          })
          if (reply.kind !== 'answer') return unreachable
          if (!reply.answer)
            return { kind: 'refused', code: 'too-much', message: 'There is not so much left' }
          return { kind: 'submitted', gatewayRefundId: reply.answer.id, state: reply.answer.state }
        },
        async queryRefund(_settings, id, refundId) {
          const reply = await call(() => {
            const refund = books.find(id)?.refunds.find((each) => each.id === refundId)
            return refund && { state: refund.state, amountPence: refund.amountPence }
          })
          if (reply.kind !== 'answer') return unreachable
          return reply.answer ? { kind: 'found', ...reply.answer } : { kind: 'missing' }
        },
      } satisfies Pick<Gateway, 'refund' | 'queryRefund'>)),

    ...(character.webhooks &&
      ({
        webhook(_settings, rawBody, headers) {
          if (headers.get('signature') !== 'genuine') return { kind: 'forged' }
          const [messageId = '', gatewayPaymentId = ''] = new TextDecoder().decode(rawBody).split(' ')
          return gatewayPaymentId
            ? { kind: 'look', messageId, gatewayPaymentId }
            : { kind: 'ignored', messageId }
        },
      } satisfies Pick<Gateway, 'webhook'>)),
  }
}

const endings: Record<string, string> = { P0020: 'expired', P0030: 'left' }
