import type { CreateRequest } from '../../server/payments/gateway.ts'
import type { Fetch } from '../../server/payments/gateways/ask-gateway.ts'
import { createGovukPay } from '../../server/payments/gateways/govuk-pay.ts'
import { type GovukPayStandIn, startGovukPay } from '../support/govuk-pay.ts'
import { lines } from './a-submission.ts'

/** A Pay of one test's own, and its adapter on a clock where waiting takes no time and is written down. */
export interface AtPay {
  pay: GovukPayStandIn
  gateway: ReturnType<typeof gatewayAt>
  settings: { apiKey: string; webhookSecrets: string[]; delayedCapture: 'yes' | 'no' }
  /** Milliseconds of every wait so far. */
  waits: number[]
  /** The same adapter, reaching Pay through something that the test put in between. */
  through(fetch: Fetch): ReturnType<typeof gatewayAt>
  /** A payment that was created, and what became of it behind its link. */
  created(
    does?: 'open' | 'pay' | 'decline' | 'cancel',
    change?: Partial<CreateRequest>,
  ): Promise<{ id: string; nextUrl: string }>
}

export async function withPay(run: (at: AtPay) => Promise<void>): Promise<void> {
  const pay = await startGovukPay()
  const waits: number[] = []
  let passed = 0
  const pace = {
    now: () => passed,
    random: () => 0.5,
    async sleep(ms: number) {
      waits.push(ms)
      passed += ms
      pay.now.ms += ms
    },
  }
  const through = (fetch: Fetch) => createGovukPay({ url: pay.url, fetch, timeoutMs: 10_000, pace })
  const gateway = through((url, init) => fetch(url, init))
  const settings = { apiKey: pay.apiKey, webhookSecrets: [], delayedCapture: 'no' as const }
  const at: AtPay = {
    pay,
    gateway,
    settings,
    waits,
    through,
    async created(does, change = {}) {
      const outcome = await gateway.create(at.settings, createRequest(change))
      if (outcome.kind !== 'created') throw new Error(`${outcome.kind}: ${outcome.message}`)
      const nextUrl = outcome.status.nextUrl ?? ''
      if (does) await pay.visit(nextUrl, does)
      return { id: outcome.gatewayPaymentId, nextUrl }
    },
  }
  try {
    await run(at)
  } finally {
    await pay.close()
  }
}

export function gatewayAt(url: string, timeoutMs = 10_000) {
  return createGovukPay({ url, fetch: (...given) => fetch(...given), timeoutMs })
}

let made = 0
/** A new attempt each time, unless it is told its key. */
export function createRequest(change: Partial<CreateRequest> = {}): CreateRequest {
  made++
  return {
    idempotencyKey: made.toString(16).padStart(32, 'b'),
    amountPence: 2500,
    lines: lines(2500),
    reference: 'BW-7K2M4P6RTX',
    description: 'Casgliad gwastraff swmpus',
    form: 'bulky-waste',
    returnUrl: 'http://localhost:3000/return',
    language: 'cy',
    channel: 'web',
    ...change,
  }
}
