import { newId } from '../../server/ids.ts'
import type { CreateRequest } from '../../server/payments/gateway.ts'
import type { Fetch } from '../../server/payments/gateways/ask-gateway.ts'
import { createCivicaPay } from '../../server/payments/gateways/civica-pay.ts'
import { type CivicaPayStandIn, startCivicaPay } from '../support/civica-pay.ts'
import { lines } from './a-submission.ts'

/** A Civica Pay account at a running stand-in, and the gateway that reaches it. Both follow the stand-in's clock. */
export async function aCivicaAccount(options: { criterion?: string } = {}) {
  const civica = await startCivicaPay(options)
  const gateway = (reach: { fetch?: Fetch; timeoutMs?: number } = {}) =>
    createCivicaPay({
      url: civica.url,
      fetch: (url, init) => fetch(url, init),
      timeoutMs: 10_000,
      clock: { now: () => new Date(civica.now.ms) },
      ...reach,
    })
  const typed = {
    mode: 'test',
    ...civica.settings,
    queryCriterion: options.criterion ?? '',
    catalogue: 'BW=00000012, GW=00000014',
    vatCodes: 'standard=01\noutside-scope=05',
  }
  return { civica, gateway, typed, settings: gateway().parseSettings(typed) }
}

export type CivicaAccount = Awaited<ReturnType<typeof aCivicaAccount>>

export async function withCivica(
  run: (account: CivicaAccount) => Promise<void>,
  options: { criterion?: string } = {},
): Promise<void> {
  const account = await aCivicaAccount(options)
  try {
    await run(account)
  } finally {
    await account.civica.close()
  }
}

export function aRequest(change: Partial<CreateRequest> = {}): CreateRequest {
  return {
    idempotencyKey: newId(),
    amountPence: 2500,
    lines: lines(2500),
    reference: 'BW-7K2M4P6RTX',
    description: 'Bulky waste collection',
    form: 'bulky-waste',
    returnUrl: 'http://localhost:3000/return/7f3c',
    language: 'en',
    channel: 'web',
    webhookUrl: 'http://localhost:3000/hooks/civica-pay/account',
    ...change,
  }
}

/** A payment that is open, and what a payer, a notification and the poller would know it by. */
export async function aPayment({ gateway, settings }: CivicaAccount, change: Partial<CreateRequest> = {}) {
  const request = aRequest(change)
  const outcome = await gateway().create(settings, request)
  if (outcome.kind !== 'created') throw new Error(`${outcome.kind}: ${outcome.message}`)
  return { request, id: outcome.gatewayPaymentId, nextUrl: outcome.status.nextUrl ?? '' }
}

export function basketOf(civica: CivicaPayStandIn, nextUrl: string) {
  const basket = civica.baskets.get(new URL(nextUrl).searchParams.get('basketreference') ?? '')
  if (!basket) throw new Error('There is no such basket')
  return basket
}
