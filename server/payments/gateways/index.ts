/*
 * The gateways this house can pay through: one file each, one line here.
 * Knows their addresses and how to call them. Refuses to know accounts, attempts and the database.
 */
import type { Gateway } from '../gateway.ts'
import type { Fetch } from './ask-gateway.ts'
import { createCivicaPay } from './civica-pay.ts'
import { createGovukPay } from './govuk-pay.ts'
import { createPay360 } from './pay360.ts'
import { createSandboxGateway } from './sandbox.ts'
import { createStripe } from './stripe.ts'

/** How every gateway is reached. */
export interface Reach {
  /** The standard `fetch` unless a test wraps it. */
  fetch: Fetch
  /** Milliseconds to wait for any one answer. */
  timeoutMs: number
}

/** Addresses without a trailing slash; a gateway without one here uses its vendor's own. */
export interface GatewayOptions extends Partial<Reach> {
  sandboxUrl: string
  govukPayUrl?: string | undefined
  stripeUrl?: string | undefined
  pay360Url?: string | undefined
  pay360TestUrl?: string | undefined
  civicaPayUrl?: string | undefined
}

export function createGateways(options: GatewayOptions): Record<string, Gateway> {
  const reach: Reach = {
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    timeoutMs: options.timeoutMs ?? 10_000,
  }
  return {
    'civica-pay': createCivicaPay({ ...reach, url: options.civicaPayUrl }),
    'govuk-pay': createGovukPay({ ...reach, url: options.govukPayUrl }),
    pay360: createPay360({ ...reach, url: options.pay360Url, testUrl: options.pay360TestUrl }),
    sandbox: createSandboxGateway({ ...reach, url: options.sandboxUrl }),
    stripe: createStripe({ ...reach, url: options.stripeUrl }),
  }
}
