/*
 * The gateways this house can pay through: one file each, one line here.
 * Knows their addresses and how to call them. Refuses to know accounts, attempts and the database.
 */
import type { Gateway } from '../gateway.ts'
import type { Fetch } from './ask-gateway.ts'
import { createGovukPay } from './govuk-pay.ts'
import { createSandboxGateway } from './sandbox.ts'

export interface GatewayOptions {
  govukPayUrl: string
  sandboxUrl: string
  /** The standard `fetch` unless a test wraps it. */
  fetch?: Fetch
  /** Milliseconds to wait for any one answer; 10,000 unless a test is in a hurry. */
  timeoutMs?: number
}

export function createGateways(options: GatewayOptions): Record<string, Gateway> {
  const { fetch = (url, init) => globalThis.fetch(url, init), timeoutMs = 10_000 } = options
  return {
    'govuk-pay': createGovukPay({ url: options.govukPayUrl, fetch, timeoutMs }),
    sandbox: createSandboxGateway({ url: options.sandboxUrl, fetch, timeoutMs }),
  }
}
