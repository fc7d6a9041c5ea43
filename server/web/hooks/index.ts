/*
 * Webhooks in: POST /hooks/{gateway}/{account}[/{proof}]. Mounted at /hooks by the route map.
 * Knows raw bytes, their size and HTTP answers. Refuses to know what a message says: payments checks the signature,
 * keeps the message and queues a look; a webhook that cannot be kept is answered 500, so that the gateway sends it again.
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Payments } from '../../payments/index.ts'

const maxBytes = 256 * 1024
const answers = { accepted: 200, forged: 401, unknown: 404 } as const

export function hooksRoutes({ payments }: { payments: Pick<Payments, 'receiveWebhook'> }): Hono {
  const app = new Hono()
  app.on(
    'POST',
    // Gateways that do not sign are given one more path part, which nobody can guess.
    ['/:gateway/:account', '/:gateway/:account/:proof'],
    bodyLimit({ maxSize: maxBytes, onError: (context) => context.text('too large', 413) }),
    async (context) => {
      const rawBody = new Uint8Array(await context.req.arrayBuffer())
      const { gateway = '', account = '', proof = '' } = context.req.param() as Record<string, string>
      const receipt = await payments.receiveWebhook(gateway, account, proof, rawBody, context.req.raw.headers)
      return context.text(receipt, answers[receipt], { 'cache-control': 'no-store' })
    },
  )
  return app
}
