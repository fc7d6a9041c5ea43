import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../server/ids.ts'
import type { CreateRequest, Gateway, GatewaySettings } from '../../server/payments/gateway.ts'
import type { Fetch } from '../../server/payments/gateways/ask-gateway.ts'
import { lines } from './a-submission.ts'

/** A running supplier (a stand-in server, or the sandbox) and the adapter under test, reached over real HTTP. */
export interface Supplier {
  gateway(options?: { fetch?: Fetch; timeoutMs?: number }): Gateway
  settings: GatewaySettings
  /** Well formed, but unknown to the supplier. */
  wrongSettings: GatewaySettings
  /** For addresses that go back to us. */
  origin: string
  /** What the payer does behind a link; `used` when the link no longer works. */
  payer(nextUrl: string, does: 'open' | 'pay' | 'decline' | 'cancel'): Promise<'done' | 'used'>
  /** Puts the supplier's clock 91 minutes on; `false` puts it back. */
  expire(on: boolean): void
  /** Every webhook of the payment so far, in any order, some of them more than once. */
  webhooks(gatewayPaymentId: string): Promise<{ body: Uint8Array<ArrayBuffer>; headers: Headers }[]>
  signatureHeader: string
  close(): Promise<void>
}

/** What every gateway must do, whatever it is made of. A new gateway is one file, one registry line and one run of this. */
export function gatewayContract(name: string, open: () => Promise<Supplier>) {
  describe(`${name} keeps the gateway contract`, () => {
    let supplier: Supplier
    let gateway: Gateway
    beforeAll(async () => {
      supplier = await open()
      gateway = supplier.gateway()
    })
    afterAll(() => supplier.close())

    const request = (change: Partial<CreateRequest> = {}): CreateRequest => ({
      idempotencyKey: newId(),
      amountPence: 2500,
      lines: lines(2500),
      reference: 'BW-7K2M4P6RTX',
      description: 'Bulky waste collection',
      returnUrl: `${supplier.origin}/exampleshire/bulky-waste/return/${newId()}`,
      language: 'en',
      webhookUrl: `${supplier.origin}/hooks/any/account`,
      ...change,
    })
    async function created(change: Partial<CreateRequest> = {}) {
      const wanted = request(change)
      const outcome = await gateway.create(supplier.settings, wanted)
      if (outcome.kind !== 'created') throw new Error(`${outcome.kind}: ${outcome.message}`)
      return {
        wanted,
        id: outcome.gatewayPaymentId,
        status: outcome.status,
        nextUrl: outcome.status.nextUrl ?? '',
      }
    }
    async function statusOf(id: string) {
      const outcome = await gateway.query(supplier.settings, id)
      if (outcome.kind !== 'found') throw new Error(outcome.kind)
      return outcome.status
    }

    test('creates a payment that is open, for the amount asked, with a link', async () => {
      const { status } = await created()
      expect(status).toMatchObject({ state: 'created', finished: false, amountPence: 2500 })
      expect(status.nextUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//)
    })

    test('the same key again gives the same payment, even twenty times at once', async () => {
      const wanted = request()
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => gateway.create(supplier.settings, wanted)),
      )
      const ids = outcomes.map((outcome) =>
        outcome.kind === 'created' ? outcome.gatewayPaymentId : outcome.kind,
      )
      expect(new Set(ids).size).toBe(1)
      expect((await statusOf(ids[0] ?? '')).state).toBe('created')
    })

    test('the same key for another amount is refused for good', async () => {
      const { wanted } = await created()
      const outcome = await gateway.create(supplier.settings, { ...wanted, amountPence: 1 })
      expect(outcome.kind).toBe('refused')
    })

    test('a reply that was lost is found again by the key', async () => {
      let lost = ''
      const losing = supplier.gateway({
        fetch: async (url, init) => {
          lost = await (await fetch(url, init)).text()
          throw new TypeError('socket hang up')
        },
      })
      const wanted = request()
      expect((await losing.create(supplier.settings, wanted)).kind).toBe('unreachable')
      const again = await gateway.create(supplier.settings, wanted)
      expect(again.kind).toBe('created')
      expect(lost).toContain(again.kind === 'created' ? again.gatewayPaymentId : 'nothing')
    })

    test('a payer who pays is a success, and the link works once', async () => {
      const { id, nextUrl } = await created()
      expect(await supplier.payer(nextUrl, 'pay')).toBe('done')
      expect(await statusOf(id)).toMatchObject({ state: 'success', finished: true, amountPence: 2500 })
      expect((await statusOf(id)).nextUrl).toBeUndefined()
      expect(await supplier.payer(nextUrl, 'pay')).toBe('used')
    })

    test('a payer who only looks has started, and a fresh link still works', async () => {
      const { id, nextUrl } = await created()
      await supplier.payer(nextUrl, 'open')
      const status = await statusOf(id)
      expect(status).toMatchObject({ state: 'started', finished: false })
      expect(status.nextUrl).not.toBe(nextUrl)
      expect(await supplier.payer(status.nextUrl ?? '', 'pay')).toBe('done')
      expect((await statusOf(id)).state).toBe('success')
    })

    test('being asked about never uses up a link that was given out', async () => {
      const { id, nextUrl } = await created()
      for (let i = 0; i < 5; i++) await statusOf(id)
      expect(await supplier.payer(nextUrl, 'pay')).toBe('done')
    })

    test('a declined payment has failed, with the gateway’s code', async () => {
      const { id, nextUrl } = await created()
      await supplier.payer(nextUrl, 'decline')
      const status = await statusOf(id)
      expect(status).toMatchObject({ state: 'failed', finished: true })
      expect(status.code).toBeTruthy()
      expect(gateway.capabilities.endings?.[status.code!]).toBeUndefined()
    })

    test('a payer who cancels leaves a finished payment without money', async () => {
      const { id, nextUrl } = await created()
      await supplier.payer(nextUrl, 'cancel')
      const status = await statusOf(id)
      expect(status).toMatchObject({ state: 'failed', finished: true })
      expect(gateway.capabilities.endings?.[status.code!]).toBe('cancelled')
    })

    test('a payment nobody pays expires and is finished', async () => {
      const { id, nextUrl } = await created()
      supplier.expire(true)
      try {
        const status = await statusOf(id)
        expect(status).toMatchObject({ state: 'failed', finished: true })
        expect(gateway.capabilities.endings?.[status.code!]).toBe('expired')
        expect(status.nextUrl).toBeUndefined()
        expect(await supplier.payer(nextUrl, 'pay')).toBe('used')
      } finally {
        supplier.expire(false)
      }
    })

    test('we can cancel what is not paid, and are too late for what is', async () => {
      const open = await created()
      expect(await gateway.cancel(supplier.settings, open.id)).toEqual({ kind: 'cancelled' })
      expect(await statusOf(open.id)).toMatchObject({ state: 'cancelled', finished: true })
      expect(await supplier.payer(open.nextUrl, 'pay')).toBe('used')
      const paid = await created()
      await supplier.payer(paid.nextUrl, 'pay')
      expect(await gateway.cancel(supplier.settings, paid.id)).toEqual({ kind: 'too-late' })
      expect((await statusOf(paid.id)).state).toBe('success')
    })

    test('a payment it does not know is missing, whatever the id looks like', async () => {
      for (const id of [newId(), '../payments', 'a/b?c#d', '%2e%2e', ' ']) {
        expect((await gateway.query(supplier.settings, id)).kind).toBe('missing')
      }
    })

    test('a wrong key is refused on every call, and the key is in no message', async () => {
      const { id } = await created()
      const outcomes = [
        await gateway.create(supplier.wrongSettings, request()),
        await gateway.query(supplier.wrongSettings, id),
      ]
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(['refused', 'refused'])
      expect((await gateway.cancel(supplier.wrongSettings, id)).kind).toBe('unreachable')
      expect(JSON.stringify(outcomes)).not.toContain(String(supplier.wrongSettings.apiKey))
      expect((await statusOf(id)).state).toBe('created')
    })

    test('a gateway that is down, slow, broken or talks nonsense is unreachable, never an outcome', async () => {
      const replies: Fetch[] = [
        () => Promise.reject(new TypeError('fetch failed')),
        (_url, init) =>
          new Promise((_resolve, reject) => {
            init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
          }),
        async () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
        async () => new Response('{"code":"P0999"}', { status: 500 }),
        async () => new Response('{}', { status: 429 }),
        async () => new Response('<h1>Welcome to the wifi</h1>', { status: 200 }),
        async () => new Response('{"payment_id":"x","id":"x","amount":"2500"}', { status: 200 }),
        async () => new Response('null', { status: 201 }),
      ]
      for (const fetch of replies) {
        const bad = supplier.gateway({ fetch, timeoutMs: 50 })
        expect((await bad.create(supplier.settings, request())).kind).toBe('unreachable')
        expect((await bad.query(supplier.settings, 'x')).kind).toBe('unreachable')
        expect((await bad.cancel(supplier.settings, 'x')).kind).toBe('unreachable')
      }
    })

    test('an answer about another payment is not believed', async () => {
      const [mine, other] = [await created(), await created()]
      await supplier.payer(other.nextUrl, 'pay')
      const crossed = supplier.gateway({ fetch: (url, init) => fetch(url.replace(mine.id, other.id), init) })
      expect((await crossed.query(supplier.settings, mine.id)).kind).toBe('unreachable')
    })

    test('words no firewall lets pass, and far too long, are made fit', async () => {
      const { id } = await created({
        description: `Sofa <b>"large"</b> \\ | chair \u0000\u2028 ${'é😀'.repeat(300)}`,
        reference: `BW-|${'9'.repeat(400)}`,
      })
      expect((await statusOf(id)).state).toBe('created')
    })

    test('webhooks, shuffled and doubled, all say look, and a doubled one is known by its id', async () => {
      const { id, nextUrl } = await created()
      await supplier.payer(nextUrl, 'pay')
      const messages = await supplier.webhooks(id)
      expect(messages.length).toBeGreaterThan(0)
      const seen = messages.map(({ body, headers }) => gateway.webhook(supplier.settings, body, headers))
      for (const outcome of seen) expect(outcome).toMatchObject({ kind: 'look', gatewayPaymentId: id })
      const [first] = messages
      if (!first) throw new Error('no webhook')
      expect(gateway.webhook(supplier.settings, first.body, first.headers)).toEqual(seen[0])
    })

    test('a hundred altered webhooks are all forged', async () => {
      const { id, nextUrl } = await created()
      await supplier.payer(nextUrl, 'pay')
      const [message] = await supplier.webhooks(id)
      if (!message) throw new Error('no webhook')
      const signature = message.headers.get(supplier.signatureHeader) ?? ''
      for (let i = 0; i < 100; i++) {
        const body = message.body.slice()
        const place = Math.floor((i / 100) * body.length)
        body[place] = (body[place] ?? 0) ^ (1 << (i % 8))
        expect(gateway.webhook(supplier.settings, body, message.headers)).toEqual({ kind: 'forged' })
      }
      const signatures = [
        '',
        signature.toUpperCase(),
        signature.slice(1),
        `${signature}0`,
        `${signature},${signature}`,
        '0'.repeat(64),
        'é'.repeat(64).slice(0, 1),
        signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      ]
      for (const forged of signatures) {
        const headers = new Headers({ [supplier.signatureHeader]: forged })
        expect(gateway.webhook(supplier.settings, message.body, headers)).toEqual({ kind: 'forged' })
      }
      expect(gateway.webhook(supplier.settings, message.body, new Headers())).toEqual({ kind: 'forged' })
      expect(gateway.webhook(supplier.wrongSettings, message.body, message.headers)).toEqual({
        kind: 'forged',
      })
    })

    test('settings that are not settings are refused without repeating them', () => {
      const secret = 'SECRET-VALUE-1'
      for (const settings of [
        undefined,
        null,
        {},
        [],
        'x',
        { apiKey: secret },
        { ...supplier.settings, more: 1 },
      ]) {
        let refusal: unknown
        try {
          gateway.parseSettings(settings)
        } catch (error) {
          refusal = error
        }
        expect(refusal).toMatchObject({ code: 'bad-input' })
        expect(JSON.stringify(refusal) + String(refusal)).not.toContain(secret)
      }
      expect(gateway.parseSettings(supplier.settings)).toEqual(supplier.settings)
    })
  })
}
