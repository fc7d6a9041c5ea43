import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopes } from '../../server/people/index.ts'
import type { Fields, Resident, SeenPage } from '../support/resident-client.ts'
import { hostileFields, seeded } from './hostile-fields.ts'
import {
  bulkyWaste,
  bulkyWasteSteps,
  goToPay,
  openGateway,
  payAndReturn,
  permit,
  permitSteps,
  permitText,
  referenceOn,
  sealOn,
} from './journeys.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

let story: StoryHouse
let hostilePosts = 0

beforeAll(async () => {
  story = await openStoryHouse({ forms: ['bulky-waste'], webhooks: 'off' })
  await story.publish(permitText())
})
afterAll(() => story?.close())

/** A resident who says what they would like to pay in every post and every address. */
function tamperer(random: () => number): Resident {
  const plain = story.resident()
  const query = () => new URLSearchParams(hostileFields(random) as Record<string, string>).toString()
  const withQuery = (address: string) => {
    const url = new URL(address, story.baseUrl)
    url.search = url.search === '' ? query() : `${url.search}&${query()}`
    return url.href
  }
  return {
    ...plain,
    get: (address) => plain.get(withQuery(address)),
    follow: (page) => plain.follow(page),
    send(page, fields = {}) {
      hostilePosts++
      const extra = hostileFields(random)
      const action = page.html.replace(
        /<form\b[^>]*>/,
        (tag) =>
          `${tag}${Object.keys(extra)
            .map((name) => `<input type="hidden" name="${name}" value="">`)
            .join('')}`,
      )
      return plain.send({ ...page, html: action, url: withQuery(page.url) }, { ...extra, ...fields })
    },
    async walk(page, steps) {
      let at = page
      for (const fields of steps) at = await plain.arrive(await this.send(at, fields))
      return at
    },
    async fill(address, steps) {
      return this.walk(await this.get(address), [{}, ...steps])
    },
  }
}

async function expectCharged(page: SeenPage, pence: number): Promise<void> {
  const books = await story.books(referenceOn(page))
  expect(books.atSandbox.filter((row) => row.status === 'success').map((row) => row.amountPence)).toEqual([
    pence,
  ])
  expect(books.payments.map((row) => row.amountPence)).toEqual(books.payments.map(() => pence))
  expect(books.ledger.reduce((sum, row) => sum + row.grossPence, 0)).toBe(pence)
  expect(books.submissions).toMatchObject([{ totalPence: pence, state: 'completed' }])
}

const journeys: [
  name: string,
  address: string,
  steps: (n: number) => Fields[],
  price: (n: number) => number,
][] = [
  ['permit', permit, permitSteps, (n) => n * 150],
  ['bulky waste', bulkyWaste, bulkyWasteSteps, (n) => (n <= 3 ? 2500 : 5000)],
]

test('hidden fields and random amounts in 200 posts and addresses are charged as if they were not there', {
  timeout: 120_000,
}, async () => {
  const random = seeded(20261122)
  for (let journey = 0; journey < 34; journey++) {
    const [, address, steps, price] = journeys[journey % 4 === 0 ? 1 : 0]!
    const n = 1 + Math.floor(random() * 6)
    const resident = tamperer(random)
    const check = await resident.fill(address, steps(n))
    expect(check.path).toBe(`${address}/check-your-answers`)
    let gatewayPage = await openGateway(resident, await resident.send(check))
    expect(gatewayPage.text).toContain(`Amount £${(price(n) / 100).toFixed(2)}`)
    if (journey % 3 === 0) {
      // Declined first: "Try again" carries the same wishes.
      const declined = await payAndReturn(resident, gatewayPage, 'decline')
      expect(declined.text).toContain('Try again')
      gatewayPage = await openGateway(resident, await resident.send(declined))
    }
    await expectCharged(await payAndReturn(resident, gatewayPage, 'pay'), price(n))
  }
  expect(hostilePosts).toBeGreaterThanOrEqual(200)
})

test('of 60 altered seals none begins a payment', async () => {
  const random = seeded(7)
  const resident = story.resident()
  const check = await resident.fill(permit, permitSteps(24))
  const seal = sealOn(check)
  const dearerThanNothing = await story.resident().fill(permit, permitSteps(1))
  const before = (await story.books()).payments.length
  const altered = [
    '',
    '0',
    '1',
    '3600',
    'null',
    'undefined',
    '{"totalPence":1}',
    seal.toUpperCase(),
    ` ${seal}`,
    `${seal} `,
    `${seal}\0`,
    seal.slice(1),
    `${seal}0`,
    [...seal].reverse().join(''),
    // The seal of a cheaper price that was really shown, to somebody else.
    sealOn(dearerThanNothing),
  ]
  while (altered.length < 60) {
    const at = Math.floor(random() * seal.length)
    const digit = '0123456789abcdef'[Math.floor(random() * 16)]!
    if (seal[at] !== digit) altered.push(seal.slice(0, at) + digit + seal.slice(at + 1))
  }
  for (const seen of altered) {
    const answer = await resident.post(check.url, { seen, ...hostileFields(random) })
    expect(answer.status, seen).toBe(409)
    expect(answer.text).toContain('Total £36.00')
  }
  // Sent twice under one name, the first counts; with the right one last it is still wrong.
  expect((await resident.post(check.url, { seen: ['1', seal] })).status).toBe(409)
  expect((await story.books()).payments).toHaveLength(before)
  // And the right one is still good.
  await expectCharged(
    await payAndReturn(resident, await openGateway(resident, await resident.send(check)), 'pay'),
    3600,
  )
})

test('a check page kept from before the answers were made dearer shows the new price instead of charging the old', async () => {
  const resident = story.resident()
  const cheap = await resident.fill(permit, permitSteps(1))
  const otherTab = resident.secondTab()
  await otherTab.walk(await otherTab.get(`${permit}/how-long?change=1`), [{ hours: '20' }])
  const shownAgain = await resident.send(cheap)
  expect(shownAgain.status).toBe(409)
  expect(shownAgain.text).toContain('The price has changed since you saw this page')
  expect(shownAgain.text).toContain('Total £30.00')
  const paid = await payAndReturn(
    resident,
    await openGateway(resident, await resident.send(shownAgain)),
    'pay',
  )
  await expectCharged(paid, 3000)
})

test('answers posted after sending change neither the payment that is open nor the next one', async () => {
  const resident = story.resident()
  const gatewayPage = await goToPay(resident, 10)
  const replays = [
    () => resident.post(`${permit}/how-long`, { hours: '1' }),
    () => resident.post(`${permit}/how-long?change=1`, { hours: '1', totalPence: '1' }),
    () => resident.post(`${permit}/check-your-answers`, { seen: '1', hours: '1', amount: '1' }),
    () => resident.post(gatewayPage.url, { amount: '1', amountPence: '1', outcome: 'nonsense' }),
  ]
  for (const replay of replays) for (let n = 0; n < 5; n++) await replay()
  const declined = await payAndReturn(resident, gatewayPage, 'decline')
  for (const replay of replays) await replay()
  const paid = await payAndReturn(resident, await openGateway(resident, await resident.send(declined)), 'pay')
  await expectCharged(paid, 1500)
})

test('what the way back claims is not believed', async () => {
  const resident = story.resident()
  await goToPay(resident, 9)
  const { payments } = await story.books()
  const open = payments.find((row) => row.state === 'created' || row.state === 'started')!
  const claims = ['status=success', 'state=success&amount=1', 'paid=true&totalPence=0', 'outcome=pay']
  for (const claim of claims) {
    const page = await resident.get(`${open.returnUrl}?${claim}`)
    expect(page.text).toContain('We do not have your payment yet')
    const posted = await resident.post(open.returnUrl, Object.fromEntries(new URLSearchParams(claim)))
    expect(posted.location).toContain('/sandbox/pay/')
  }
  const forged = await fetch(`${story.baseUrl}/hooks/sandbox/${open.gatewayAccountId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sandbox-signature': '0'.repeat(64) },
    body: JSON.stringify({
      message_id: 'm',
      payment_id: open.gatewayPaymentId,
      status: 'success',
      amount: 1,
    }),
  })
  expect(forged.status).toBe(401)
  const books = await story.books()
  expect(books.payments.find((row) => row.id === open.id)).toMatchObject({
    finished: false,
    amountPence: 1350,
  })
  expect(books.ledger.filter((row) => row.paymentId === open.id)).toEqual([])
})

test('a body that is not a form begins nothing', async () => {
  const resident = story.resident()
  const check = await resident.fill(permit, permitSteps(2))
  const seal = sealOn(check)
  for (const [type, body] of [
    ['application/json', JSON.stringify({ seen: seal, totalPence: 1 })],
    ['text/plain', `{"seen":"${seal}"}`],
    ['application/xml', `<seen>${seal}</seen>`],
  ] as const) {
    const answer = await fetch(check.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': type,
        origin: new URL(check.url).origin,
        'sec-fetch-site': 'same-origin',
        cookie: resident.cookieFor(check.url),
      },
      body,
    })
    expect(answer.status).toBe(409)
  }
})

test('the API prices by the answers alone and refuses amounts', async () => {
  const { token } = await story.house.people.tokens.add(
    { organisationId: story.organisation.id, name: 'tests', scopes },
    'system',
  )
  const price = async (body: unknown, query = '') => {
    const answer = await fetch(`${story.baseUrl}/api/v1/forms/permit/price${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, json: (await answer.json()) as { totalPence?: number } }
  }
  const before = (await story.books()).submissions.length
  const random = seeded(99)
  for (let n = 0; n < 40; n++) {
    const hours = 1 + Math.floor(random() * 24)
    const hostile = { ...hostileFields(random) }
    expect(await price({ answers: { hours } })).toMatchObject({
      status: 200,
      json: { totalPence: hours * 150 },
    })
    // `on` is the one thing a program may choose: it is a day, and prices nothing but what it is asked.
    delete hostile.on
    delete hostile.answers
    // JSON may name `__proto__`; it is dropped where it is read. Alone it would leave nothing to refuse.
    if (Object.keys(hostile).every((name) => name === '__proto__')) continue
    const beside = await price({ ...hostile, answers: { hours } })
    const among = await price({ answers: { hours, ...hostile } })
    for (const answer of [beside, among]) {
      expect([400, 422]).toContain(answer.status)
      expect(answer.json.totalPence).toBeUndefined()
    }
  }
  expect((await story.books()).submissions).toHaveLength(before)
})
