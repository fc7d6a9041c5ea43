import type { CreateOutcome, Gateway, GatewayStatus, QueryOutcome } from '../../server/payments/gateway.ts'

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
  say(gatewayPaymentId: string, status: Partial<GatewayStatus>): void
}

export function obedientGateway(): ObedientGateway {
  const byId = new Map<string, GatewayStatus>()
  const nextCreate: ObedientGateway['nextCreate'] = []
  const nextQuery: ObedientGateway['nextQuery'] = []
  const creates: string[] = []
  const gateway: ObedientGateway = {
    name: 'obedient',
    byId,
    nextCreate,
    nextQuery,
    creates,
    queries: 0,
    capabilities: {
      minPence: 1,
      maxPence: 10_000_000,
      descriptionMax: 255,
      referenceMax: 255,
      welsh: true,
      webhook: true,
      payableMinutes: 90,
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
    cancel: async () => ({ kind: 'too-late' }),
    webhook(_settings, rawBody, headers) {
      if (headers.get('signature') !== 'good') return { kind: 'forged' }
      const [messageId = '', gatewayPaymentId = ''] = new TextDecoder().decode(rawBody).split(' ')
      return gatewayPaymentId ? { kind: 'look', messageId, gatewayPaymentId } : { kind: 'ignored', messageId }
    },
  }
  return gateway
}
