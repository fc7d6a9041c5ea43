import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/client.ts'
import { newId } from '../../server/ids.ts'
import { onBothEngines } from '../support/db.ts'
import { aSandbox } from './a-sandbox.ts'

onBothEngines('the sandbox’s API', (database: () => Database) => {
  let sandbox: Awaited<ReturnType<typeof aSandbox>>
  beforeAll(async () => {
    sandbox = await aSandbox(database())
  })
  afterAll(() => sandbox.close())

  async function create(change: object = {}) {
    const reply = await sandbox.call('/payments', { method: 'POST', body: sandbox.body(change) })
    expect(reply.status).toBe(201)
    return (await reply.json()) as { id: string; next_url: string; status: string; finished: boolean }
  }
  const read = async (id: string) =>
    (await (await sandbox.call(`/payments/${id}`)).json()) as {
      status: string
      finished: boolean
      code: string | null
      next_url: string | null
    }

  test('keys that name no organisation, or are no keys, are turned away everywhere', async () => {
    const keys = [
      '',
      'sandbox',
      `sandbox_${sandbox.organisationId}_`,
      `sandbox_${newId()}_${newId()}`,
      `Bearer ${sandbox.apiKey}`,
      `${sandbox.apiKey} or 1=1`,
      'api_live_0123456789abcdef',
    ]
    for (const key of keys) {
      for (const [path, method] of [
        ['/payments', 'POST'],
        ['/payments/x', 'GET'],
        ['/payments/x/cancel', 'POST'],
        ['/payments/x/refunds', 'POST'],
        ['/payments/x/refunds/y', 'GET'],
        ['/account', 'GET'],
      ] as const) {
        const reply = await sandbox.call(path, {
          method,
          key,
          ...(method === 'POST' && { body: sandbox.body() }),
        })
        expect(reply.status).toBe(401)
      }
    }
  })

  test('one key never sees, cancels or collides with another’s payments', async () => {
    const other = `sandbox_${sandbox.organisationId}_${newId()}`
    const idempotencyKey = newId()
    const mine = await sandbox.call('/payments', { method: 'POST', body: sandbox.body(), idempotencyKey })
    const theirs = await sandbox.call('/payments', {
      method: 'POST',
      key: other,
      body: sandbox.body(),
      idempotencyKey,
    })
    expect([mine.status, theirs.status]).toEqual([201, 201])
    const { id } = (await mine.json()) as { id: string }
    expect((await sandbox.call(`/payments/${id}`, { key: other })).status).toBe(404)
    expect((await sandbox.call(`/payments/${id}/cancel`, { method: 'POST', key: other })).status).toBe(404)
    expect((await read(id)).status).toBe('created')
  })

  test('a telephone payment is another one than the same on the web', async () => {
    const idempotencyKey = newId()
    const make = (change: object) =>
      sandbox.call('/payments', { method: 'POST', body: sandbox.body(change), idempotencyKey })
    const telephone = await make({ moto: true })
    expect(await telephone.json()).toMatchObject({ moto: true })
    expect((await make({ moto: true })).status).toBe(200)
    expect((await make({})).status).toBe(409)
  })

  test('wrong fields are refused by name and nothing is made', async () => {
    const wrong: [object, string][] = [
      [{ amount: 0 }, 'amount'],
      [{ amount: -1 }, 'amount'],
      [{ amount: 1.5 }, 'amount'],
      [{ amount: '2500' }, 'amount'],
      [{ amount: 10_000_001 }, 'amount'],
      [{ reference: '' }, 'reference'],
      [{ description: 'x'.repeat(256) }, 'description'],
      [{ return_url: 'not an address' }, 'return_url'],
      [{ card_number: '4444333322221111' }, ''],
    ]
    for (const [change, field] of wrong) {
      const reply = await sandbox.call('/payments', { method: 'POST', body: sandbox.body(change) })
      expect([reply.status, await reply.json()]).toEqual([422, { error: 'field-wrong', field }])
    }
    for (const idempotencyKey of ['', 'a key', 'x'.repeat(256)]) {
      const reply = await sandbox.call('/payments', { method: 'POST', body: sandbox.body(), idempotencyKey })
      expect(reply.status).toBe(422)
    }
    const huge = await sandbox.call('/payments', {
      method: 'POST',
      body: sandbox.body({ description: 'x'.repeat(20_000) }),
    })
    expect(huge.status).toBe(413)
    const garbled = await fetch(`${sandbox.origin}/sandbox/v1/payments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.apiKey}`, 'idempotency-key': newId() },
      body: '{"amount":',
    })
    expect(garbled.status).toBe(422)
  })

  test('people and requests are sent only to where the house lives', async () => {
    for (const address of [
      'https://evil.example/back',
      'http://169.254.169.254/latest/meta-data',
      'javascript:alert(1)',
      `${sandbox.origin}@evil.example/`,
      'http://127.0.0.1:1/',
      '//evil.example',
    ]) {
      for (const field of ['return_url', 'webhook_url']) {
        const reply = await sandbox.call('/payments', {
          method: 'POST',
          body: sandbox.body({ [field]: address }),
        })
        expect(reply.status).toBe(422)
      }
    }
  })

  test('webhooks are sent again until they are taken, with the same message, and then no more', async () => {
    const { id, next_url } = await create()
    await sandbox.payer(next_url, 'pay')
    sandbox.received.length = 0
    sandbox.answers.push(500, 503)
    await sandbox.deliverWebhooks()
    await sandbox.deliverWebhooks()
    expect(sandbox.received).toHaveLength(1)
    sandbox.pass(1)
    await sandbox.deliverWebhooks()
    sandbox.pass(5)
    expect(await sandbox.deliverWebhooks()).toBe(1)
    await sandbox.deliverWebhooks()
    const bodies = sandbox.received.map(({ body }) => new TextDecoder().decode(body))
    expect(bodies).toHaveLength(3)
    expect(new Set(bodies)).toEqual(
      new Set([JSON.stringify({ message_id: `${id}-success`, payment_id: id, status: 'success' })]),
    )
  })

  test('a webhook that is due survives a restart, and one that is never taken is given up', async () => {
    const { next_url } = await create()
    await sandbox.payer(next_url, 'decline')
    sandbox.received.length = 0
    sandbox.answers.push(...Array.from({ length: 7 }, () => 500))
    await sandbox.deliverWebhooks()
    const restarted = sandbox.restarted()
    for (let i = 0; i < 10; i++) {
      await restarted.deliverWebhooks()
      sandbox.pass(301)
    }
    expect(sandbox.received).toHaveLength(7)
    sandbox.answers.length = 0
  })

  test('an account without a webhook address gets none', async () => {
    const { webhook_url: _, ...body } = sandbox.body()
    const reply = await sandbox.call('/payments', { method: 'POST', body })
    const { next_url } = (await reply.json()) as { next_url: string }
    await sandbox.payer(next_url, 'pay')
    sandbox.received.length = 0
    await sandbox.deliverWebhooks()
    expect(sandbox.received).toEqual([])
  })

  test('a slow payment is submitted first and a success when its seconds have passed, told by webhook', async () => {
    const { id, next_url } = await create()
    const { page } = await sandbox.payer(next_url, 'slow')
    expect(page.status).toBe(303)
    expect(await read(id)).toMatchObject({ status: 'submitted', finished: false, next_url: null })
    sandbox.received.length = 0
    await sandbox.deliverWebhooks()
    expect(sandbox.received).toEqual([])
    sandbox.pass(9)
    await sandbox.deliverWebhooks()
    expect(sandbox.received).toHaveLength(1)
    expect(await read(id)).toMatchObject({ status: 'success', finished: true })
  })

  test('a slow payment can end in a decline', async () => {
    const { id, next_url } = await create()
    await sandbox.payer(next_url, 'slow-decline')
    expect(await read(id)).toMatchObject({ status: 'submitted', finished: false })
    sandbox.pass(9)
    expect(await read(id)).toMatchObject({ status: 'failed', code: 'declined', finished: true })
  })

  test('two outcomes pressed at once: one holds', async () => {
    const { id, next_url } = await create()
    const opened = await sandbox.payer(next_url)
    const press = (outcome: string) =>
      fetch(opened.url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ outcome }) })
    const pages = await Promise.all(['pay', 'decline', 'error', 'expire', 'slow', 'slow-decline'].map(press))
    expect(new Set(pages.map((page) => page.status))).toEqual(new Set([303]))
    const first = await read(id)
    await press('pay')
    expect(await read(id)).toEqual(first)
  })
})

test('the hosted page has nowhere to type a card number', async () => {
  const { readdirSync, readFileSync } = await import('node:fs')
  const folder = new URL('../../server/sandbox/', import.meta.url)
  const source = readdirSync(folder)
    .filter((name) => name.startsWith('page'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
  expect(source).not.toMatch(/<input|<textarea|contenteditable|autocomplete/i)
})
