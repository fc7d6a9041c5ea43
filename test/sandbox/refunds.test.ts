import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/client.ts'
import { newId } from '../../server/ids.ts'
import { onBothEngines } from '../support/db.ts'
import { aSandbox } from './a-sandbox.ts'

onBothEngines('refunds at the sandbox', (database: () => Database) => {
  let sandbox: Awaited<ReturnType<typeof aSandbox>>
  beforeAll(async () => {
    sandbox = await aSandbox(database())
  })
  afterAll(() => sandbox.close())

  async function create() {
    const reply = await sandbox.call('/payments', { method: 'POST', body: sandbox.body() })
    return (await reply.json()) as { id: string; next_url: string }
  }
  const refundOf = (id: string, amount: number, idempotencyKey = newId()) =>
    sandbox.call(`/payments/${id}/refunds`, { method: 'POST', body: { amount }, idempotencyKey })

  test('one key never pays back or sees the refunds of another’s payments', async () => {
    const other = `sandbox_${sandbox.organisationId}_${newId()}`
    const paid = await create()
    await sandbox.payer(paid.next_url, 'pay')
    const refund = { method: 'POST', key: other, body: { amount: 1 } }
    expect((await sandbox.call(`/payments/${paid.id}/refunds`, refund)).status).toBe(404)
    const made = (await (await refundOf(paid.id, 1)).json()) as { id: string }
    const path = `/payments/${paid.id}/refunds/${made.id}`
    expect((await sandbox.call(path)).status).toBe(200)
    expect((await sandbox.call(path, { key: other })).status).toBe(404)
  })

  test('money goes back once a key, never above what was taken with its surcharge, however many ask at once', async () => {
    const { id, next_url } = await create()
    expect(await (await refundOf(id, 100)).json()).toEqual({ error: 'not-paid' })
    await sandbox.payer(next_url, 'surcharge')
    const key = newId()
    const same = await Promise.all(Array.from({ length: 8 }, () => refundOf(id, 1000, key)))
    expect(same.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201])
    const ids = await Promise.all(same.map(async (reply) => ((await reply.json()) as { id: string }).id))
    expect(new Set(ids).size).toBe(1)
    expect((await refundOf(id, 1001, key)).status).toBe(409)
    const rest = await Promise.all(Array.from({ length: 6 }, () => refundOf(id, 500)))
    expect(rest.filter(({ status }) => status === 201)).toHaveLength(3)
    expect((await refundOf(id, 50)).status).toBe(201)
    const over = await refundOf(id, 1)
    expect([over.status, await over.json()]).toEqual([409, { error: 'not-available' }])
  })

  test('a refund that fails gives its money back to what can be paid back', async () => {
    const { id, next_url } = await create()
    await sandbox.payer(next_url, 'pay')
    expect(await (await refundOf(id, 2499)).json()).toMatchObject({ amount: 2499, status: 'error' })
    expect(await (await refundOf(id, 2500)).json()).toMatchObject({ amount: 2500, status: 'success' })
  })

  test('a refund needs a whole amount above nothing and a key; what is refused pays nothing back', async () => {
    const { id, next_url } = await create()
    await sandbox.payer(next_url, 'pay')
    for (const amount of [0, -1, 1.5, '100', null, 10_000_001]) {
      expect(
        (await sandbox.call(`/payments/${id}/refunds`, { method: 'POST', body: { amount } })).status,
      ).toBe(422)
    }
    for (const idempotencyKey of ['', 'a key', 'x'.repeat(256)]) {
      const init = { method: 'POST', body: { amount: 1 }, idempotencyKey }
      expect((await sandbox.call(`/payments/${id}/refunds`, init)).status).toBe(422)
    }
    expect(
      (await sandbox.call(`/payments/${newId()}/refunds`, { method: 'POST', body: { amount: 1 } })).status,
    ).toBe(404)
    expect((await sandbox.call(`/payments/${id}/refunds/${newId()}`)).status).toBe(404)
    expect((await refundOf(id, 2500)).status).toBe(201)
  })
})
