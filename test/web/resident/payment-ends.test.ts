import { beforeEach, describe, expect, test } from 'vitest'
import type { Price } from '../../../server/pricing/price.ts'
import { returnWords, type ShownState } from '../../../server/web/resident/payment-return/return-words.ts'
import { aDocument, aPage, aText } from '../../journey/a-form.ts'
import { aResident, type InMemoryHouse, inMemoryHouse, location, plain } from './in-memory-house.ts'

const document = {
  ...aDocument(aPage('name', [aText('fullName')])),
  title: { en: 'A form', cy: 'Ffurflen' },
  settings: { contact: { en: 'Call 01632 960 100', cy: 'Ffoniwch 01632 960 100' } },
}
const price: Price = {
  totalPence: 750,
  lines: [
    { code: 'a', label: 'A', quantity: 1, amountPence: 750, totalPence: 750, vat: 'exempt', fund: 'F' },
  ],
  explanation: { on: '2026-11-22', values: [], lines: [] },
}
const back = '/payment/return-submission0'

let house: InMemoryHouse
let resident: ReturnType<typeof aResident>

async function sent(language: 'en' | 'cy' = 'en') {
  house = inMemoryHouse(document, { price })
  resident = aResident(house)
  await resident.start({ language })
  await resident.post('/name', { fullName: 'Ada' })
  const html = await (await resident.get('/check-your-answers')).text()
  await resident.post('/check-your-answers', { seen: /name="seen" value="(\w+)"/.exec(html)![1]! })
}

const states = Object.keys(returnWords.en) as ShownState[]

describe.each(['en', 'cy'] as const)('in %s', (language) => {
  beforeEach(() => sent(language))

  test.each(states)(
    'a payment that is “%s” has a page of its own, in the language of the journey',
    async (state) => {
      house.payment = state
      const response = await resident.get(back)
      expect(response.status).toBe(200)
      const html = await response.text()
      const page = plain(html)
      const words = returnWords[language][state]
      expect(html).toContain(`<html class="govuk-template" lang="${language}">`)
      expect(page).toContain(`[title] ${words.title}`)
      expect(html.match(/<h1/g)).toHaveLength(1)
      expect(html.match(/<form/g)?.length ?? 0).toBe(['try-again', 'continue'].includes(words.next) ? 1 : 0)
      expect(page).toContain('ABC4EFG7HJ')
      expect(page).toContain('01632 960 100')
      expect(page).not.toMatch(/\{kept\}|\{amount\}|undefined|Ada/)
      expect(page).not.toMatch(/please|sorry|invalid|forbidden/i)
      // Asked of nobody again once it is known how it ended.
      expect(response.headers.has('refresh')).toBe(['wait', 'continue'].includes(words.next))
    },
  )

  test('no two ways of ending have the same title or the same first sentence', () => {
    const said = states.map((state) => returnWords[language][state])
    expect(new Set(said.map(({ title }) => title)).size).toBe(states.length)
    expect(new Set(said.map(({ lines }) => lines[0])).size).toBe(states.length)
  })
})

describe('what may be done next', () => {
  beforeEach(() => sent())

  test.each(['failed', 'cancelled', 'expired', 'error', 'unpaid', 'checking'] as const)(
    'after “%s” the payment is taken up or begun again, however often it is asked for',
    async (state) => {
      house.payment = state
      for (let press = 0; press < 50; press++) {
        expect(location(await resident.post(back))).toBe('https://pay.example/again')
      }
    },
  )

  test.each(['paid-before', 'overpaid', 'mismatched'] as const)(
    'after “%s” no payment is begun, whatever is posted',
    async (state) => {
      house.payment = state
      expect(location(await resident.post(back))).toBe(`/exampleshire/a-form${back}`)
      const html = await (await resident.get(back)).text()
      expect(html).not.toContain('<form')
      expect(plain(html)).not.toContain('Try again')
    },
  )

  test('who paid twice is told that it goes back and how much, and sees the confirmation', async () => {
    house.payment = 'overpaid'
    const html = await (await resident.get(back)).text()
    expect(plain(html)).toContain('Your payment of £7.50 was made after another one for the same reference.')
    expect(plain(html)).toContain('We will return it')
    expect(html).toContain('href="/exampleshire/a-form/confirmation/submission0"')
  })

  test('another amount is looked into by people: nobody is told that nothing was taken, nor to pay again', async () => {
    house.payment = 'mismatched'
    const page = await resident.text(back)
    expect(page).toContain('a different amount from the £7.50 we asked for')
    expect(page).toContain('Do not pay again')
    expect(page).not.toContain('No money was taken')
  })

  test('a page that reads itself again can be told not to', async () => {
    house.payment = 'checking'
    const html = await (await resident.get(back)).text()
    expect(html).toContain(`href="/exampleshire/a-form${back}?refresh=off"`)
    const still = await resident.get(`${back}?refresh=off`)
    expect(still.headers.has('refresh')).toBe(false)
    expect(plain(await still.text())).not.toContain('checks again by itself')
  })
})

describe('a payer who came by a link', () => {
  beforeEach(async () => {
    await sent()
    house.paymentChannel = 'link'
  })

  test('is told that it is paid, with no cookie and again later', async () => {
    house.payment = 'success'
    for (let visit = 0; visit < 2; visit++) {
      const page = await aResident(house).text(back)
      expect(page).toContain('[title] We have received your payment')
      expect(page).toContain('You have paid £7.50 to Exampleshire &amp; &quot;Sons&quot; Council.')
      expect(page).toContain('ABC4EFG7HJ')
    }
    expect(location(await aResident(house).post(back))).toBe(`/exampleshire/a-form${back}`)
  })

  test.each(['failed', 'cancelled', 'expired', 'error'] as const)(
    'is told nothing of answers after “%s”, which were never theirs',
    async (state) => {
      house.payment = state
      const page = await aResident(house).text(back)
      expect(page).toContain('No money was taken. You can still pay.')
      expect(page).not.toContain('answers')
    },
  )

  test('who cannot be taken to the gateway is led back to where they can try again', async () => {
    house.payment = 'failed'
    house.payAs = { kind: 'unavailable' }
    const html = await (await aResident(house).post(back)).text()
    expect(plain(html)).toContain('No money was taken. You can still pay.')
    expect(html).toContain(`href="/exampleshire/a-form${back}"`)
    expect(html).not.toContain('check-your-answers')
  })
})

test('an officer who typed a caller’s card comes back to their own screen, whatever became of it', async () => {
  await sent()
  house.paymentChannel = 'moto'
  for (const state of ['success', 'failed', 'checking', 'mismatched'] as const) {
    house.payment = state
    for (const response of [await resident.get(back), await resident.post(back)]) {
      expect(location(response)).toBe('/officer/submissions/ABC4EFG7HJ/payment')
    }
  }
})
