import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldsOf } from './an-office.ts'
import { payAtSandbox, sendSubmission } from './send-submission.ts'
import { bulkyWaste, type TwoOfficers, twoOfficers } from './two-officers.ts'

let office: TwoOfficers['office']
let ada: TwoOfficers['ada']
let close: () => Promise<void>

beforeAll(async () => {
  const all = await twoOfficers()
  ;({ office, ada } = all)
  close = all.office.close
})
afterAll(() => close?.())

describe('submissions, payments and deliveries', () => {
  test('a submission is found by a reference typed any way, and everything about it is on one page', async () => {
    const sent = await sendSubmission(office, 'bulky-waste')
    const typed = `${sent.reference.slice(0, 5).toLowerCase()} - ${sent.reference.slice(5)}`
    const list = await (
      await ada.get(`/officer/submissions?${new URLSearchParams({ reference: typed })}`)
    ).text()
    expect(list).toContain(`/officer/submissions/${sent.reference}`)

    await payAtSandbox(office, sent.payAddress!, 'pay')
    const page = await (await ada.get(`/officer/submissions/${sent.reference}`)).text()
    expect(page).toContain('Waiting for payment')
    const [payment] = await office.house.payments.forSubmission(sent.submissionId)
    const checked = await ada.post(`/officer/payments/${payment!.id}/checks`, { reference: sent.reference })
    expect(checked.headers.get('location')).toBe(
      `/officer/submissions/${sent.reference}?checked=moved#payments`,
    )

    const after = await (await ada.get(`/officer/submissions/${sent.reference}?checked=moved`)).text()
    expect(after).toContain('The gateway was asked, and the payment has moved on')
    for (const words of [
      'Completed',
      'Paid',
      'Total: £',
      'Worked out for',
      'Net',
      'Submission submitted',
      'Payment succeeded',
      'Submission completed',
      'Delivery queued',
      ada.officer.name,
    ]) {
      expect(after).toContain(words)
    }
    const events = [...after.matchAll(/cf-timeline__time">[^<]*<\/span> ([^<]+?)\s*</g)].map(
      ([, words]) => words,
    )
    expect(events.indexOf('Submission submitted')).toBeLessThan(events.indexOf('Payment succeeded'))
    expect(events.indexOf('Payment succeeded')).toBeLessThanOrEqual(events.indexOf('Submission completed'))
    expect(await (await ada.get(`/officer/payments/${payment!.id}`)).text()).toContain(
      `/officer/submissions/${sent.reference}#payments`,
    )
    expect(await (await ada.get('/officer/payments?state=success')).text()).toContain(payment!.reference)
    expect(await (await ada.get('/officer/payments?state=failed')).text()).not.toContain(payment!.reference)
  })

  test('a delivery is attempted, shown with what was sent, and sent again', async () => {
    const sent = await sendSubmission(office, 'register-food-business', { charityNumber: '1234567' })
    const [delivery] = await office.house.delivery.forSubmission(sent.submissionId)
    await office.house.delivery.attempt(delivery!.id)
    const page = await (await ada.get(`/officer/submissions/${sent.reference}`)).text()
    expect(page).toMatch(/Delivered[\s\S]*Attempt 1[\s\S]*submittedAt/)
    expect(page).not.toMatch(/signature/i)
    const again = await ada.post(`/officer/deliveries/${delivery!.id}/replays`, { reference: sent.reference })
    expect(again.headers.get('location')).toBe(`/officer/submissions/${sent.reference}?replayed#deliveries`)
    expect(await (await ada.get(`/officer/submissions/${sent.reference}`)).text()).toContain(
      'Delivery replayed',
    )
    expect(await (await ada.get('/officer/deliveries?state=queued')).text()).toContain(sent.reference)
  })

  test.each([
    'page=0',
    'page=-1',
    'page=1e9',
    'page=x',
    'state=nonsense',
    'form=nonsense',
    "reference='%20or%201=1--",
    'reference=%25',
    'reference=%00',
    'state=__proto__',
    'gateway=nonsense',
    'channel=__proto__',
    'text=%00',
    'amount=&from=&to=',
  ])('a search with %s finds what it may and does not fail', async (query) => {
    for (const path of ['submissions', 'payments', 'refunds', 'deliveries'])
      expect((await ada.get(`/officer/${path}?${query}`)).status).toBe(200)
  })
})

test('what residents and officers typed is text on every page, never markup', async () => {
  const evil = `"><img src=x onerror=alert(1)></script><script>alert(2)</script>{{7*7}}'`
  const document = structuredClone(bulkyWaste.document)
  document.slug = 'evil'
  document.title = `T ${evil}`
  document.pricing!.lines[0]!.narrative = evil
  document.pricing!.tests[0]!.name = `N ${evil}`
  document.definition.components[0]!.title = `P ${evil}`
  document.definition.components[0]!.components[0]!.label = `L ${evil}`
  document.settings = { contact: `C ${evil}` }
  const made = await office.house.forms.create(office.organisation.id, JSON.stringify(document), 'system')
  if (made.kind === 'refused') {
    // The document's own rules refuse markup in some words already; what they let through is tried.
    expect(made.problems.every(({ pointer }) => pointer !== '')).toBe(true)
    for (const { pointer } of made.problems) {
      if (pointer.startsWith('/definition/components/0/components/0'))
        document.definition.components[0]!.components[0]!.label = 'L'
      else if (pointer.startsWith('/definition')) document.definition.components[0]!.title = 'P'
      else if (pointer.startsWith('/title')) document.title = 'T'
      else if (pointer.startsWith('/settings')) delete document.settings
    }
    expect(
      await office.house.forms.create(office.organisation.id, JSON.stringify(document), 'system'),
    ).toMatchObject({ kind: 'created' })
  }
  await office.house.forms.publish(office.organisation.id, 'evil', { note: evil, mode: 'test' }, 'system')
  await office.house.people.officers.add({
    organisationId: office.organisation.id,
    email: 'evil@example.gov.uk',
    name: evil,
    roles: ['admin'],
  })
  const sent = await sendSubmission(office, 'evil', { fullName: evil })
  const paths = ['', '/design', '/prices', '/back-office', '/settings', '/publish', '/design/conflict'].map(
    (path) => `/officer/forms/evil${path}`,
  )
  for (const path of [
    '/officer/forms',
    ...paths,
    `/officer/submissions/${sent.reference}`,
    '/officer/submissions',
    `/officer/sign-in?next=${encodeURIComponent(evil)}`,
  ]) {
    const html = await (await ada.get(path)).text()
    expect(html, path).not.toContain('<img src=x')
    expect(html, path).not.toContain('<script>alert')
    expect(html, path).not.toContain('T 49')
  }
  const prices = await (
    await ada.post(
      '/officer/forms/evil/prices/run?fragment',
      fieldsOf(await (await ada.get('/officer/forms/evil/prices')).text(), '/officer/forms/evil/prices'),
    )
  ).text()
  expect(prices).not.toContain('<img')
})
