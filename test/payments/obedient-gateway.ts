import type {
  CreateOutcome,
  Gateway,
  GatewayStatus,
  QueryOutcome,
  RefundOutcome,
  RefundState,
} from '../../server/payments/gateway.ts'

/**
 * A gateway behind the port, in memory, that says what the test tells it to: for settling and starting in orders and
 * coincidences that no real gateway can be made to take. The real ones are held to the port by the contract.
 */
export interface ObedientGateway extends Gateway {
  byId: Map<string, GatewayStatus>
  /** Used up by the next calls, before the books are looked at. */
  nextCreate: (CreateOutcome | (() => Promise<void>))[]
  nextQuery: (QueryOutcome | (() => Promise<void>))[]
  creates: string[]
  queries: number
  captures: string[]
  cancels: string[]
  refunds: Map<string, { paymentId: string; amountPence: number; state: RefundState }>
  nextRefund: (RefundOutcome | (() => Promise<void>))[]
  /** Pence that went back, or are on their way. */
  refunded(gatewayPaymentId: string): number
  say(gatewayPaymentId: string, status: Partial<GatewayStatus>): void
}

export function obedientGateway(): ObedientGateway {
  const byId = new Map<string, GatewayStatus>()
  const nextCreate: ObedientGateway['nextCreate'] = []
  const nextQuery: ObedientGateway['nextQuery'] = []
  const creates: string[] = []
  const gateway: ObedientGateway = {
    name: 'obedient',
    title: 'Obedient',
    settingFields: [],
    testConnection: async () => ({ kind: 'connected', message: 'It obeys' }),
    byId,
    nextCreate,
    nextQuery,
    creates,
    captures: [],
    cancels: [],
    refunds: new Map(),
    nextRefund: [],
    queries: 0,
    capabilities: {
      minPence: 1,
      maxPence: 10_000_000,
      descriptionMax: 255,
      referenceMax: 255,
      welsh: true,
      webhook: 'signed',
      lines: false,
      vat: false,
      moto: true,
      refunds: 'partial',
      idempotentCreate: true,
      keepsLink: false,
      payableMinutes: 90,
      checkSeconds: [60, 180, 600],
      thenEverySeconds: 3600,
      pageOrigins: [],
    },
    parseSettings: (settings) => settings as Record<string, unknown>,
    modeOf: () => 'test',
    say(id, status) {
      const before = byId.get(id)
      if (!before) throw new Error(`${id} was never created`)
      byId.set(id, { ...before, ...status })
    },
    async create(_settings, request) {
      creates.push(request.idempotencyKey)
      const told = nextCreate.shift()
      if (typeof told === 'function') await told()
      else if (told) return told
      const id = `gw-${request.idempotencyKey}`
      const status = byId.get(id) ?? {
        state: 'created' as const,
        finished: false,
        amountPence: request.amountPence,
        nextUrl: `https://pay.example/${id}`,
      }
      byId.set(id, status)
      return { kind: 'created', gatewayPaymentId: id, status }
    },
    async query(_settings, id) {
      gateway.queries++
      const told = nextQuery.shift()
      if (typeof told === 'function') await told()
      else if (told) return told
      const status = byId.get(id)
      return status ? { kind: 'found', status } : { kind: 'missing' }
    },
    async cancel(_settings, id) {
      gateway.cancels.push(id)
      const status = byId.get(id)
      if (!status || status.finished) return { kind: 'too-late' }
      byId.set(id, { ...status, state: 'cancelled', finished: true })
      return { kind: 'cancelled' }
    },
    async capture(_settings, id) {
      gateway.captures.push(id)
      const status = byId.get(id)
      if (status?.state !== 'capturable') return { kind: 'too-late' }
      byId.set(id, { ...status, state: 'success', finished: true })
      return { kind: 'captured' }
    },
    refunded: (id) =>
      [...gateway.refunds.values()]
        .filter((refund) => refund.paymentId === id && refund.state !== 'error')
        .reduce((sum, refund) => sum + refund.amountPence, 0),
    async refund(_settings, { gatewayPaymentId, refundId, amountPence }) {
      const told = gateway.nextRefund.shift()
      if (typeof told === 'function') await told()
      else if (told) return told
      const id = `refund-${refundId}`
      const left = (byId.get(gatewayPaymentId)?.amountPence ?? 0) - gateway.refunded(gatewayPaymentId)
      if (!gateway.refunds.has(id)) {
        if (amountPence > left) return { kind: 'refused', code: 'too-much', message: 'Too much' }
        gateway.refunds.set(id, { paymentId: gatewayPaymentId, amountPence, state: 'success' })
      }
      return { kind: 'submitted', gatewayRefundId: id, state: gateway.refunds.get(id)!.state }
    },
    async queryRefund(_settings, _paymentId, id) {
      const refund = gateway.refunds.get(id)
      return refund ? { kind: 'found', ...refund } : { kind: 'missing' }
    },
    webhook(_settings, rawBody, headers) {
      if (headers.get('signature') !== 'good') return { kind: 'forged' }
      const [messageId = '', gatewayPaymentId = ''] = new TextDecoder().decode(rawBody).split(' ')
      return gatewayPaymentId ? { kind: 'look', messageId, gatewayPaymentId } : { kind: 'ignored', messageId }
    },
  }
  return gateway
}
