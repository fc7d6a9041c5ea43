import { setTimeout as pause } from 'node:timers/promises'
import Stripe from 'stripe'
import type { GatewayRefused, GatewaySettings, GatewayUnreachable } from '../../gateway.ts'
import type { Fetch } from '../ask-gateway.ts'

export interface StripeOptions {
  /** Origin of Stripe's API, when it is a stand-in: undefined is Stripe's own. */
  url?: string | undefined
  fetch: Fetch
  timeoutMs: number
}

export type StripeAnswer =
  | { kind: 'answer'; body: unknown }
  | { kind: 'refused'; status: number; code: string; message: string }
  | GatewayUnreachable

export type AskStripe = (
  settings: GatewaySettings,
  call: (stripe: Stripe) => Promise<unknown>,
) => Promise<StripeAnswer>

/** Stripe's type of error when an idempotency key comes back with another body. */
export const otherBody = 'idempotency_error'

export const unreadable: GatewayUnreachable = {
  kind: 'unreachable',
  message: 'It gave an answer that could not be read',
}

/** What becomes of a call that was not done, in the words of every gateway. */
export function notDone(
  answer: Exclude<StripeAnswer, { kind: 'answer' }>,
): GatewayRefused | GatewayUnreachable {
  if (answer.kind === 'unreachable') return answer
  return { kind: 'refused', code: answer.code, message: answer.message }
}

/** Milliseconds to wait, each time that Stripe is still busy with a request of the same key: somebody pressed twice. */
const busyWaits = [100, 200, 400, 800]

/**
 * How Stripe is asked: one client a call, with the key of whichever account's settings are given. The answers of its package
 * are not believed to have the types it gives them: they are read like any reply.
 */
export function stripeAsker({ url, fetch, timeoutMs }: StripeOptions): AskStripe {
  const config: Stripe.StripeConfig = {
    // Named, so that a newer package that speaks another version does not compile unseen.
    apiVersion: '2026-10-28.endive',
    // No redirect is followed: the key goes to the configured address and nowhere else.
    httpClient: Stripe.createFetchHttpClient((input, init) =>
      fetch(String(input), { ...init, redirect: 'error' }),
    ),
    timeout: timeoutMs,
    // Trying again is for those who know what the try was for.
    maxNetworkRetries: 0,
    telemetry: false,
    ...(url && addressOf(url)),
  }
  return async (settings, call) => {
    const stripe = new Stripe((settings as { apiKey: string }).apiKey, config)
    let answer = await askOnce(() => call(stripe))
    for (const wait of busyWaits) {
      if (answer.kind !== 'busy') return answer
      await pause(wait)
      answer = await askOnce(() => call(stripe))
    }
    if (answer.kind !== 'busy') return answer
    return { kind: 'unreachable', message: 'Stripe is still busy with the same request' }
  }
}

function addressOf(url: string): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  const { protocol, hostname, port, pathname } = new URL(url)
  if (pathname !== '/')
    throw new Error('The address of Stripe can have no path: its package knows hosts only')
  const secure = protocol === 'https:'
  return { host: hostname, port: port || (secure ? 443 : 80), protocol: secure ? 'https' : 'http' }
}

/** Never throws for what the other side does. What Stripe says in words is for developers, and may repeat what it was sent. */
async function askOnce(call: () => Promise<unknown>): Promise<StripeAnswer | { kind: 'busy' }> {
  try {
    return { kind: 'answer', body: await call() }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeConnectionError) {
      return { kind: 'unreachable', message: silenceOf(error.detail) }
    }
    // No status: not JSON, or JSON that the package stumbles over.
    if (!(error instanceof Stripe.errors.StripeError) || !error.statusCode) return unreadable
    if (error.code === 'idempotency_key_in_use') return { kind: 'busy' }
    const { statusCode: status } = error
    const code = codeOf(error.code ?? (error.rawType === otherBody ? otherBody : undefined), status)
    const message = `${wordsFor(status)} (${status} ${code}${error.param ? `, ${codeOf(error.param, status)}` : ''})`
    return isPassing(status) ? { kind: 'unreachable', message } : { kind: 'refused', status, code, message }
  }
}

function silenceOf(detail: unknown): string {
  const code = detail instanceof Error && 'code' in detail ? detail.code : undefined
  return code === 'ETIMEDOUT' ? 'It did not answer in time' : 'It could not be reached'
}

function codeOf(code: unknown, status: number): string {
  return typeof code === 'string' && /^[a-z0-9_.[\]]{1,100}$/.test(code) ? code : String(status)
}

/** Conflicts (409), a supplier of Stripe's that failed (424), too many requests and Stripe's own errors pass; the rest does not. */
function isPassing(status: number): boolean {
  return status < 400 || status === 409 || status === 424 || status === 429 || status >= 500
}

function wordsFor(status: number): string {
  if (status === 401 || status === 403) return 'Stripe does not accept this account key, or this use of it'
  if (status === 429) return 'Stripe is asked too often'
  return isPassing(status) ? 'Stripe did not give an answer that can be read' : 'Stripe refused the request'
}
