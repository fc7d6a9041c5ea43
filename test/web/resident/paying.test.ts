import { beforeEach, expect, test } from 'vitest'
import type { Price } from '../../../server/pricing/price.ts'
import type { PaymentReturn } from '../../../server/web/resident/index.ts'
import { aDocument, aPage, aText } from '../../journey/a-form.ts'
import { aResident, type InMemoryHouse, inMemoryHouse, location, plain } from './in-memory-house.ts'

const document = {
  ...aDocument(aPage('name', [aText('fullName'), aText('nickname', { validate: {} })])),
  confirmation: { whatHappensNext: 'We will write to you.' },
  settings: { contact: 'Call 01632 960 100' },
}
const price: Price = {
  totalPence: 7500,
  lines: [
    {
      code: 'small',
      label: 'Up to 3 items',
      quantity: 1,
      amountPence: 2500,
      totalPence: 2500,
      vat: 'exempt',
      fund: 'F',
    },
    {
      code: 'more',
      label: 'More <items>',
      quantity: 2,
      amountPence: 2500,
      totalPence: 5000,
      vat: 'exempt',
      fund: 'F',
    },
  ],
  explanation: { on: '2026-11-22', values: [], lines: [] },
}

let house: InMemoryHouse
let resident: ReturnType<typeof aResident>
beforeEach(async () => {
  house = inMemoryHouse(document, { price })
  resident = aResident(house)
  await resident.start()
  await resident.post('/name', { fullName: '<Ada>', nickname: '' })
})
const journey = () => [...house.journeys.values()][0]!
const seen = async () =>
  /name="seen" value="(\w+)"/.exec(await (await resident.get('/check-your-answers')).text())![1]!

test('check your answers shows every answer, the price line by line with its reasons, and says what the button does', async () => {
  const html = await (await resident.get('/check-your-answers')).text()
  expect(html).toContain('&lt;Ada&gt;')
  expect(html).toContain('Not provided')
  expect(html).toContain('href="/exampleshire/a-form/name?change=1"')
  expect(html).toContain('Change<span class="govuk-visually-hidden"> Question fullName</span>')
  const page = plain(html)
  expect(page).toContain('Up to 3 items £25.00')
  expect(page).toContain('More &lt;items&gt; 2 × £25.00 £50.00')
  expect(page).toContain('Total £75.00')
  expect(page).toContain('Why this price Number of items: 3 Because of small Because of more')
  expect(page).toContain('Continue to payment')
  expect(html).not.toContain('sandbox')
})

test('sending goes to the hosted page; sending again goes there again and makes nothing new', async () => {
  const seal = await seen()
  for (const response of await Promise.all(
    [1, 2, 3].map(() => resident.post('/check-your-answers', { seen: seal })),
  )) {
    expect(location(response)).toBe('https://pay.example/next')
  }
  expect(journey().state).toBe('submitted')
})

test('once sent, questions lead to check your answers, where nothing can be changed but payment can begin', async () => {
  await resident.post('/check-your-answers', { seen: await seen() })
  expect(location(await resident.get('/name'))).toBe('/exampleshire/a-form/check-your-answers')
  expect(location(await resident.post('/name', { fullName: 'Eve' }))).toBe(
    '/exampleshire/a-form/check-your-answers',
  )
  house.price = {
    kind: 'refused',
    reason: 'the price of today is of no interest any more',
    because: 'rule',
  }
  const page = await resident.text('/check-your-answers')
  expect(page).toContain('Total £75.00')
  expect(page).toContain('Continue to payment')
  expect(page).not.toContain('Change')
})

test('a price that changed since it was shown is shown again before anything is charged', async () => {
  const before = await seen()
  house.price = { kind: 'priced', price: { ...price, totalPence: 8000 } }
  const response = await resident.post('/check-your-answers', { seen: before })
  expect(response.status).toBe(409)
  const page = plain(await response.text())
  expect(page).toContain('The price has changed')
  expect(page).toContain('Total £80.00')
  expect(journey().state).toBe('answering')
})

test.each(['', '0', '7500', 'null', '<script>'])(
  'a seal from somewhere else (%j) charges nothing',
  async (forged) => {
    expect(
      (await resident.post('/check-your-answers', { seen: forged, total: '1', amount: '1' })).status,
    ).toBe(409)
    expect(journey().state).toBe('answering')
  },
)

test('answers without a price are explained, and there is no button', async () => {
  house.price = { kind: 'refused', reason: 'More than 6 items <script>', because: 'rule' }
  const response = await resident.get('/check-your-answers')
  expect(response.status).toBe(422)
  const html = await response.text()
  expect(plain(html)).toContain('We cannot price these answers: More than 6 items &lt;script&gt;')
  expect(html).not.toContain('name="seen"')
  expect(html).toContain('?change=1')
  expect((await resident.post('/check-your-answers', { seen: 'x' })).status).toBe(422)
})

test('a resident reads the reason in their own language, where the rule gives both', async () => {
  const words = { en: 'More than 6 items', cy: 'Mwy na 6 eitem <script>' }
  house.price = { kind: 'refused', reason: words.en, because: 'rule', words }
  expect(await resident.text('/check-your-answers')).toContain('More than 6 items')
  const [token, before] = [...house.journeys][0]!
  house.journeys.set(token, { ...before, language: 'cy' })
  const welsh = await resident.text('/check-your-answers')
  expect(welsh).toContain('Mwy na 6 eitem &lt;script&gt;')
  expect(welsh).not.toContain('More than 6 items')
})

test.each([
  ['fault', 'Contact us if this happens again.'],
  ['unavailable', 'Try again in a few minutes.'],
] as const)(
  'a price that could not be worked out (%s) is our trouble, not the answers’: %s',
  async (because, advice) => {
    house.price = { kind: 'refused', reason: 'The price line ‘upTo3’: it divides by <zero>', because }
    for (const response of [
      await resident.get('/check-your-answers'),
      await resident.post('/check-your-answers', { seen: 'x' }),
    ]) {
      expect(response.status).toBe(503)
      const html = await response.text()
      expect(plain(html)).toContain('We cannot work out the price right now')
      expect(plain(html)).toContain(`No money was taken. Your answers are kept. ${advice} Call 01632 960 100`)
      expect(html).not.toContain('upTo3')
      expect(html).not.toContain('name="seen"')
    }
    expect(house.logged.join()).toContain('price.not-worked-out')
    expect(house.logged.join()).toContain('upTo3')
    expect(house.logged.join()).not.toContain('Ada')
  },
)

test('a free form is accepted and sent, and confirmed at once', async () => {
  house.price = { kind: 'priced', price: { ...price, totalPence: 0, lines: [] } }
  const page = await resident.text('/check-your-answers')
  expect(page).toContain('Accept and send')
  expect(page).not.toContain('£')
  const response = await resident.post('/check-your-answers', { seen: await seen() })
  expect(location(response)).toBe('/exampleshire/a-form/confirmation/submission0')
})

test('an answer that went missing is asked for again', async () => {
  const seal = await seen()
  journey().answers = {}
  expect(location(await resident.post('/check-your-answers', { seen: seal }))).toBe(
    '/exampleshire/a-form/name',
  )
})

test.each([
  ['refused', 'This form cannot take payments at the moment', 'There is nothing wrong with your card.'],
  ['unavailable', 'We cannot take payments right now', 'Try again in a few minutes.'],
] as const)('when payments are %s, nothing is lost and it says so', async (kind, title, advice) => {
  house.submitAs = { kind }
  const response = await resident.post('/check-your-answers', { seen: await seen() })
  expect(response.status).toBe(503)
  const html = await response.text()
  const page = plain(html)
  expect(page).toContain(`[title] ${title}`)
  expect(page).toContain(advice)
  expect(page).toContain('No money was taken. Your answers are kept, so you do not need to give them again.')
  expect(page).toContain('Call 01632 960 100')
  expect(html).toContain('<a class="govuk-link" href="/exampleshire/a-form/check-your-answers">')
})

test('a payment already under way is waited for', async () => {
  house.submitAs = { kind: 'checking', returnId: 'return-submission0' }
  const response = await resident.post('/check-your-answers', { seen: await seen() })
  expect(location(response)).toBe('/exampleshire/a-form/payment/return-submission0')
})

test('a paid resident comes back to the confirmation, with no cookie and a day later too', async () => {
  await resident.post('/check-your-answers', { seen: await seen() })
  const elsewhere = aResident(house)
  const back = await elsewhere.get('/payment/return-submission0')
  expect(location(back)).toBe('/exampleshire/a-form/confirmation/submission0')
  const page = await elsewhere.text('/confirmation/submission0')
  expect(page).toContain('ABC4EFG7HJ')
  expect(page).toContain('We have received your payment of £75.00')
  expect(page).toContain('We will write to you.')
  expect(page).not.toContain('Ada')
  expect(location(await resident.get('/check-your-answers'))).toBe(
    '/exampleshire/a-form/confirmation/submission0',
  )
  expect(location(await resident.get('/name'))).toBe('/exampleshire/a-form/confirmation/submission0')
})

const endings: [PaymentReturn['state'], string][] = [
  ['failed', 'Your payment was declined'],
  ['cancelled', 'Your payment was cancelled'],
  ['expired', 'Your payment timed out'],
  ['error', 'Your payment did not work'],
]
test.each(endings)('a payment that %s says so, took nothing and can be tried again', async (state, title) => {
  await resident.post('/check-your-answers', { seen: await seen() })
  house.payment = state
  const page = await resident.text('/payment/return-submission0')
  expect(page).toContain(`[title] ${title}`)
  expect(page).toContain('No money was taken. Your answers are kept')
  expect(page).not.toContain('Ada')
  expect(location(await resident.post('/payment/return-submission0'))).toBe('https://pay.example/again')
})

test('a payment that nobody has heard of yet is never called failed, and the page asks again by itself', async () => {
  await resident.post('/check-your-answers', { seen: await seen() })
  house.payment = 'checking'
  const response = await resident.get('/payment/return-submission0')
  expect(response.headers.get('refresh')).toBe('5')
  const page = plain(await response.text())
  expect(page).toContain('We are checking your payment')
  expect(page).toContain('Do not pay again')
  expect(page).not.toMatch(/fail|declined|No money was taken/)
})

test.each([
  [0, '5'],
  [59, '5'],
  [61, '15'],
  [599, '15'],
  [601, '60'],
  [9 * 3600, '60'],
])('a payment that last moved %i seconds ago is asked after every %s seconds', async (age, seconds) => {
  await resident.post('/check-your-answers', { seen: await seen() })
  house.paymentAge = age
  for (const state of ['checking', 'unpaid'] as const) {
    house.payment = state
    const response = await resident.get('/payment/return-submission0')
    expect(response.headers.get('refresh')).toBe(seconds)
  }
})

test('who comes back without having paid may continue to payment, and is not told that anything failed', async () => {
  await resident.post('/check-your-answers', { seen: await seen() })
  house.payment = 'unpaid'
  const page = await resident.text('/payment/return-submission0')
  expect(page).toContain('We do not have your payment yet')
  expect(page).toContain('Continue to payment')
  expect(page).toContain('Check again')
  expect(page).not.toMatch(/fail|declined|No money was taken/)
  expect(location(await resident.post('/payment/return-submission0'))).toBe('https://pay.example/again')
})

test('trying again after all went well confirms instead', async () => {
  await resident.post('/check-your-answers', { seen: await seen() })
  const response = await resident.post('/payment/return-submission0')
  expect(location(response)).toBe('/exampleshire/a-form/confirmation/submission0')
})

test('a confirmation of what is not paid for yet says so', async () => {
  await resident.post('/check-your-answers', { seen: await seen() })
  const page = await resident.text('/confirmation/submission0')
  expect(page).toContain('Your form is not finished yet')
  expect(page).not.toContain('We have received')
})

test.each([
  '/payment/nothing',
  '/payment/%00',
  '/confirmation/nothing',
  '/confirmation/%00',
  '/confirmation/submission0',
])('%s is not found', async (path) => {
  const response = await resident.get(path)
  expect(response.status).toBe(404)
  expect(plain(await response.text())).toContain('Page not found')
})
