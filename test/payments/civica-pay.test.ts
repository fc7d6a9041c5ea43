import { describe, expect, test } from 'vitest'
import { newId } from '../../server/ids.ts'
import { createGateways } from '../../server/payments/gateways/index.ts'
import { notification } from '../support/civica-pay-xml.ts'
import { aCivicaAccount, aPayment, aRequest, basketOf, withCivica } from './a-civica-account.ts'
import { gatewayContract } from './gateway-contract.ts'

const proofOf = (address: string) => address.slice(address.lastIndexOf('/') + 1)
const referenceOf = (id: string) => id.slice(0, id.indexOf('.'))

gatewayContract('Civica Pay', async () => {
  const { civica, gateway, typed, settings } = await aCivicaAccount()
  return {
    gateway,
    settings,
    wrongSettings: gateway().parseSettings({
      ...typed,
      callingAppIdentifier: 'Others',
      apiPassword: newId(),
    }),
    origin: 'http://localhost:3000',
    payer: async (nextUrl, does) => (civica.visit(nextUrl, does) === 'done' ? 'done' : 'used'),
    expire: (on) => {
      civica.now.ms += on ? 91 * 60_000 : -91 * 60_000
    },
    webhooks: async (id) =>
      civica.notifications(referenceOf(id)).map(({ address, body }) => ({
        body,
        headers: new Headers({ 'content-type': 'text/xml' }),
        proof: proofOf(address),
      })),
    knownBy: referenceOf,
    cancelsUnseen: true,
    secretsOf: (opened) => [String(opened.apiPassword)],
    close: civica.close,
  }
})

describe('at the eStore', () => {
  test('the payer is sent to the page of their own basket', () =>
    withCivica(async (account) => {
      const { request, nextUrl } = await aPayment(account)
      const basket = basketOf(account.civica, nextUrl)
      expect(nextUrl).toBe(
        `${account.civica.url}/ExampleshireEstore/estore/default/Remote/Fetch?basketreference=${basket.reference}&baskettoken=${basket.token}&callingapptxnreference=${request.idempotencyKey}`,
      )
    }))

  test('a reply is good by its code alone, and every other is what it says or not known', () =>
    withCivica(async ({ civica, gateway, settings }) => {
      const basket = { BasketReference: '1', BasketToken: 'T' }
      const said = (ResponseCode: unknown, more: object = {}) => JSON.stringify({ ResponseCode, ...more })
      const cases: [status: number, body: string, kind: string, code?: string][] = [
        [200, said('00000', basket), 'created'],
        [200, said('00000', { ...basket, Success: true }), 'created'],
        [200, said('00000', { ...basket, Success: 'false' }), 'unreachable'],
        [200, said('00000'), 'unreachable'],
        [200, said('00000', { ...basket, BasketToken: null }), 'unreachable'],
        [200, said('99999', { ...basket, Success: 'true' }), 'refused', '99999'],
        [200, said('00001', basket), 'refused', '00001'],
        [200, said('00022'), 'refused', '00022'],
        [200, said('00023'), 'refused', '00023'],
        [200, said('0'), 'refused', '0'],
        [200, said(0, basket), 'unreachable'],
        [200, said('', basket), 'unreachable'],
        [200, said(['00000'], basket), 'unreachable'],
        [400, said('99999'), 'refused', '99999'],
        [400, said('00000', basket), 'refused', '400'],
        [401, 'Unauthorised', 'refused', '401'],
        [404, '<h1>No such site</h1>', 'refused', '404'],
        [429, said('99999'), 'unreachable'],
        [500, said('99999'), 'unreachable'],
        [503, said('00000', basket), 'unreachable'],
      ]
      for (const [status, body, kind, code] of cases) {
        civica.faults.push({ kind: 'status', status, body })
        const outcome = await gateway().create(settings, aRequest())
        expect([status, body, outcome.kind]).toEqual([status, body, kind])
        if (outcome.kind === 'refused') expect(outcome.code).toBe(code)
      }
    }))

  test('its words are kept for the log, without the password or the payer', () =>
    withCivica(async ({ civica, gateway, settings }) => {
      const payer = { name: 'Alex Resident', email: 'alex@example.org', address: { postcode: 'LE1 1AA' } }
      const ErrorMessage = `No item XX.\n${civica.settings.apiPassword} alex@example.org |Alex Resident, LE1 1AA`
      civica.faults.push({ kind: 'answer', body: JSON.stringify({ ResponseCode: '99999', ErrorMessage }) })
      expect(await gateway().create(settings, aRequest({ payer }))).toEqual({
        kind: 'refused',
        code: '99999',
        message: 'Its eStore refuses the basket (99999): No item XX. … … …, …',
      })
    }))

  test('after a lost reply there are two baskets under one reference, told apart by their ids', () =>
    withCivica(async ({ civica, gateway, settings }) => {
      const request = aRequest()
      civica.faults.push({ kind: 'reply-lost' })
      expect((await gateway().create(settings, request)).kind).toBe('unreachable')
      const again = await Promise.all([
        gateway().create(settings, request),
        gateway().create(settings, request),
      ])
      expect(civica.baskets.size).toBe(3)
      const ids = again.map((outcome) => outcome.kind === 'created' && outcome.gatewayPaymentId)
      expect(ids[0]).not.toBe(ids[1])
      expect(ids.map((id) => referenceOf(String(id)))).toEqual([
        request.idempotencyKey,
        request.idempotencyKey,
      ])
    }))

  test('no redirect is followed: the password goes to one address only', async () => {
    const redirects: unknown[] = []
    const { gateway, settings, civica } = await aCivicaAccount()
    await civica.close()
    const watched = gateway({
      fetch: async (_url, init) => {
        redirects.push(init.redirect)
        throw new TypeError('unexpected redirect')
      },
    })
    expect((await watched.create(settings, aRequest())).kind).toBe('unreachable')
    expect((await watched.query(settings, newId())).kind).toBe('unreachable')
    expect(redirects).toEqual(['error', 'error'])
  })
})

describe('what comes back unsigned', () => {
  test('a hundred lies at the return address and in notifications change nothing of what the query says', () =>
    withCivica(async (account) => {
      const { civica, gateway, settings } = account
      const { id, nextUrl } = await aPayment(account)
      const basket = basketOf(civica, nextUrl)
      const proof = proofOf(basket.fields.NotifyURL ?? '')
      const codes = ['00000', '00022', '00023', '00001', '99999']
      const statuses = ['A', 'D', 'T', 'P', 'XX']
      for (let i = 0; i < 100; i++) {
        const about = i % 3 ? referenceOf(id) : newId()
        const lie = new TextEncoder().encode(
          i % 2
            ? new URL(civica.returnLink(basket, codes[i % 5]!)).search
            : notification({
                basket: basket.reference,
                reference: about,
                address: basket.fields.NotifyURL ?? '',
                status: statuses[i % 5]!,
                items: [{ AccountReference: about, CatalogueID: '1', PaymentAmount: `${i}.00` }],
              }),
        )
        expect(gateway().webhook?.(settings, lie, new Headers(), proof)).toMatchObject({
          kind: 'look',
          gatewayPaymentId: id,
        })
        expect(await gateway().query(settings, id)).toEqual({
          kind: 'found',
          status: { state: 'created', finished: false, amountPence: 2500 },
        })
      }
    }))

  test('what cannot be read still says look; the same message twice has the same id, another one another', () =>
    withCivica(async (account) => {
      const { civica, gateway, settings } = account
      const { id, nextUrl } = await aPayment(account)
      const other = await aPayment(account)
      const proof = proofOf(basketOf(civica, nextUrl).fields.NotifyURL ?? '')
      const otherProof = proofOf(basketOf(civica, other.nextUrl).fields.NotifyURL ?? '')
      const read = (body: Uint8Array, at = proof) =>
        gateway().webhook!(settings, body, new Headers({ 'pay-signature': 'x' }), at)
      const bodies = ['', '{', '<a', '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'].map((text) =>
        new TextEncoder().encode(text),
      )
      bodies.push(new Uint8Array([0, 255, 254]))
      const ids = bodies.map((body) => {
        const outcome = read(body)
        expect(outcome).toMatchObject({ kind: 'look', gatewayPaymentId: id })
        expect(read(body)).toEqual(outcome)
        return outcome.kind === 'look' && outcome.messageId
      })
      expect(new Set(ids).size).toBe(bodies.length)
      expect(read(bodies[0]!, otherProof)).toMatchObject({ kind: 'look', gatewayPaymentId: other.id })
      expect(read(bodies[0]!, otherProof)).not.toMatchObject({ messageId: ids[0] })
    }))

  test('the proof of one payment does not open the address of another, nor one of another amount', () =>
    withCivica(async (account) => {
      const { civica, gateway, settings } = account
      const [a, b] = [await aPayment(account), await aPayment(account)]
      const proof = proofOf(basketOf(civica, a.nextUrl).fields.NotifyURL ?? '')
      const mac = proof.slice(proof.lastIndexOf('-') + 1)
      const body = new Uint8Array()
      const guesses = [
        `${b.id}-${mac}`,
        `${a.id.replace('.2500.', '.1.')}-${mac}`,
        `${a.id}-${mac.toUpperCase()}`,
        `${a.id}-`,
        `-${mac}`,
        '-',
        mac,
        `${proof}-${mac}`,
        `../${proof}`,
      ]
      for (const guess of guesses) {
        expect(gateway().webhook!(settings, body, new Headers(), guess)).toEqual({ kind: 'forged' })
      }
    }))

  test('without an address for notifications none is asked for', () =>
    withCivica(async (account) => {
      const { nextUrl } = await aPayment(account, { webhookUrl: undefined })
      const { fields } = basketOf(account.civica, nextUrl)
      expect(fields.NotifyURL).toBeUndefined()
      expect(fields.PaymentItems[0]?.PaymentDetails.PaymentNotificationURL).toBeUndefined()
    }))
})

test('what there is no known call for, the gateway does not have', async () => {
  const gateway = createGateways({ sandboxUrl: 'http://nowhere.example' })['civica-pay']!
  expect([gateway.cancel, gateway.refund, gateway.queryRefund, gateway.capture]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(gateway.capabilities).toMatchObject({ moto: false, refunds: 'none', webhook: 'nudge' })
  expect(gateway.capabilities.pageOrigins).toEqual(['https://www.civicaepay.co.uk'])
})
