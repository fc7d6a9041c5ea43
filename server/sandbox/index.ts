/*
 * The sandbox gateway: a payment supplier of our own, where outcomes are chosen and no money moves. Mounted at /sandbox.
 * Knows its own books, its hosted page, its API and its webhooks. Refuses to know submissions, payments and accounts of the
 * house: those reach it over HTTP with a key, as they reach any gateway. Takes no card details, ever.
 */
import { Hono } from 'hono'
import { sandboxApi } from './api.ts'
import { hostedPage } from './hosted-page.ts'
import type { SandboxDeps } from './sandbox-deps.ts'
import { webhookSweep } from './webhooks.ts'

export interface Sandbox {
  /** Routes below /sandbox: /v1/account, /v1/payments…, /pay/…, /page.css. */
  app: Hono
  /** Ends what time has ended and sends webhooks that are due. To be called about once a second. Returns how many went out. */
  deliverWebhooks(): Promise<number>
}

export function createSandbox(deps: SandboxDeps): Sandbox {
  const app = new Hono()
  app.route('/v1', sandboxApi(deps))
  app.route('/', hostedPage(deps))
  return { app, deliverWebhooks: webhookSweep(deps) }
}

export type { SandboxDeps } from './sandbox-deps.ts'
