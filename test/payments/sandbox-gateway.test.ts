import { and, eq, ne } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sandboxRefund } from '../../server/db/schema/index.ts'
import { createGateways, newSandboxSettings } from '../../server/payments/index.ts'
import { aSandbox } from '../sandbox/a-sandbox.ts'
import { openTestDatabase } from '../support/db.ts'
import { gatewayContract } from './gateway-contract.ts'

const buttons = { pay: 'pay', decline: 'decline', cancel: 'cancel' } as const

gatewayContract('the sandbox', async () => {
  const database = await openTestDatabase('pglite')
  const sandbox = await aSandbox(database)
  const gateway = (options: object = {}) =>
    createGateways({
      govukPayUrl: 'http://nowhere.example',
      sandboxUrl: `${sandbox.origin}/sandbox`,
      ...options,
    }).sandbox!
  return {
    gateway,
    settings: gateway().parseSettings({ apiKey: sandbox.apiKey }),
    wrongSettings: gateway().parseSettings(newSandboxSettings('nobody')),
    origin: sandbox.origin,
    async payer(nextUrl, does) {
      const { page } = await sandbox.payer(nextUrl, does === 'open' ? undefined : buttons[does])
      return page.status === 200 || page.status === 303 ? 'done' : 'used'
    },
    expire: (on) => sandbox.pass((on ? 1 : -1) * 91 * 60),
    async webhooks(id) {
      await sandbox.deliverWebhooks()
      const mine = sandbox.received.filter(({ body }) => new TextDecoder().decode(body).includes(id))
      return [...mine, ...mine].map((message) => ({ ...message, proof: '' }))
    },
    signatureHeader: 'sandbox-signature',
    async refunded(id) {
      const rows = await database.db
        .select()
        .from(sandboxRefund)
        .where(and(eq(sandboxRefund.paymentId, id), ne(sandboxRefund.status, 'error')))
      return rows.reduce((sum, row) => sum + row.amountPence, 0)
    },
    secretsOf: (settings) => [settings.apiKey, settings.webhookSecret].map(String),
    async close() {
      await sandbox.close()
      await database.close()
    },
  }
})

const gatewayAt = (sandbox: Awaited<ReturnType<typeof aSandbox>>) =>
  createGateways({ sandboxUrl: `${sandbox.origin}/sandbox` }).sandbox!

test('the port sees every ending of the sandbox: surcharges, breakdowns, slow ends, failed and slow refunds', async () => {
  const database = await openTestDatabase('pglite')
  const sandbox = await aSandbox(database)
  const gateway = gatewayAt(sandbox)
  const settings = gateway.parseSettings({ apiKey: sandbox.apiKey })
  try {
    const paid = async (outcome: string) => {
      const reply = await sandbox.call('/payments', { method: 'POST', body: sandbox.body() })
      const { id, next_url } = (await reply.json()) as { id: string; next_url: string }
      await sandbox.payer(next_url, outcome)
      return id
    }
    const statusOf = async (id: string) => {
      const outcome = await gateway.query(settings, id)
      return outcome.kind === 'found' ? outcome.status : undefined
    }
    const capturedOn = new Date().toISOString().slice(0, 10)
    expect(await statusOf(await paid('surcharge'))).toEqual({
      state: 'success',
      finished: true,
      amountPence: 2500,
      surchargePence: 50,
      traces: { cardBrand: 'Sandbox', lastDigits: '0000', capturedOn },
    })
    expect(await statusOf(await paid('error'))).toEqual({
      state: 'error',
      finished: true,
      amountPence: 2500,
      code: 'provider-error',
    })
    const declined = await paid('slow-decline')
    expect(await statusOf(declined)).toMatchObject({ state: 'submitted', finished: false })
    sandbox.pass(9)
    expect(await statusOf(declined)).toMatchObject({ state: 'failed', finished: true, code: 'declined' })

    const id = await paid('pay')
    const refund = async (amountPence: number, refundId: string) => {
      const request = { gatewayPaymentId: id, refundId, amountPence, reason: '', knownRefundIds: [] }
      const outcome = await gateway.refund!(settings, request)
      if (outcome.kind !== 'submitted') throw new Error(outcome.kind)
      return outcome
    }
    expect((await refund(299, 'fails')).state).toBe('error')
    const slow = await refund(513, 'takes-its-time')
    expect(slow.state).toBe('submitted')
    const look = () => gateway.queryRefund!(settings, id, slow.gatewayRefundId)
    expect(await look()).toEqual({ kind: 'found', state: 'submitted', amountPence: 513 })
    sandbox.pass(9)
    expect(await look()).toEqual({ kind: 'found', state: 'success', amountPence: 513 })
    expect(await refund(513, 'takes-its-time')).toEqual({ ...slow, state: 'success' })
    expect((await refund(2500 - 513, 'the-rest')).state).toBe('success')
  } finally {
    await sandbox.close()
    await database.close()
  }
})

test('settings are read as a screen sends them, and the webhook secret is worked out when it is left empty', () => {
  const gateway = createGateways({ sandboxUrl: 'http://nowhere.example' }).sandbox!
  const apiKey = 'sandbox_1234_0123456789abcdef'
  const typed = gateway.parseSettings({ apiKey: `${apiKey}\n`, webhookSecret: '', webhooks: '' })
  expect(typed).toEqual(gateway.parseSettings({ apiKey }))
  expect(typed).toMatchObject({
    apiKey,
    webhooks: 'on',
    webhookSecret: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  for (const wrong of [
    { apiKey: 'sandbox_x' },
    { apiKey, webhooks: 'maybe' },
    { apiKey, webhookSecret: 'short' },
  ]) {
    expect(() => gateway.parseSettings(wrong)).toThrow('These sandbox settings cannot be used')
  }
})
