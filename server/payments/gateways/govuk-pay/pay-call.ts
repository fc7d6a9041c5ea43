import type { GatewaySettings } from '../../gateway.ts'
import { askGateway, type Fetch, type Reply } from '../ask-gateway.ts'
import type { PaySettings } from './settings.ts'

/** Time and chance, for tests that cannot wait for either. */
export interface Pace {
  /** Milliseconds, from any beginning. */
  now(): number
  sleep(ms: number): Promise<void>
  /** 0 to 1. */
  random(): number
}

export interface PayReach {
  /** Pay's public API, without a trailing slash. */
  url: string
  fetch: Fetch
  /** Milliseconds to wait for one answer. */
  timeoutMs: number
  pace: Pace
}

/** Asks Pay one question under the account's key. */
export type PayAsk = (
  method: 'GET' | 'POST',
  path: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<Reply>

/** How often one call may come back to a Pay that is asked too often. */
const tries = 3

/**
 * Opens one call to Pay, of one or several questions. When Pay is asked too often (429 P0900: nothing was done) it waits a
 * second, then two, each with up to half as much again by chance so that many do not come back together; at most three tries a
 * call, and the whole call never takes longer than three answers may.
 * Source: docs.payments.service.gov.uk/api_reference/#rate-limits
 */
export function openPayCall({ url, fetch, timeoutMs, pace }: PayReach, settings: GatewaySettings): PayAsk {
  const endsAt = pace.now() + 3 * timeoutMs
  let waits = 0
  return async function ask(method, path, body, headers) {
    // Pay's firewall turns away a POST without a body.
    const given = body ?? (method === 'POST' ? {} : undefined)
    const question = {
      method,
      url: `${url}${path}`,
      bearer: (settings as PaySettings).apiKey,
      ...(given && { body: given }),
      ...(headers && { headers }),
    }
    for (;;) {
      const left = Math.floor(endsAt - pace.now())
      if (left < 1) return { kind: 'silence', message: 'It did not answer in time' }
      const reply = await askGateway(fetch, question, Math.min(timeoutMs, left))
      if (reply.kind === 'silence' || reply.status !== 429 || waits === tries - 1) return reply
      const waitMs = 1000 * 2 ** waits * (1 + pace.random() / 2)
      if (pace.now() + waitMs >= endsAt) return reply
      waits++
      await pace.sleep(waitMs)
    }
  }
}

export function paymentPath(gatewayPaymentId: string): string {
  return `/v1/payments/${encodeURIComponent(gatewayPaymentId)}`
}
