import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldsOf } from './an-office.ts'
import { prices, type TwoOfficers, twoOfficers } from './two-officers.ts'

let office: TwoOfficers['office']
let ada: TwoOfficers['ada']
let ben: TwoOfficers['ben']
let makeForm: TwoOfficers['makeForm']
let draft: TwoOfficers['draft']
let pricesForm: TwoOfficers['pricesForm']
let close: () => Promise<void>

beforeAll(async () => {
  const all = await twoOfficers()
  ;({ office, ada, ben, makeForm, draft, pricesForm } = all)
  close = all.office.close
})
afterAll(() => close?.())

describe('publishing', () => {
  const address = (slug: string) => `/officer/forms/${slug}/publish`

  test('needs a note, says what changes, and then version 2 is live', async () => {
    const slug = await makeForm()
    const first = fieldsOf(await (await ada.get(address(slug))).text(), address(slug))
    expect((await ada.post(address(slug), { ...first, mode: 'test' })).status).toBe(422)
    const one = await ada.post(address(slug), { ...first, mode: 'test', note: 'First' })
    expect(one.headers.get('location')).toBe(`/officer/forms/${slug}?published=1`)

    const { fields } = await pricesForm(slug)
    const saved = await ada.post(prices(slug), {
      ...fields,
      'lines.0.narrative': 'Said anew',
      action: 'save',
    })
    expect(saved.status).toBe(303)
    const page = await (await ada.get(address(slug))).text()
    expect(page).toMatch(/Compared with version 1/)
    expect(page).toMatch(/Narrative of ‘Collection of up to 3 items’: .* to Said anew/)
    const two = await ada.post(address(slug), {
      ...fieldsOf(page, address(slug)),
      mode: 'test',
      note: 'Dearer',
    })
    expect(two.headers.get('location')).toBe(`/officer/forms/${slug}?published=2`)
    const overview = await (await ada.get(two.headers.get('location')!)).text()
    expect(overview).toContain('Version 2 is live')
    expect(await (await ada.get(`/officer/forms/${slug}?published=7`)).text()).not.toContain('is live')
  })

  test('lists what stands in the way, each with a link to where it is mended', async () => {
    const slug = await makeForm()
    const { document, revision } = await draft(slug)
    const pricing = structuredClone(document.pricing!)
    pricing.lines[0]!.when = 'itmes > 1'
    const deliveries = structuredClone(document.deliveries!)
    deliveries[0]!.destination = 'nowhere'
    await office.house.forms.saveDraftPart(
      office.organisation.id,
      slug,
      { revision, part: { pricing, deliveries } },
      'system',
    )
    const page = await (await ada.get(address(slug))).text()
    expect(page).toContain(`href="/officer/forms/${slug}/prices#lines.0.when"`)
    expect(page).toContain(`href="/officer/forms/${slug}/back-office?delivery=0#destination"`)
    const refused = await ada.post(address(slug), {
      ...fieldsOf(page, address(slug)),
      mode: 'test',
      note: 'Try',
    })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toMatch(/There is a problem[\s\S]*itmes/)
    expect(await office.house.forms.versions(office.organisation.id, slug)).toEqual([])
    const live = await ada.get(`${address(slug)}?mode=live`)
    expect(await live.text()).toMatch(/is for test payments/)
  })

  test('what is not the draft that was read is not published', async () => {
    const slug = await makeForm()
    const fields = fieldsOf(await (await ada.get(address(slug))).text(), address(slug))
    await office.house.forms.saveDraftPart(
      office.organisation.id,
      slug,
      { revision: 1, part: { title: 'Other' } },
      'system',
    )
    const response = await ada.post(address(slug), { ...fields, mode: 'test', note: 'x' })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain(
      'Somebody changed the draft or published a version after you opened this page',
    )
  })
})

const form = (slug: string) => `/officer/forms/${slug}`
const text = async (path: string, browser = ada) => (await browser.get(path)).text()

async function publish(slug: string, more: Record<string, string> = {}, browser = ada): Promise<Response> {
  const address = `${form(slug)}/publish`
  return browser.post(address, {
    ...fieldsOf(await text(address, browser), address),
    mode: 'test',
    note: 'A note',
    ...more,
  })
}

async function change(slug: string, part: Parameters<typeof office.house.forms.saveDraftPart>[2]['part']) {
  const { revision } = await draft(slug)
  await office.house.forms.saveDraftPart(office.organisation.id, slug, { revision, part }, 'system')
}

/** The boxes of a moment so many days from now, at noon. */
function inDays(days: number): Record<string, string> {
  const on = new Date(office.house.clock.now().getTime() + days * 86_400_000).toISOString()
  const [year = '', month = '', day = ''] = on.slice(0, 10).split('-')
  return { 'on-day': day, 'on-month': month, 'on-year': year, time: '12:00' }
}

describe('versions', () => {
  test('are listed with who, why and for what, and any two are compared in words', async () => {
    const slug = await makeForm()
    expect(await text(`${form(slug)}/versions`)).toContain('Nothing is published yet')
    await publish(slug, { note: 'The first <b>' })
    const pricing = structuredClone((await draft(slug)).document.pricing!)
    pricing.fees.upTo3!.push({ from: '2028-04-01', pence: 2800 })
    await change(slug, { pricing })
    await publish(slug, { note: 'Dearer from 2028' })
    const list = await text(`${form(slug)}/versions`)
    expect(list).toMatch(/Live now/)
    expect(list).toContain('The first &lt;b&gt;')
    const compared = await text(`${form(slug)}/versions?from=1&to=2`)
    expect(compared).toContain('Price of ‘Collection of up to 3 items’: £26.50 to £28.00 from 1 April 2028')
    expect(await text(`${form(slug)}/versions?from=2&to=draft`)).toContain('Nothing differs')
    for (const query of ['from=1&to=3', 'from=&to=', 'from=__proto__&to=1', 'from=1&to=<script>']) {
      const wrong = await ada.get(`${form(slug)}/versions?${query}`)
      expect(wrong.status).toBe(422)
      expect(await wrong.text()).not.toContain('<script>1')
    }
  })

  test('are gone back to in one step, with the note written already', async () => {
    const slug = await makeForm()
    await publish(slug)
    await change(slug, { title: 'A mistake' })
    await publish(slug)
    const again = `${form(slug)}/versions/1/publication`
    const page = await text(again)
    expect(page).toContain('Title: ‘A mistake’ to ‘Book a bulky waste collection’')
    const done = await ada.post(again, fieldsOf(page, again))
    expect(done.headers.get('location')).toBe(`${form(slug)}?published=3`)
    expect(await text(`${form(slug)}/versions`)).toContain('Back to version 1')
    // The same page once more was read against version 2.
    expect((await ada.post(again, fieldsOf(page, again))).status).toBe(422)
    for (const number of ['9', '0', '-1', '1.5', '1e3', 'x'])
      expect((await ada.get(`${form(slug)}/versions/${number}/publication`)).status).toBe(404)
  })
})

describe('unpublishing', () => {
  test('needs words, is told on every screen, and ends with the next publication', async () => {
    const slug = await makeForm()
    expect(await text(`${form(slug)}/unpublication`)).toContain('nothing to take back')
    await publish(slug)
    const address = `${form(slug)}/unpublication`
    expect((await ada.post(address, { 'message-en': ' ' })).status).toBe(422)
    const done = await ada.post(address, { 'message-en': 'Our lorries are <i>away</i>.' })
    expect(done.headers.get('location')).toBe(`${form(slug)}?unpublished`)
    const overview = await text(done.headers.get('location')!)
    expect(overview).toContain('Our lorries are &lt;i&gt;away&lt;/i&gt;.')
    expect(overview).toContain('The form is unpublished')
    expect(await text('/officer/forms')).toContain('Unpublished')
    expect((await ada.post(address, { 'message-en': 'Again' })).status).toBe(409)
    // Closing it is no difference that an officer made to the form.
    expect(await text(`${form(slug)}/publish`)).toContain('Nothing: it is the same as version 1')
    await publish(slug)
    expect(await text(form(slug))).not.toContain('lorries')
  })
})

describe('a planned publication', () => {
  test('is shown, changed and cancelled', async () => {
    const slug = await makeForm()
    const planned = await publish(slug, { when: 'later', ...inDays(2) })
    expect(planned.headers.get('location')).toBe(`${form(slug)}/plan?planned`)
    expect(await text(form(slug))).toContain('A publication is planned for')
    const plan = (await office.house.forms.publications.plan(office.organisation.id, slug))!
    const moment = `${form(slug)}/plan/${plan.id}/moment`
    const page = await text(`${form(slug)}/plan`)
    const past = await ben.post(moment, { ...fieldsOf(page, moment), 'on-year': '2020' })
    expect(past.status).toBe(422)
    expect(await past.text()).toContain('That moment has passed')
    expect((await ben.post(moment, inDays(3))).headers.get('location')).toBe(`${form(slug)}/plan?moved`)
    await ben.post(`${form(slug)}/plan/${plan.id}/cancellation`)
    expect(await text(`${form(slug)}/plan`)).toContain('Cancelled')
    expect(await text(form(slug))).not.toContain('A publication is planned')
    expect((await ben.post(`${form(slug)}/plan/${plan.id}/cancellation`)).status).toBe(409)
  })

  test('is not made for what is no moment of London', async () => {
    const slug = await makeForm()
    const wrong: [Record<string, string>, string][] = [
      [{ 'on-day': '31', 'on-month': '2' }, 'Enter a real day'],
      [{ 'on-day': '' }, 'Enter a real day'],
      [{ 'on-day': '1e1' }, 'Enter a real day'],
      [{ time: '25:00' }, 'Enter a time'],
      [{ 'on-year': '2020' }, 'That moment has passed'],
      [
        { 'on-day': '28', 'on-month': '3', 'on-year': '2027', time: '01:30' },
        'There is no such time on that day',
      ],
    ]
    for (const [typed, message] of wrong) {
      const refused = await publish(slug, { when: 'later', ...inDays(2), ...typed })
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain(message)
    }
    const twice = { 'on-day': '31', 'on-month': 'october', 'on-year': '2027', time: '1:30' }
    await publish(slug, { when: 'later', ...twice })
    expect(await text(`${form(slug)}/plan`)).toContain('clocks show this time twice that night')
  })
})

describe('the second officer', () => {
  test('approves a price before residents pay it, and is never the one who asked', async () => {
    const slug = await makeForm()
    await ada.post('/officer/price-approval', { secondPerson: 'yes' })
    const { house, organisation } = office
    try {
      const passed = await house.forms.gateReport(organisation.id, slug, 'live')
      // The demonstration's gateway account is for testing, so nothing of it is published for real use here.
      expect(passed.passed).toBe(false)
      await house.payments.accounts.add({
        organisationId: organisation.id,
        name: 'real',
        gateway: 'govuk-pay',
        mode: 'live',
        settings: { apiKey: 'api_live_0123456789abcdef' },
      })
      const { document } = await draft(slug)
      await change(slug, { payment: { ...document.payment!, gateway: 'real' } })
      const asked = await publish(slug, { mode: 'live' })
      expect(asked.headers.get('location')).toBe(`${form(slug)}/plan?asked`)
      const plan = (await house.forms.publications.plan(organisation.id, slug))!
      const approval = `${form(slug)}/plan/${plan.id}/approval`
      expect(await text(`${form(slug)}/plan`)).not.toContain(approval)
      expect((await ada.post(approval)).status).toBe(403)
      expect(await house.forms.versions(organisation.id, slug)).toEqual([])
      expect(await text(`${form(slug)}/plan`, ben)).toContain(approval)
      expect((await ben.post(approval)).headers.get('location')).toBe(`${form(slug)}?published=1`)
      expect((await ben.post(approval)).status).toBe(409)
    } finally {
      await ada.post('/officer/price-approval', { secondPerson: 'no' })
    }
    expect((await ada.post('/officer/price-approval', { secondPerson: 'perhaps' })).status).toBe(422)
  })
})
