import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../server/ids.ts'
import type { CreateRequest, Gateway, GatewaySettings, RefundRequest } from '../../server/payments/gateway.ts'
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
  /** Every webhook of the payment so far, in any order, some of them more than once. For gateways that send any. */
  webhooks?(gatewayPaymentId: string): Promise<SentWebhook[]>
  /** Where the signature is, for gateways that sign. */
  signatureHeader?: string
  /** Pence that the supplier's own books say were paid back, all refunds of the payment together. For gateways that refund. */
  refunded?(gatewayPaymentId: string): number | Promise<number>
  /** What the supplier knows a payment by, where that is only a part of its id. */
  knownBy?(gatewayPaymentId: string): string
  /** A payer who cancels leaves no trace there: the payment stays open until its time is over. */
  cancelsUnseen?: boolean
  /** Secrets among the settings: they may be in no message. */
  secretsOf(settings: GatewaySettings): string[]
  close(): Promise<void>
}

export interface SentWebhook {
  body: Uint8Array<ArrayBuffer>
  headers: Headers
  /** The path part behind the account's address, where the gateway added one. */
  proof: string
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
      form: 'bulky-waste',
      returnUrl: `${supplier.origin}/exampleshire/bulky-waste/return/${newId()}`,
      language: 'en',
      channel: 'web',
      webhookUrl: `${supplier.origin}/hooks/any/account`,
      ...change,
    })
    /** Tests of what not every gateway can do say so by being skipped, once the gateway is there to be asked. */
    const can = (wanted: boolean, skip: (note: string) => never, note: string) => {
      if (!wanted) skip(note)
    }
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

    test('the same key again gives the same payment, even twenty times at once', async ({ skip }) => {
      can(gateway.capabilities.idempotentCreate, skip, 'not idempotent')
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

    test('the same key for another amount is refused for good', async ({ skip }) => {
      can(gateway.capabilities.idempotentCreate, skip, 'not idempotent')
      const { wanted } = await created()
      const outcome = await gateway.create(supplier.settings, { ...wanted, amountPence: 1 })
      expect(outcome.kind).toBe('refused')
    })

    test('after a reply that was lost the same key gives a payment that can be paid', async () => {
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
      if (again.kind !== 'created') return
      if (gateway.capabilities.idempotentCreate) expect(lost).toContain(again.gatewayPaymentId)
      expect(await supplier.payer(again.status.nextUrl ?? '', 'pay')).toBe('done')
      expect((await statusOf(again.gatewayPaymentId)).state).toBe('success')
    })

    test('a payer who pays is a success, and the link works once', async () => {
      const { id, nextUrl } = await created()
      expect(await supplier.payer(nextUrl, 'pay')).toBe('done')
      expect(await statusOf(id)).toMatchObject({ state: 'success', finished: true, amountPence: 2500 })
      expect((await statusOf(id)).nextUrl).toBeUndefined()
      expect(await supplier.payer(nextUrl, 'pay')).toBe('used')
    })

    test('a payer who only looks has started, and can still pay', async () => {
      const { id, nextUrl } = await created()
      await supplier.payer(nextUrl, 'open')
      const status = await statusOf(id)
      expect(status.finished).toBe(false)
      expect(['created', 'started']).toContain(status.state)
      // A link that is kept goes on working; where it does not, asking gives a fresh one.
      if (gateway.capabilities.keepsLink) expect(status.nextUrl).toBeUndefined()
      else expect(status.nextUrl).toMatch(/^https?:/)
      expect(await supplier.payer(status.nextUrl ?? nextUrl, 'pay')).toBe('done')
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
      if (supplier.cancelsUnseen) {
        const open = await statusOf(id)
        expect(open).toMatchObject({ finished: false, amountPence: 2500 })
        // Where asking gives a link, the payer can go and pay after all.
        const again = await supplier.payer(open.nextUrl ?? nextUrl, 'pay')
        return expect(again).toBe(open.nextUrl ? 'done' : 'used')
      }
      const status = await statusOf(id)
      expect(status.finished).toBe(true)
      if (status.state !== 'cancelled') {
        expect(status.state).toBe('failed')
        expect(gateway.capabilities.endings?.[status.code!]).toBe('cancelled')
      }
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

    test('we can cancel what is not paid, and are too late for what is', async ({ skip }) => {
      if (!gateway.cancel) return skip('cannot cancel')
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
      if (gateway.cancel) {
        expect((await gateway.cancel(supplier.wrongSettings, id)).kind).toBe('unreachable')
      }
      expect((await gateway.testConnection(supplier.wrongSettings)).kind).toBe('refused')
      for (const secret of supplier.secretsOf(supplier.wrongSettings)) {
        expect(JSON.stringify(outcomes)).not.toContain(secret)
      }
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
        if (bad.cancel) expect((await bad.cancel(supplier.settings, 'x')).kind).toBe('unreachable')
        if (bad.capture) expect((await bad.capture(supplier.settings, 'x')).kind).toBe('unreachable')
        if (bad.refund) {
          expect((await bad.refund(supplier.settings, refundOf('x', 1))).kind).toBe('unreachable')
          expect((await bad.queryRefund?.(supplier.settings, 'x', 'y'))?.kind).toBe('unreachable')
        }
        expect((await bad.testConnection(supplier.settings)).kind).toBe('unreachable')
      }
    })

    test('an answer about another payment is not believed', async () => {
      const [mine, other] = [await created(), await created()]
      await supplier.payer(other.nextUrl, 'pay')
      const [known, instead] = [mine.id, other.id].map((id) => supplier.knownBy?.(id) ?? id) as [
        string,
        string,
      ]
      const crossed = supplier.gateway({
        fetch: (url, init) =>
          fetch(url.replace(known, instead), {
            ...init,
            ...(typeof init.body === 'string' && { body: init.body.replaceAll(known, instead) }),
          }),
      })
      expect((await crossed.query(supplier.settings, mine.id)).kind).toBe('unreachable')
    })

    test('words no firewall lets pass, and far too long, are made fit', async () => {
      const { id } = await created({
        description: `Sofa <b>"large"</b> \\ | chair \u0000\u2028 ${'é😀'.repeat(300)}`,
        reference: `BW-|${'9'.repeat(400)}`,
      })
      expect((await statusOf(id)).state).toBe('created')
    })

    test('webhooks, shuffled and doubled, all say look, and a doubled one is known by its id', async ({
      skip,
    }) => {
      if (!gateway.webhook || !supplier.webhooks) return skip('sends no webhooks')
      const { id, nextUrl } = await created()
      await supplier.payer(nextUrl, 'pay')
      const messages = await supplier.webhooks(id)
      expect(messages.length).toBeGreaterThan(0)
      const read = ({ body, headers, proof }: SentWebhook) =>
        gateway.webhook!(supplier.settings, body, headers, proof)
      const seen = messages.map(read)
      for (const outcome of seen) expect(outcome).toMatchObject({ kind: 'look', gatewayPaymentId: id })
      const [first] = messages
      if (!first) throw new Error('no webhook')
      expect(read(first)).toEqual(seen[0])
    })

    test('a hundred altered webhooks are all forged', async ({ skip }) => {
      if (gateway.capabilities.webhook !== 'signed' || !supplier.webhooks) return skip('signs no webhooks')
      const signatureHeader = supplier.signatureHeader ?? ''
      const { id, nextUrl } = await created()
      await supplier.payer(nextUrl, 'pay')
      const [message] = await supplier.webhooks(id)
      if (!message) throw new Error('no webhook')
      const read = (settings: GatewaySettings, body: Uint8Array, headers: Headers) =>
        gateway.webhook!(settings, body, headers, message.proof)
      const signature = message.headers.get(signatureHeader) ?? ''
      for (let i = 0; i < 100; i++) {
        const body = message.body.slice()
        const place = Math.floor((i / 100) * body.length)
        body[place] = (body[place] ?? 0) ^ (1 << (i % 8))
        expect(read(supplier.settings, body, message.headers)).toEqual({ kind: 'forged' })
      }
      const signatures = [
        '',
        signature.toUpperCase(),
        signature.slice(0, -1),
        signature.replace(/[0-9a-f](?=[^0-9a-f]*$)/, (digit) => (digit === '0' ? '1' : '0')),
        '0'.repeat(64),
        'é'.repeat(64).slice(0, 1),
      ]
      for (const forged of signatures) {
        const headers = new Headers({ [signatureHeader]: forged })
        expect(read(supplier.settings, message.body, headers)).toEqual({ kind: 'forged' })
      }
      expect(read(supplier.settings, message.body, new Headers())).toEqual({ kind: 'forged' })
      expect(read(supplier.wrongSettings, message.body, message.headers)).toEqual({ kind: 'forged' })
    })

    test('a nudge at an address that was guessed is forged', async ({ skip }) => {
      if (gateway.capabilities.webhook !== 'nudge' || !supplier.webhooks) return skip('sends no nudges')
      const { id, nextUrl } = await created()
      await supplier.payer(nextUrl, 'pay')
      const [message] = await supplier.webhooks(id)
      if (!message) throw new Error('no nudge')
      const { body, headers, proof } = message
      const read = (settings: GatewaySettings, guess: string) =>
        gateway.webhook!(settings, body, headers, guess)
      for (let place = 0; place < proof.length; place++) {
        const guess = proof.slice(0, place) + (proof[place] === '0' ? '1' : '0') + proof.slice(place + 1)
        expect(read(supplier.settings, guess)).toEqual({ kind: 'forged' })
      }
      for (const guess of ['', id, proof.slice(1), `${proof}0`, 'é']) {
        expect(read(supplier.settings, guess)).toEqual({ kind: 'forged' })
      }
      expect(read(supplier.wrongSettings, proof)).toEqual({ kind: 'forged' })
    })

    test('the connection test says that right settings work', async () => {
      expect((await gateway.testConnection(supplier.settings)).kind).toBe('connected')
    })

    const refundOf = (gatewayPaymentId: string, amountPence: number): RefundRequest => ({
      gatewayPaymentId,
      refundId: newId(),
      amountPence,
      reason: 'The collection was missed',
      knownRefundIds: [],
    })
    async function paid() {
      const payment = await created()
      await supplier.payer(payment.nextUrl, 'pay')
      return payment.id
    }

    test('what it says of refunds is what it can do', () => {
      expect(Boolean(gateway.refund && gateway.queryRefund)).toBe(gateway.capabilities.refunds !== 'none')
    })

    test('part of a payment, and then the rest, is paid back; a penny more is refused', async ({ skip }) => {
      if (!gateway.refund || !gateway.queryRefund) return skip('cannot refund')
      const id = await paid()
      const known: string[] = []
      for (const amount of [1000, 1500]) {
        const outcome = await gateway.refund(supplier.settings, {
          ...refundOf(id, amount),
          knownRefundIds: known,
        })
        if (outcome.kind !== 'submitted') throw new Error(`${outcome.kind}: ${outcome.message}`)
        known.push(outcome.gatewayRefundId)
        expect(await gateway.queryRefund(supplier.settings, id, outcome.gatewayRefundId)).toMatchObject({
          kind: 'found',
          amountPence: amount,
        })
      }
      expect(new Set(known).size).toBe(2)
      expect(await supplier.refunded?.(id)).toBe(2500)
      const tooMuch = await gateway.refund(supplier.settings, { ...refundOf(id, 1), knownRefundIds: known })
      expect(tooMuch.kind).toBe('refused')
      expect(await supplier.refunded?.(id)).toBe(2500)
    })

    test('a refund whose reply was lost is found again, and the money goes back once', async ({ skip }) => {
      if (!gateway.refund || !gateway.queryRefund) return skip('cannot refund')
      const id = await paid()
      const losing = supplier.gateway({
        fetch: async (url, init) => {
          await (await fetch(url, init)).text()
          if (init.method === 'POST') throw new TypeError('socket hang up')
          return fetch(url, { ...init, method: init.method ?? 'GET' })
        },
      })
      const wanted = refundOf(id, 700)
      const triedSince = new Date(Date.now() - 1000)
      expect((await losing.refund!(supplier.settings, wanted)).kind).toBe('unreachable')
      expect(await supplier.refunded?.(id)).toBe(700)
      const again = await gateway.refund(supplier.settings, { ...wanted, triedSince })
      expect(again.kind).toBe('submitted')
      expect(await supplier.refunded?.(id)).toBe(700)
    })

    test('a refund that never got there is made by the second try', async ({ skip }) => {
      if (!gateway.refund) return skip('cannot refund')
      const id = await paid()
      const wanted = refundOf(id, 700)
      const deaf = supplier.gateway({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
      expect((await deaf.refund!(supplier.settings, wanted)).kind).toBe('unreachable')
      const again = await gateway.refund(supplier.settings, { ...wanted, triedSince: new Date() })
      expect(again.kind).toBe('submitted')
      expect(await supplier.refunded?.(id)).toBe(700)
    })

    test('what was not paid cannot be paid back', async ({ skip }) => {
      if (!gateway.refund) return skip('cannot refund')
      const { id } = await created()
      expect((await gateway.refund(supplier.settings, refundOf(id, 100))).kind).toBe('refused')
      expect((await gateway.refund(supplier.settings, refundOf(newId(), 100))).kind).toBe('refused')
    })

    test('every setting has a field to type it in, and secrets are marked', () => {
      const names = gateway.settingFields.map((field) => field.name)
      expect(new Set(names).size).toBe(names.length)
      const secrets = supplier.secretsOf(supplier.settings)
      for (const [name, value] of Object.entries(supplier.settings)) {
        const field = gateway.settingFields.find((candidate) => candidate.name === name)
        expect(field, name).toBeDefined()
        if ([value].flat().some((part) => secrets.includes(String(part)))) {
          expect(['secret', 'secrets']).toContain(field?.kind)
        }
      }
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
        { ...supplier.settings, more: secret },
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
