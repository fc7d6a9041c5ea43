import { Hono } from 'hono'
import { z } from 'zod'
import type { House } from '../../../server/app.ts'
import { Refusal } from '../../../server/errors.ts'
import { scopes } from '../../../server/people/index.ts'
import type { Drawn } from './drawn-twice.ts'
import { councilSlug } from './furnish.ts'

const RefundAsked = z.strictObject({ paymentId: z.string(), pence: z.int().optional(), officer: z.string() })
const Ahead = z.strictObject({ ms: z.number() })

/**
 * What the rig does to a running server and no door of the product offers: moves its clock, hands out a token, and presses an officer's
 * refund button without signing an officer in. Only the rig's own entry has it.
 */
export function rigDoor(house: House, time: { offsetMs: number }, drawn: Drawn): Hono {
  const app = new Hono().basePath('/rig')
  const organisationId = async () => (await house.people.organisations.bySlug(councilSlug))!.id

  app.post('/clock', async (c) => {
    time.offsetMs = Ahead.parse(await c.req.json()).ms
    return c.body(null, 204)
  })

  app.post('/drawn', (c) => c.json(drawn))

  app.post('/tokens', async (c) => {
    const { token } = await house.people.tokens.add({
      organisationId: await organisationId(),
      name: 'The rig',
      scopes,
    })
    return c.json({ token })
  })

  app.post('/refunds', async (c) => {
    const { paymentId, pence, officer } = RefundAsked.parse(await c.req.json())
    const refund = await house.payments.refunds.request({
      organisationId: await organisationId(),
      paymentId,
      lines: pence === undefined ? 'everything' : [{ line: 1, pence }],
      reason: 'Asked for by the rig',
      actor: `officer:${officer}`,
      needsSecondPerson: false,
    })
    return c.json({ id: refund.id, amountPence: refund.amountPence })
  })

  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ refused: error.code }, 409)
    return c.json({ failed: error.message }, 500)
  })
  return app
}
