import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, londonDay, spokenDay } from '../../../server/clock.ts'
import type { Browser } from './an-office.ts'
import { sendSubmission } from './send-submission.ts'
import { type TwoOfficers, twoOfficers } from './two-officers.ts'

const changes = '/officer/forms/bulky-waste/prices/changes'
let office: TwoOfficers['office']
let ada: Browser
let reference: string
/** A day on which the draft has a new amount, still to come whenever this runs. */
let soon: string

beforeAll(async () => {
  ;({ office, ada } = await twoOfficers())
  soon = addDays(londonDay(office.house.clock.now()), 40)
  const items = [{ item: 'mattress', quantity: 2 }]
  ;({ reference } = await sendSubmission(office, 'bulky-waste', { items }))
  const draft = await office.house.forms.draft(office.organisation.id, 'bulky-waste')
  const pricing = structuredClone(draft.document.pricing!)
  pricing.fees.upTo3 = [
    { from: '2026-04-01', pence: 2675 },
    { from: soon, pence: 3000 },
  ]
  const { revision } = draft
  await office.house.forms.saveDraftPart(
    office.organisation.id,
    'bulky-waste',
    { revision, part: { pricing } },
    'system',
  )
})
afterAll(() => office?.close())

const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

test('the cases and the last submissions are priced by the draft and by what is live', async () => {
  const text = textOf(await (await ada.get(`${changes}?on=2026-11-22`)).text())
  expect(text).toContain('against version 1')
  expect(text).toMatch(/Price cases, each on its own day Cost the same 9 of 14 Cost more 5, together £/)
  expect(text).toMatch(/The last submissions Cost the same 0 of 1 Cost more 1, together £1\.75 more/)
  expect(text).toContain(`${reference} 22 November 2026 £25.00 £26.75`)
})

test('a day on which an amount of the draft begins is offered, and gives the prices of that day', async () => {
  const html = await (await ada.get(`${changes}?on=2026-11-22`)).text()
  expect(html).toContain(`href="?on=${soon}"`)
  const text = textOf(await (await ada.get(`${changes}?on=${soon}`)).text())
  expect(text).toMatch(new RegExp(`${reference} ${spokenDay(soon)} £[0-9.]+ £30\\.00`))
})

test('nothing of what a resident answered is on the page, and references only for those who may read submissions', async () => {
  const { answers } = (await office.house.submissions.byReference(office.organisation.id, reference))!
  const html = await (await ada.get(changes)).text()
  const texts = JSON.stringify(answers)
    .match(/"[^"]{6,}"(?=[,}\]])/g)!
    .map((text) => text.slice(1, -1))
  expect(texts.length).toBeGreaterThan(0)
  for (const text of texts) expect(html).not.toContain(text)
  expect(html).toContain(`href="/officer/submissions/${reference}"`)
  const author = await office.signIn(['author'])
  const seen = await (await author.get(changes)).text()
  expect(seen).toContain('Officers who may read submissions see which ones change')
  expect(seen).not.toContain(reference)
})

test('a form that was never published has nothing to compare with', async () => {
  const made = await ada.post('/officer/forms', { library: 'bulky-waste' })
  const slug = /forms\/([\w-]+)/.exec(made.headers.get('location')!)![1]
  expect(await (await ada.get(`/officer/forms/${slug}/prices/changes`)).text()).toContain(
    'Nothing is published yet',
  )
})

test.each(['2026-02-31', 'tomorrow', '', '9999999-01-01', '<script>', "2026-01-01' or 1=1"])(
  'the day ‘%s’ is refused in words and shown as it was typed',
  async (day) => {
    const response = await ada.get(`${changes}?on=${encodeURIComponent(day)}`)
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('Enter a real day')
    expect(html).not.toContain('<script>')
  },
)
