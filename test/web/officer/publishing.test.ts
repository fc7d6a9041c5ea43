import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldsOf } from './an-office.ts'
import { prices, type TwoOfficers, twoOfficers } from './two-officers.ts'

let office: TwoOfficers['office']
let ada: TwoOfficers['ada']
let makeForm: TwoOfficers['makeForm']
let draft: TwoOfficers['draft']
let pricesForm: TwoOfficers['pricesForm']
let close: () => Promise<void>

beforeAll(async () => {
  const all = await twoOfficers()
  ;({ office, ada, makeForm, draft, pricesForm } = all)
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
    expect(page).toMatch(/narrative: .* → Said anew/)
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
    expect(await response.text()).toContain('Somebody changed the draft after you opened this page')
  })
})
