import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { hooksRoutes } from '../../server/web/hooks/index.ts'
import { onBothEngines } from '../support/db.ts'
import { aHouse } from './a-house.ts'

onBothEngines('webhooks in', (database) => {
  async function aDoor() {
    const house = await aHouse(database())
    const app = new Hono().route('/hooks', hooksRoutes(house))
    app.onError((_error, context) => context.text('', 500))
    const post = (
      body: string | Uint8Array<ArrayBuffer>,
      change: { path?: string; signature?: string } = {},
    ) =>
      app.request(change.path ?? `/hooks/obedient/${house.account.id}`, {
        method: 'POST',
        headers: { signature: change.signature ?? 'good' },
        body,
      })
    return { house, post }
  }

  test('a signed message queues one look, and fifty copies of it no more', async () => {
    const { house, post } = await aDoor()
    const { paymentId, gatewayId } = await house.started()
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(`m1 ${gatewayId}`)))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    expect(house.jobs).toEqual([{ name: 'settle-payment', paymentId }])
    await post(`m2 ${gatewayId}`)
    expect(house.jobs).toHaveLength(2)
  })

  test('what the message claims changes nothing: only the gateway’s answer does', async () => {
    const { house, post } = await aDoor()
    const { paymentId, gatewayId } = await house.started()
    await post(`m1 ${gatewayId} state=success amount=1`)
    expect((await house.payments.settle(paymentId, 'job')).state).toBe('created')
  })

  test('forged, unknown and oversized messages are turned away and leave nothing', async () => {
    const { house, post } = await aDoor()
    const { gatewayId } = await house.started()
    expect((await post(`m1 ${gatewayId}`, { signature: 'bad' })).status).toBe(401)
    for (const path of [
      '/hooks/obedient/nobody',
      `/hooks/sandbox/${house.account.id}`,
      `/hooks/constructor/${house.account.id}`,
      `/hooks/obedient/${encodeURIComponent("' or 1=1 --")}`,
    ]) {
      expect((await post(`m1 ${gatewayId}`, { path })).status).toBe(404)
    }
    expect((await post(new Uint8Array(256 * 1024 + 1))).status).toBe(413)
    expect(house.jobs).toEqual([])
    const kept = (await house.db.query.webhookMessage.findMany()).filter(
      (row) => row.organisationId === house.organisationId,
    )
    expect(kept).toEqual([])
    expect(house.logged.some((line) => line.includes('webhook.forged'))).toBe(true)
  })

  test('a message about a payment that is not ours is kept and answered, not asked for again', async () => {
    const { house, post } = await aDoor()
    expect((await post('m1 gw-of-another-system')).status).toBe(200)
    expect((await post('m2')).status).toBe(200)
    expect(house.jobs).toEqual([])
    const kept = (await house.db.query.webhookMessage.findMany()).filter(
      (row) => row.organisationId === house.organisationId,
    )
    expect(kept.map((row) => [row.messageId, row.gatewayPaymentId])).toEqual(
      expect.arrayContaining([
        ['m1', 'gw-of-another-system'],
        ['m2', null],
      ]),
    )
  })

  test('a message that could not be queued is not taken as seen: sent again, it works', async () => {
    const { house, post } = await aDoor()
    const { paymentId, gatewayId } = await house.started()
    house.down.queue = true
    expect((await post(`m1 ${gatewayId}`)).status).toBe(500)
    house.down.queue = false
    expect((await post(`m1 ${gatewayId}`)).status).toBe(200)
    expect(house.jobs).toEqual([{ name: 'settle-payment', paymentId }])
  })

  test('a message that comes at the moment at which its payment’s id is committed is answered, however they meet', async () => {
    const { house, post } = await aDoor()
    const { create } = house.gateway
    const posting: Promise<Response>[] = []
    house.gateway.create = async (settings, request) => {
      const answer = await create(settings, request)
      if (answer.kind === 'created')
        posting.push(Promise.resolve(post(`m-${answer.gatewayPaymentId} ${answer.gatewayPaymentId}`)))
      return answer
    }
    const started: string[] = []
    for (let round = 0; round < 40; round++) {
      const some = await Promise.all(Array.from({ length: 5 }, () => house.started()))
      started.push(...some.map(({ paymentId }) => paymentId))
    }
    expect(new Set((await Promise.all(posting)).map(({ status }) => status))).toEqual(new Set([200]))
    const queued = new Set(house.jobs.map((job) => ('paymentId' in job ? job.paymentId : undefined)))
    const dueAtOnce = await house.db.query.payment.findMany({
      where: (payment, { lte }) => lte(payment.nextCheckAt, house.time.now),
    })
    for (const { id } of dueAtOnce) queued.add(id)
    expect(started.filter((id) => !queued.has(id))).toEqual([])
  })
})
