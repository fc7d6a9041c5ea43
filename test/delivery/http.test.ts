import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Destination } from '../../server/delivery/destination.ts'
import { createHttpDestination, signatureOf } from '../../server/delivery/destinations/http.ts'
import { type BackOffice, startBackOffice } from '../support/back-office.ts'
import { type DestinationUnderTest, destinationContract, parcel } from './destination-contract.ts'

const clock = { now: () => new Date('2026-11-22T12:00:00Z') }
const secret = 'a-secret-of-the-back-office'

let office: BackOffice
beforeEach(async () => {
  office = await startBackOffice(secret)
})
afterEach(() => office.close())

const http = (options: { timeoutMs?: number } = {}): Destination =>
  createHttpDestination({ allowPrivate: true, clock, ...options })
const send = (destination = http()) => destination.send({ url: office.url, secret }, parcel())

describe('the http destination', () => {
  destinationContract(
    (): DestinationUnderTest => ({
      destination: http(),
      settings: { url: office.url, secret },
      secretTexts: [secret],
      arrived: async () => office.accepted().map(({ idempotencyKey, body }) => ({ idempotencyKey, body })),
      break: async () => office.answer({ status: 500 }),
      mend: async () => office.answer({ status: 200 }),
    }),
  )

  test('signs the body with the time of its clock', async () => {
    await send()
    expect(office.requests[0]!.signed).toBe(true)
    expect(office.requests[0]!.headers['counterfoil-signature']).toMatch(/^t=1795348800,v1=[0-9a-f]{64}$/)
  })

  test('signs as documented (a vector worked out with openssl)', () => {
    expect(signatureOf('0123456789abcdef', '{"a":1}', 1795348800)).toBe(
      't=1795348800,v1=63399d781c189d35da3b3bef4385fc2ae286aee6d7211cdcd778c5dee1f5de17',
    )
  })

  test('sends nothing that could be taken for a session or a proxy', async () => {
    await send()
    const names = Object.keys(office.requests[0]!.headers)
    expect(names).not.toContain('cookie')
    expect(names).not.toContain('authorization')
    expect(names).not.toContain('referer')
  })

  test.each([
    [200, 'delivered'],
    [201, 'delivered'],
    [204, 'delivered'],
    [301, 'refused'],
    [304, 'refused'],
    [400, 'refused'],
    [401, 'refused'],
    [404, 'refused'],
    [408, 'timed-out'],
    [409, 'refused'],
    [422, 'refused'],
    [425, 'server-error'],
    [429, 'server-error'],
    [500, 'server-error'],
    [503, 'server-error'],
  ])('answer %i is %s', async (status, kind) => {
    office.answer({ status })
    expect(await send()).toMatchObject({ kind, statusCode: status })
  })

  test.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
    const other = await startBackOffice(secret)
    office.answer({ status, headers: { Location: other.url } })
    const outcome = await send()
    expect(outcome.kind).toBe('refused')
    expect(outcome.message).toContain('not followed')
    expect(other.requests).toEqual([])
    await other.close()
  })

  test('keeps the first 2 kB of a reply, without control characters', async () => {
    office.answer({ status: 400, body: `\u0000\u001b[31mname${'é'.repeat(3000)}` })
    const { message } = await send()
    expect(message).toMatch(/^Refused \(400\): \[31mnameé/)
    expect(Buffer.byteLength(message)).toBeLessThan(2_200)
  })

  test('an accepted delivery stays accepted when the reply is huge', async () => {
    office.answer('huge')
    const outcome = await send()
    expect(outcome.kind).toBe('delivered')
    expect(outcome.message.length).toBeLessThan(2_200)
  })

  test('an accepted delivery stays accepted when the reply never ends', async () => {
    office.answer('drip')
    const startedAt = performance.now()
    const outcome = await send(http({ timeoutMs: 300 }))
    expect(outcome).toEqual({ kind: 'delivered', statusCode: 201, message: 'Accepted (201): It is in.' })
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  test('does not wait longer than its limit', async () => {
    office.answer('hang')
    const startedAt = performance.now()
    expect(await send(http({ timeoutMs: 300 }))).toMatchObject({ kind: 'timed-out' })
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  test('does not wait longer than its limit for a name either', async () => {
    const destination = createHttpDestination({
      allowPrivate: false,
      clock,
      timeoutMs: 200,
      resolve: () => new Promise(() => {}),
    })
    expect(await destination.send({ url: 'https://slow.example.com/', secret }, parcel())).toMatchObject({
      kind: 'timed-out',
    })
  })

  test('says what happened when nobody listens, the name is unknown, or the connection breaks', async () => {
    office.answer('accept-and-drop')
    expect(await send()).toMatchObject({
      kind: 'connection-failed',
      message: expect.stringContaining('may have accepted'),
    })
    const { url } = office
    await office.close()
    expect(await http().send({ url, secret }, parcel())).toMatchObject({
      kind: 'connection-failed',
      message: expect.stringContaining('is not listening'),
    })
    const unknown = createHttpDestination({
      allowPrivate: false,
      clock,
      resolve: async () => {
        throw Object.assign(new Error('no'), { code: 'ENOTFOUND' })
      },
    })
    expect(await unknown.send({ url: 'https://nowhere.example.com/', secret }, parcel())).toMatchObject({
      kind: 'connection-failed',
      message: 'The name nowhere.example.com could not be found',
    })
    office = await startBackOffice(secret)
  })

  test('asks a name for its address once and connects to that address, whatever it answers the second time', async () => {
    let asked = 0
    const answers = ['127.0.0.1', '127.0.0.99']
    const destination = createHttpDestination({
      allowPrivate: true,
      clock,
      resolve: async () => [{ address: answers[asked++ % 2]!, family: 4 }],
    })
    const { port } = new URL(office.url)
    const url = `http://rebinding.example.com:${port}/in`
    expect(await destination.send({ url, secret }, parcel())).toMatchObject({ kind: 'delivered' })
    expect(asked).toBe(1)
    expect(office.requests[0]!.headers.host).toBe(`rebinding.example.com:${port}`)
  })

  test('does not connect when a name leads inside, even if only one of its addresses does', async () => {
    let connections = 0
    const trap = createServer((_request, response) => response.end())
    trap.on('connection', () => connections++)
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
    const { port } = trap.address() as AddressInfo
    for (const addresses of [['127.0.0.1'], ['93.184.215.14', '127.0.0.1'], ['::1'], ['::ffff:127.0.0.1']]) {
      const destination = createHttpDestination({
        allowPrivate: false,
        clock,
        resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      })
      expect(
        await destination.send({ url: `https://inside.example.com:${port}/`, secret }, parcel()),
      ).toMatchObject({
        kind: 'address-not-allowed',
      })
    }
    expect(connections).toBe(0)
    await new Promise((resolve) => trap.close(resolve))
  })
})
