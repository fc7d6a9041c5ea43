import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { elsewhereClaim, message, payLink } from '../../../server/db/schema/index.ts'
import { type Browser, fieldsOf, type Office, openOffice } from './an-office.ts'
import { claimElsewhere, payAtSandbox, sendSubmission } from './send-submission.ts'

let office: Office
let agent: Browser
let finance: Browser
let auditor: Browser

beforeAll(async () => {
  office = await openOffice()
  ;[agent, finance, auditor] = [
    await office.signIn(['agent']),
    await office.signIn(['finance']),
    await office.signIn(['auditor']),
  ]
})
afterAll(() => office?.close())

async function owed(answers = {}) {
  const sent = await sendSubmission(office, 'bulky-waste', answers)
  return { ...sent, screen: `/officer/submissions/${sent.reference}/payment` }
}
const shown = async (path: string, browser = agent) => (await browser.get(path)).text()
const links = async (submissionId: string) =>
  (await office.house.db.select().from(payLink)).filter((row) => row.submissionId === submissionId)
const claims = async (submissionId: string) =>
  (await office.house.db.select().from(elsewhereClaim)).filter((row) => row.submissionId === submissionId)
const messages = async (submissionId: string) =>
  (await office.house.db.select().from(message)).filter((row) => row.submissionId === submissionId)

describe('the screen', () => {
  test('shows who pays for what and how much, and that the resident is at the gateway already', async () => {
    const { screen, reference } = await owed({ fullName: 'Ada Example', email: 'ada@example.com' })
    const response = await agent.get(screen)
    const html = await response.text()
    for (const words of [
      'Book a bulky waste collection',
      reference,
      'Ada Example',
      'ada@example.com',
      'To pay',
      'The resident is on the payment page.',
      'Open the payment page',
      'Send a payment link',
      'Record a payment taken elsewhere',
    ]) {
      expect(html).toContain(words)
    }
    expect(response.headers.get('refresh')).toBe(`5; url=${screen}`)
    const still = await agent.get(`${screen}?refresh=off`)
    expect(still.headers.has('refresh')).toBe(false)
  })

  test('does not read itself again while somebody types', async () => {
    const { screen } = await owed()
    for (const way of ['link', 'elsewhere']) {
      expect((await agent.get(`${screen}?way=${way}`)).headers.has('refresh')).toBe(false)
    }
    for (const address of ['links', 'claims']) {
      const wrong = await agent.post(`${screen}/${address}`, { where: 'other', to: 'nobody' })
      expect(wrong.status).toBe(422)
      expect(wrong.headers.has('refresh')).toBe(false)
    }
  })

  test('is found by the reference however it is typed, and nowhere else', async () => {
    const { reference } = await owed()
    const typed = `${reference.slice(0, 4).toLowerCase()}-${reference.slice(4)}`
    expect((await agent.get(`/officer/submissions/${typed}/payment`)).status).toBe(200)
    for (const wrong of ['AAAAAAAAAA', '%27', 'x'.repeat(10_000), '%00']) {
      expect((await agent.get(`/officer/submissions/${wrong}/payment`)).status).toBe(404)
    }
  })

  test('has buttons only for who may press them', async () => {
    const { screen } = await owed()
    const forAuditor = await shown(screen, auditor)
    expect(forAuditor).toContain('How it stands')
    expect(forAuditor).not.toMatch(/<form method="post" action="\/officer\/submissions|Take the payment/)
    expect(await shown(screen, finance)).not.toContain('Take the payment')
  })

  test('says that it was declined, cancelled or timed out, and that nothing was taken', async () => {
    for (const [outcome, words] of [
      ['decline', 'was declined'],
      ['cancel', 'was cancelled'],
      ['expire', 'timed out'],
      ['error', 'did not work: the payment service had a problem'],
    ]) {
      const { screen, payAddress } = await owed()
      await payAtSandbox(office, payAddress!, outcome!)
      expect(await shown(screen)).toContain(
        `The last payment ${words}. No money was taken. It can be tried again.`,
      )
    }
  })

  test('only says what its own buttons did', async () => {
    const { screen } = await owed()
    for (const did of ['<script>', '__proto__', 'constructor', 'x'.repeat(5000)]) {
      const html = await shown(`${screen}?did=${encodeURIComponent(did)}`)
      expect(html).not.toContain('govuk-notification-banner__content')
    }
    expect(await shown(`${screen}?did=sent`)).toContain('The payment link is on its way.')
  })

  test('lets its button lead to the gateways’ pages, and no other page of officers does', async () => {
    const { screen } = await owed()
    const origins = Object.values(office.house.gateways).flatMap(
      ({ capabilities }) => capabilities.pageOrigins,
    )
    expect(origins.length).toBeGreaterThan(0)
    const policy = async (path: string) => (await agent.get(path)).headers.get('content-security-policy')!
    expect(await policy(screen)).toContain(`form-action 'self' ${origins.join(' ')}`)
    for (const path of ['/officer/submissions', '/officer/assisted', `${screen}x`]) {
      expect(await policy(path)).toMatch(/form-action 'self'(;|$)/)
    }
    expect((await auditor.get(screen)).headers.get('content-security-policy')).toMatch(
      /form-action 'self'(;|$)/,
    )
  })
})

describe('sending a link', () => {
  test('offers the addresses of the answers, and takes them from there', async () => {
    const { screen, submissionId } = await owed({ email: 'ada@example.com', phone: '07700 900982' })
    const form = await shown(`${screen}?way=link`)
    for (const words of ['ada@example.com', '07700 900982', 'Somewhere else']) expect(form).toContain(words)
    const fields = fieldsOf(form, `${screen}/links`)
    expect(fields).toMatchObject({ after: '', to: '' })
    await agent.post(`${screen}/links`, { ...fields, where: 'phone', to: 'ignored@example.com' })
    expect(await messages(submissionId)).toMatchObject([{ channel: 'text', maskedTo: '…900982' }])
    expect(await links(submissionId)).toMatchObject([{ sentBy: `officer:${agent.officer.id}` }])
    const newer = fieldsOf(await shown(`${screen}?way=link`), `${screen}/links`)
    await agent.post(`${screen}/links`, { ...newer, where: 'email' })
    expect((await messages(submissionId)).map(({ channel }) => channel).sort()).toEqual(['email', 'text'])
    expect(await shown(screen)).toContain('Payment link by email to <strong>a…@example.com</strong>')
  })

  test('does not offer what no text can be sent to', async () => {
    const { screen } = await owed({ email: 'ada@example.com', phone: '01632 960 100' })
    const form = await shown(`${screen}?way=link`)
    expect(form).not.toContain('01632 960 100')
    const wrong = await agent.post(`${screen}/links`, { where: 'phone' })
    expect(await wrong.text()).toContain('Choose where to send the link')
  })

  const email = 'Enter an email address in the correct format'
  const mobile = 'Enter a UK mobile number, like 07700 900 982'
  const card = 'This looks like a card number. Never type card numbers here.'
  test.each([
    ['nothing', '', 'Enter an email address or a UK mobile number'],
    ['a word', 'nobody', mobile],
    ['half an address', 'payer@example', email],
    ['an address with a header', 'payer@example.com\r\nBcc: all@example.com', email],
    ['markup', '<script>alert(1)</script>@example.com', email],
    ['an address of ten thousand letters', `${'x'.repeat(10_000)}@example.com`, email],
    ['ten thousand letters', 'x'.repeat(10_000), mobile],
    ['a card number', '4242 4242 4242 4242', card],
    ['a card number at a host', '4242424242424242@example.com', card],
  ])('to %s sends nothing and says why beside the field', async (_what, to, words) => {
    const { screen, submissionId } = await owed()
    const response = await agent.post(`${screen}/links`, { where: 'other', to, after: '' })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('<a href="#to">')
    expect(html.split(words).length).toBe(3)
    expect(html).not.toMatch(/<script>alert|4242/)
    expect(html.length).toBeLessThan(40_000)
    expect([...(await links(submissionId)), ...(await messages(submissionId))]).toEqual([])
  })
})

describe('recording a payment taken elsewhere', () => {
  const right = { method: 'cheque', receiptNumber: 'CHQ 000123', day: '22', month: 'Nov', year: '2025' }
  const amountOf = async (submissionId: string) =>
    ((await office.house.submissions.byId(submissionId))!.totalPence! / 100).toFixed(2)

  test('keeps method, number, day and amount, and waits for another officer', async () => {
    const { screen, submissionId } = await owed()
    const amount = await amountOf(submissionId)
    const response = await agent.post(`${screen}/claims`, { ...right, amount: ` £${amount} ` })
    expect(response.headers.get('location')).toBe(`${screen}?did=recorded`)
    expect(await claims(submissionId)).toMatchObject([
      { method: 'cheque', receiptNumber: 'CHQ 000123', paidOn: '2025-11-22', state: 'claimed' },
    ])
    const html = await shown(screen)
    expect(html).toContain('Another officer has to confirm it.')
    expect(html).not.toContain('Confirm the payment')
    expect(await shown(screen, finance)).toContain('Confirm the payment')
    expect(await shown(screen, auditor)).not.toMatch(/Confirm the payment|Reject it|Take it back/)
  })

  test.each<[Record<string, string>, string, string]>([
    [{ method: '' }, 'method', 'Choose how it was paid'],
    [{ method: 'constructor' }, 'method', 'Choose how it was paid'],
    [{ receiptNumber: '  ' }, 'receiptNumber', 'Enter the receipt number'],
    [{ receiptNumber: 'x'.repeat(51) }, 'receiptNumber', '50 characters or fewer'],
    [{ receiptNumber: '5555 5555 5555 4444' }, 'receiptNumber', 'This looks like a card number'],
    [{ amount: '4242424242424242' }, 'amount', 'This looks like a card number'],
    [{ day: '4242424242424242' }, 'day', 'This looks like a card number'],
    [{ amount: '' }, 'amount', 'which is what is owed'],
    [{ amount: '0.01' }, 'amount', 'which is what is owed'],
    [{ amount: '-25.00' }, 'amount', 'which is what is owed'],
    [{ amount: '1e309' }, 'amount', 'which is what is owed'],
    [{ amount: 'NaN' }, 'amount', 'which is what is owed'],
    [{ day: '31', month: '2' }, 'day', 'Enter the day it was paid'],
    [{ year: '25' }, 'day', 'Enter the day it was paid'],
    [{ day: '1', month: '1', year: '2999' }, 'day', 'must be today or in the past'],
  ])('refuses %j', async (wrong, field, words) => {
    const { screen, submissionId } = await owed()
    const fields = { ...right, amount: await amountOf(submissionId), ...wrong }
    const response = await agent.post(`${screen}/claims`, fields)
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain(`<a href="#${field}">`)
    expect(html.split(words).length).toBeGreaterThanOrEqual(3)
    expect(html).not.toMatch(/4242|5555/)
    expect(html.length).toBeLessThan(40_000)
    expect(await claims(submissionId)).toEqual([])
  })

  test('is taken back by who recorded it and by nobody else', async () => {
    const { screen, submissionId } = await owed()
    const claim = await claimElsewhere(office, submissionId)
    expect((await agent.post(`${screen}/claims/${claim}/withdrawals`)).status).toBe(409)
    const mine = await owed()
    await agent.post(`${mine.screen}/claims`, { ...right, amount: await amountOf(mine.submissionId) })
    const [own] = await claims(mine.submissionId)
    for (let press = 0; press < 3; press++) {
      expect((await agent.post(`${mine.screen}/claims/${own!.id}/withdrawals`)).status).toBe(303)
    }
    expect(await claims(mine.submissionId)).toMatchObject([{ state: 'rejected', decidedBy: null }])
    expect(await shown(mine.screen)).toContain('Record a payment taken elsewhere')
  })

  test('ten thousand letters in every field are refused, and not all shown again', async () => {
    const { screen, submissionId } = await owed()
    const long = 'x'.repeat(10_000)
    const fields = { method: long, receiptNumber: long, day: long, month: long, year: long, amount: long }
    const response = await agent.post(`${screen}/claims`, fields)
    expect(response.status).toBe(422)
    expect((await response.text()).length).toBeLessThan(40_000)
    expect(await claims(submissionId)).toEqual([])
  })

  test.each([
    ['a made-up id', 'no-such-claim'],
    ['ten thousand letters', 'x'.repeat(10_000)],
    ['SQL', "' or 1=1--"],
    ['a name that objects have', '__proto__'],
  ])('that is not there (%s) is not confirmed', async (_what, id) => {
    const { screen } = await owed()
    for (const what of ['confirmations', 'rejections']) {
      const address = `${screen}/claims/${encodeURIComponent(id)}/${what}`
      expect((await finance.post(address)).status).toBe(404)
    }
  })
})

test('nothing is sent, opened or recorded for what is paid', async () => {
  const { screen, submissionId, payAddress } = await owed()
  await payAtSandbox(office, payAddress!, 'pay')
  expect(await shown(screen)).toContain('Paid £')
  for (const [address, fields] of [
    ['attempts', {}],
    ['links', { where: 'other', to: 'payer@example.com' }],
    ['links/withdrawals', {}],
    ['claims', { method: 'cash' }],
  ] as const) {
    const response = await agent.post(`${screen}/${address}`, fields)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toContain(screen)
  }
  expect([...(await links(submissionId)), ...(await claims(submissionId))]).toEqual([])
  expect(await office.house.payments.forSubmission(submissionId)).toHaveLength(1)
})
