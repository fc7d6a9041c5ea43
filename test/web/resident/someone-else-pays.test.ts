import { beforeEach, describe, expect, test } from 'vitest'
import type { Price } from '../../../server/pricing/price.ts'
import { aDocument, aPage, aText } from '../../journey/a-form.ts'
import {
  aResident,
  type InMemoryHouse,
  inMemoryHouse,
  linkToken,
  location,
  plain,
} from './in-memory-house.ts'

const document = {
  ...aDocument(aPage('name', [aText('fullName')])),
  title: { en: 'A form', cy: 'Ffurflen' },
  settings: { contact: { en: 'Call 01632 960 100', cy: 'Ffoniwch 01632 960 100' } },
}
const price: Price = {
  totalPence: 7500,
  lines: [
    {
      code: 'more',
      label: { en: 'Items <b>', cy: 'Eitemau' },
      quantity: 3,
      amountPence: 2500,
      totalPence: 7500,
      vat: 'exempt',
      fund: 'F',
    },
  ],
  explanation: { on: '2026-11-22', values: [], lines: [] },
}
const share = '/payment/share/submission0'
const shareAt = `/exampleshire/a-form${share}`

let house: InMemoryHouse
let resident: ReturnType<typeof aResident>
beforeEach(() => begin())

async function begin(language: 'en' | 'cy' = 'en') {
  house = inMemoryHouse(document, { price })
  resident = aResident(house)
  await resident.start({ language })
  await resident.post('/name', { fullName: 'Ada Secret' })
}
const check = async () => (await resident.get('/check-your-answers')).text()
const seen = async () => /name="seen" value="(\w+)"/.exec(await check())![1]!
const ask = async () => resident.post('/check-your-answers', { seen: await seen(), next: 'share' })
const journey = () => [...house.journeys.values()][0]!

describe('the button on check your answers', () => {
  const button = 'Ask someone else to pay'

  test('stands beside the other one, and commits the answers as that does', async () => {
    expect(plain(await check())).toMatch(/Continue to payment\s+Ask someone else to pay/)
    expect(location(await ask())).toBe(shareAt)
    expect(journey().state).toBe('submitted')
    expect(journey().price).toEqual(price)
  })

  test('charges nothing that was not shown', async () => {
    const before = await seen()
    house.price = { kind: 'priced', price: { ...price, totalPence: 8000 } }
    for (const seal of [before, '', 'forged']) {
      const response = await resident.post('/check-your-answers', { seen: seal, next: 'share' })
      expect(response.status).toBe(409)
    }
    expect(journey().state).toBe('answering')
  })

  test('is not there when there is nothing to pay, no way to send a link, or an officer fills in', async () => {
    house.canSend = []
    expect(await check()).not.toContain(button)
    house.canSend = ['text']
    expect(await check()).toContain(button)
    house.price = { kind: 'priced', price: { ...price, totalPence: 0, lines: [] } }
    expect(await check()).not.toContain(button)
    house.price = { kind: 'priced', price }
    journey().channel = 'telephone'
    expect(await check()).not.toContain(button)
  })

  test('is there again while the form waits for its payment, and leads to the same link', async () => {
    await ask()
    expect(await check()).toContain(button)
    expect(location(await ask())).toBe(shareAt)
  })
})

describe('sending the link', () => {
  const newestShown = async () =>
    /name="after" value="(\w*)"/.exec(await (await resident.get(`${share}?link=new`)).text())![1]!
  const send = async (to: string) => resident.post(share, { to, after: await newestShown() })
  beforeEach(ask)

  test('says what the other person will see, and asks where to send it', async () => {
    const page = await resident.text(share)
    expect(page).toContain('We will send them a link to pay £75.00')
    expect(page).toContain('Email address or UK mobile number of the person who will pay')
    expect(page).toContain('ABC4EFG7HJ')
  })

  test.each([
    ['payer@example.com', { channel: 'email', to: 'payer@example.com' }],
    ['  payer@example.com \r\n', { channel: 'email', to: 'payer@example.com' }],
    ['07700 900 982', { channel: 'text', to: '07700 900 982' }],
    ['+44 7700 900982', { channel: 'text', to: '+44 7700 900982' }],
  ])('to %j finds its own channel', async (to, expected) => {
    expect(location(await send(to))).toBe(shareAt)
    expect(house.sent).toEqual([expected])
    const page = await resident.text(share)
    expect(page).toContain('We have sent the link')
    expect(page).toContain('until the end of 29 November 2026')
    expect(page).toContain('Send a new link')
    expect(page).toContain('Pay yourself instead')
  })

  const email = 'Enter an email address in the correct format'
  const mobile = 'Enter a UK mobile number, like 07700 900 982'
  test.each([
    ['nothing', '', 'Enter an email address or a UK mobile number'],
    ['blanks', '   ', 'Enter an email address or a UK mobile number'],
    ['a word', 'nobody', mobile],
    ['a telephone that takes no texts', '01632 960 100', mobile],
    ['half an address', 'payer@example', email],
    ['an address with a header', 'payer@example.com\r\nBcc: all@example.com', email],
    ['two addresses', 'a@example.com,b@example.com', email],
    ['markup', '"><script>alert(1)</script>@example.com', email],
    ['ten thousand letters', 'x'.repeat(10_000), mobile],
    ['an address of ten thousand letters', `${'x'.repeat(10_000)}@example.com`, email],
    ['the zero character', '\u0000', mobile],
  ])('to %s sends nothing and says why beside the field', async (_what, to, message) => {
    const response = await send(to)
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('<title>Error: ')
    // In the summary, linked to the field, and beside the field.
    expect(html).toContain('<a href="#to">')
    expect(html.split(message).length).toBe(3)
    expect(html).not.toContain('<script>alert')
    expect(html.length).toBeLessThan(20_000)
    expect(house.sent).toEqual([])
  })

  test.each([
    '4242 4242 4242 4242',
    '4242424242424242',
    'card 5555-5555-5555-4444',
    '4242424242424242@example.com',
  ])('what looks like a card number (%s) is refused and not shown again', async (card) => {
    const html = await (await send(card)).text()
    expect(plain(html)).toContain('This looks like a card number.')
    expect(html).not.toMatch(/4242|5555/)
    expect(house.sent).toEqual([])
  })

  test('only what the organisation can send is asked for', async () => {
    house.canSend = ['text']
    expect(await resident.text(share)).toMatch(/(?<!Email address or )UK mobile number of the person/)
    expect((await send('payer@example.com')).status).toBe(422)
    house.canSend = ['email']
    expect(await resident.text(share)).toContain('Email address of the person')
    expect(plain(await (await send('07700900982')).text())).toContain('Enter an email address in the correct')
    house.canSend = []
    expect(location(await resident.get(share))).toBe('/exampleshire/a-form/check-your-answers')
    expect(location(await send('x').catch(() => resident.post(share, { to: 'payer@example.com' })))).toBe(
      '/exampleshire/a-form/check-your-answers',
    )
    expect(house.sent).toEqual([])
  })

  test('the same press fifty times sends one link; a new link is asked for anew', async () => {
    const before = await newestShown()
    for (let press = 0; press < 50; press++) {
      expect(location(await resident.post(share, { to: 'payer@example.com', after: before }))).toBe(shareAt)
    }
    expect(house.sent).toHaveLength(1)
    expect(plain(await (await resident.get(`${share}?link=new`)).text())).toContain('Ask someone else to pay')
    await send('other@example.com')
    expect(house.sent.map(({ to }) => to)).toEqual(['payer@example.com', 'other@example.com'])
  })

  test('there is an end to how many links one form sends', async () => {
    for (let n = 0; n < 5; n++) await send(`payer${n}@example.com`)
    const response = await send('one-more@example.com')
    expect(response.status).toBe(422)
    expect(plain(await response.text())).toContain('You have sent as many links as you can')
    expect(house.sent).toHaveLength(5)
  })

  test('a link that is still on its way, or could not be sent, is told as that', async () => {
    await send('payer@example.com')
    house.link = { ...house.link!, message: 'queued' }
    const waiting = await resident.get(share)
    expect(waiting.headers.get('refresh')).toBe('5')
    expect(plain(await waiting.text())).toContain('We are sending the link')
    house.link = { ...house.link!, message: 'given-up' }
    const failed = await resident.get(share)
    expect(failed.headers.has('refresh')).toBe(false)
    expect(plain(await failed.text())).toContain('We could not send the link')
  })

  test.each(['expired', 'withdrawn'] as const)(
    'a link that was %s is told, and another can be sent',
    async (state) => {
      await send('payer@example.com')
      house.link = { ...house.link!, state }
      const page = await resident.text(share)
      expect(page).toContain(state === 'expired' ? 'has expired' : 'has taken the link back')
      expect(page).toContain('Send the link')
    },
  )

  test('belongs to the browser that filled the form in', async () => {
    const stranger = aResident(house)
    expect(location(await stranger.get(share))).toBe('/exampleshire/a-form')
    expect(location(await stranger.post(share, { to: 'payer@example.com' }))).toBe('/exampleshire/a-form')
    await stranger.start()
    expect((await stranger.get(share)).status).toBe(404)
    expect((await stranger.post(share, { to: 'payer@example.com' })).status).toBe(404)
    expect((await resident.get('/payment/share/another')).status).toBe(404)
    expect(house.sent).toEqual([])
  })

  test('leads on to the confirmation once it is paid', async () => {
    journey().state = 'completed'
    expect(location(await resident.get(share))).toBe('/exampleshire/a-form/confirmation/submission0')
    expect(location(await resident.post(share, { to: 'payer@example.com' }))).toBe(
      '/exampleshire/a-form/confirmation/submission0',
    )
    expect(house.sent).toEqual([])
  })

  test('is offered again where a payment ended without money, in that browser only', async () => {
    for (const state of ['failed', 'cancelled', 'expired', 'error'] as const) {
      house.payment = state
      const html = await (await resident.get('/payment/return-submission0')).text()
      expect(html).toContain(`href="${shareAt}"`)
      expect(await (await aResident(house).get('/payment/return-submission0')).text()).not.toContain(shareAt)
    }
    house.payment = 'checking'
    expect(await (await resident.get('/payment/return-submission0')).text()).not.toContain(shareAt)
    house.payment = 'failed'
    house.canSend = []
    expect(await (await resident.get('/payment/return-submission0')).text()).not.toContain(shareAt)
  })
})

test('before the answers are sent there is nobody to ask', async () => {
  expect(location(await resident.get(share))).toBe('/exampleshire/a-form/check-your-answers')
  expect(location(await resident.post(share, { to: 'payer@example.com' }))).toBe(
    '/exampleshire/a-form/check-your-answers',
  )
})

describe('the payment link', () => {
  const link = `/pay/${linkToken}`
  beforeEach(async () => {
    await ask()
    house.request = 'alive'
    house.calls.length = 0
  })
  const payer = () => aResident(house)

  test('shows what is paid for, to whom, how much and why, and none of the answers', async () => {
    const response = await payer().get(link)
    expect(response.status).toBe(200)
    const html = await response.text()
    const page = plain(html)
    for (const words of [
      '[title] Pay £75.00',
      'Exampleshire &amp; &quot;Sons&quot; Council',
      'A form',
      'ABC4EFG7HJ',
      'Items &lt;b&gt; 3 × £25.00 £75.00',
      'until the end of 29 November 2026',
      'If you did not expect to be asked for this payment, do not pay.',
    ]) {
      expect(page).toContain(words)
    }
    expect(page).not.toContain('Secret')
    expect(html.match(/<button/g)).toHaveLength(1)
  })

  test('keeps its address out of caches and search engines', async () => {
    for (const state of ['alive', 'expired', 'paid'] as const) {
      house.request = state
      const { headers } = await payer().get(link)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-robots-tag')).toBe('noindex, nofollow')
    }
  })

  test('is not used up by looking, and who only fetches ahead does not count as having looked', async () => {
    const ahead: [string, Record<string, string>][] = [
      ['HEAD', {}],
      ['GET', { 'sec-purpose': 'prefetch;prerender' }],
      ['GET', { purpose: 'prefetch' }],
    ]
    for (const [method, headers] of ahead) {
      expect((await house.app.request(`/exampleshire/a-form${link}`, { method, headers })).status).toBe(200)
    }
    expect(house.calls).toEqual(['look', 'look', 'look'])
    for (let look = 0; look < 50; look++) await payer().get(link)
    expect(location(await payer().post(link))).toBe('https://pay.example/again')
  })

  test('leads to the gateway however often its button is pressed, and to the wait when a payment is under way', async () => {
    for (let press = 0; press < 50; press++) {
      expect(location(await payer().post(link))).toBe('https://pay.example/again')
    }
    house.payAs = { kind: 'checking', returnId: 'return-submission0' }
    expect(location(await payer().post(link))).toBe('/exampleshire/a-form/payment/return-submission0')
    for (const kind of ['refused', 'unavailable'] as const) {
      house.payAs = { kind }
      const response = await payer().post(link)
      expect(response.status).toBe(503)
      const html = await response.text()
      expect(plain(html)).toContain('No money was taken. You can still pay.')
      expect(html).toContain(`href="/exampleshire/a-form${link}"`)
    }
  })

  test.each([
    ['expired', 410, 'This link has expired', 'Ask the person who asked you to pay to send a new link.'],
    ['replaced', 410, 'There is a newer link', 'Use the link in the most recent message.'],
    [
      'withdrawn',
      410,
      'This link has been taken back',
      'The council no longer asks for payment with this link.',
    ],
    ['paid', 200, 'This has been paid', 'You do not need to do anything'],
  ] as const)(
    'that is %s says so and what to do, and takes no payment',
    async (state, status, title, advice) => {
      house.request = state
      const response = await payer().get(link)
      expect(response.status).toBe(status)
      const html = await response.text()
      expect(plain(html)).toContain(`[title] ${title}`)
      expect(plain(html)).toContain(advice)
      expect(html).not.toContain('<form')
      expect(plain(html)).not.toMatch(/Secret|please|sorry|invalid/i)
      expect(location(await payer().post(link))).toBe(`/exampleshire/a-form${link}`)
    },
  )

  test('that was paid while its page was open says so when the button is pressed', async () => {
    house.payAs = { kind: 'completed', submissionId: 'submission0' }
    expect(location(await payer().post(link))).toBe(`/exampleshire/a-form${link}`)
  })

  test.each([
    ['too short', 'short'],
    ['of nobody', 'M'.repeat(43)],
    ['too long', 'L'.repeat(44)],
    ['with a zero character', `${'L'.repeat(42)}%00`],
    ['that is a path', '%2e%2e%2f%2e%2e'],
    ['of ten thousand letters', 'x'.repeat(10_000)],
    ['that is SQL', "'%20or%201=1--"],
  ])('with a forged token %s is not found', async (_what, token) => {
    for (const response of [await payer().get(`/pay/${token}`), await payer().post(`/pay/${token}`)]) {
      expect(response.status).toBe(404)
      expect(plain(await response.text())).toContain('Page not found')
    }
  })

  test('is found below its own form only', async () => {
    for (const base of ['/exampleshire/another-form', '/otherham/a-form']) {
      for (const method of ['GET', 'POST']) {
        expect((await house.app.request(`${base}${link}`, { method })).status).toBe(404)
      }
    }
  })

  test('and the way to it are in Welsh for a form that was filled in in Welsh', async () => {
    await begin('cy')
    expect(plain(await check())).toContain('Gofyn i rywun arall dalu')
    expect(location(await ask())).toBe(shareAt)
    expect(await resident.text(share)).toContain('Anfon y ddolen')
    expect(plain(await (await resident.post(share, { to: 'nobody' })).text())).toContain(
      'Rhowch rif ffôn symudol y DU',
    )
    house.request = 'alive'
    const html = await (await payer().get(link)).text()
    expect(html).toContain('lang="cy"')
    for (const words of ['Talu £75.00', 'Ffurflen', 'Eitemau', '29 Tachwedd 2026'])
      expect(html).toContain(words)
    for (const state of ['expired', 'replaced', 'withdrawn', 'paid'] as const) {
      house.request = state
      const over = plain(await (await payer().get(link)).text())
      expect(over).toMatch(/ddolen|dalu/)
      expect(over).not.toContain('link')
    }
  })
})

describe('an officer fills the form in', () => {
  beforeEach(async () => {
    house = inMemoryHouse(document, { price })
    house.channel = 'telephone'
    resident = aResident(house)
    await resident.start()
    await resident.post('/name', { fullName: 'Ada Secret' })
  })

  test('on pages that say so, and goes on to take the payment instead of to the gateway', async () => {
    for (const path of ['/name', '/check-your-answers']) {
      expect(await resident.text(path)).toContain('You are filling in this form for a caller.')
    }
    const response = await resident.post('/check-your-answers', { seen: await seen() })
    expect(location(response)).toBe('/officer/submissions/ABC4EFG7HJ/payment')
    // Pressed again, or for somebody else to pay: there is one place to go.
    for (const next of ['', 'share']) {
      expect(location(await resident.post('/check-your-answers', { seen: '', next }))).toBe(
        '/officer/submissions/ABC4EFG7HJ/payment',
      )
    }
    expect(location(await resident.get(share))).toBe('/exampleshire/a-form/check-your-answers')
  })

  test('of a free form and sees the confirmation, with the way on that only their browser shows', async () => {
    house.price = { kind: 'priced', price: { ...price, totalPence: 0, lines: [] } }
    const response = await resident.post('/check-your-answers', { seen: await seen() })
    expect(location(response)).toBe('/exampleshire/a-form/confirmation/submission0')
    const mine = await (await resident.get('/confirmation/submission0')).text()
    expect(mine).toContain('href="/officer/submissions/ABC4EFG7HJ"')
    expect(await (await aResident(house).get('/confirmation/submission0')).text()).not.toContain('/officer')
  })
})
