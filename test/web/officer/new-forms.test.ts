import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryForms } from '../../../form-schemas/library/index.ts'
import { libraryWords } from '../../../server/web/officer/forms/gallery/library-words.ts'
import { searchGallery } from '../../../server/web/officer/forms/gallery/search-gallery.ts'
import { fieldsOf } from './an-office.ts'
import { bulkyWaste, type TwoOfficers, twoOfficers } from './two-officers.ts'

let office: TwoOfficers['office']
let ada: TwoOfficers['ada']
let makeForm: TwoOfficers['makeForm']
let draft: TwoOfficers['draft']
let close: () => Promise<void>

beforeAll(async () => {
  const all = await twoOfficers()
  ;({ office, ada, makeForm, draft } = all)
  close = all.office.close
})
afterAll(() => close?.())

describe('new forms', () => {
  test('a copy from the library has a free short name and exports byte for byte', async () => {
    expect(await makeForm()).toBe('bulky-waste-2')
    const text = libraryForms().find(({ slug }) => slug === 'food-hygiene-rerating')!.text
    expect(await (await ada.get('/officer/forms/food-hygiene-rerating/document.json')).text()).toBe(text)
  })

  test('an import of counterfoil/1 keeps every byte', async () => {
    const text = `${JSON.stringify({ ...JSON.parse(bulkyWaste.text), slug: 'imported' })}   \n`
    const made = await ada.post('/officer/forms/imports', { json: text })
    expect(made.headers.get('location')).toBe('/officer/forms/imported?made=1')
    // Browsers send line ends as CRLF; a form's own line ends are plain.
    expect((await draft('imported')).text).toBe(text)
  })

  test('a Form.io wizard comes in with a list of what was left out', async () => {
    const wizard = {
      display: 'wizard',
      title: 'Parking permit',
      components: [
        {
          type: 'panel',
          key: 'page1',
          title: 'About you',
          components: [
            { type: 'textfield', key: 'name', label: 'Name', input: true },
            { type: 'signature', key: 'signature', label: 'Signature', input: true },
          ],
        },
      ],
    }
    const made = await ada.post('/officer/forms/imports', { json: JSON.stringify(wizard) })
    expect(made.status).toBe(201)
    expect(await made.text()).toMatch(/left out[\s\S]*signature/i)
    expect((await draft('parking-permit')).document.title).toBe('Parking permit')
  })

  test.each([
    '',
    '{',
    '[]',
    'null',
    '"x"',
    '{"format":"counterfoil/1"}',
    '{"format":"other"}',
    '{"__proto__":1}',
    '<script>alert(1)</script>',
  ])('an import of ‘%s’ is refused with a reason', async (json) => {
    const before = (await office.house.forms.list(office.organisation.id)).length
    const response = await ada.post('/officer/forms/imports', { json })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('There is a problem')
    expect(html).not.toContain('<script>alert')
    expect((await office.house.forms.list(office.organisation.id)).length).toBe(before)
  })
})

describe('the gallery', () => {
  test('every form of the library says what it is for', () => {
    expect(Object.keys(libraryWords).sort()).toEqual(libraryForms().map(({ slug }) => slug))
  })

  test.each([
    ['parking', ['pay-parking-fine', 'resident-parking-permit']],
    ['PARKING  Fine!', ['pay-parking-fine']],
    ['sofa', ['bulky-waste', 'bulky-waste-by-item']],
    ['gwastraff', ['garden-waste']],
    ['zebra', []],
    ['.*', libraryForms().map(({ slug }) => slug)],
    ['', libraryForms().map(({ slug }) => slug)],
  ])('a search for ‘%s’ finds what has all its words', (typed, slugs) => {
    const found = searchGallery(typed).map(({ slug }) => slug)
    expect(found.toSorted()).toEqual(expect.arrayContaining(slugs))
    if (slugs.length === 0) expect(found).toEqual([])
  })

  test('is searched by a form that needs no JavaScript, and repeats what was typed safely', async () => {
    const html = await (await ada.get('/officer/forms/new?search=parking')).text()
    expect(html).toContain('2 of 12 forms of the library')
    expect(html).not.toContain('Book a bulky waste collection')
    const hostile = await (await ada.get('/officer/forms/new?search=%3Cscript%3Ealert(1)')).text()
    expect(hostile).not.toContain('<script>alert')
  })

  test.each(libraryForms().map(({ slug }) => slug))(
    '%s is shown with what it contains before it is used',
    async (slug) => {
      const { document } = libraryForms().find((form) => form.slug === slug)!
      const before = (await office.house.forms.list(office.organisation.id)).length
      const html = await (await ada.get(`/officer/forms/new/${slug}`)).text()
      expect(html).toContain(`${document.definition.components.length} pages`)
      for (const { fund } of document.pricing?.lines ?? []) expect(html).toContain(fund)
      expect((await office.house.forms.list(office.organisation.id)).length).toBe(before)
    },
  )

  test('a price is said in words, with the fee of the day and the VAT', async () => {
    const html = await (await ada.get('/officer/forms/new/bulky-waste')).text()
    expect(html).toMatch(/Collection of up to 3 items: <strong>£\d+\.\d\d, for some answers<\/strong>/)
    expect(html).toContain('VAT: Outside the scope')
    expect(await (await ada.get('/officer/forms/new/register-food-business')).text()).toContain(
      'Nothing is paid',
    )
  })

  test('the frame and the page by itself are residents’ own page, and continuing turns it', async () => {
    const alone = await (await ada.get('/officer/forms/new/bulky-waste/who-you-are')).text()
    expect(alone).toContain('name="applicant"')
    const framed = await (await ada.get('/officer/forms/new/bulky-waste?page=who-you-are&errors')).text()
    expect(framed).toContain('name=&quot;applicant&quot;')
    expect(framed).toContain('There is a problem')
    expect(framed).not.toMatch(/srcdoc="[^"]*&lt;script/)
    const next = await ada.post('/officer/forms/new/bulky-waste/who-you-are', { applicant: 'landlord' })
    expect(next.headers.get('location')).toBe('/officer/forms/new/bulky-waste/landlord')
    for (const path of ['no-such-form', 'bulky-waste/no-such-page', 'bulky-waste?page=nowhere', '..%2f..'])
      expect((await ada.get(`/officer/forms/new/${path}`)).status).toBe(404)
  })

  test('using it leads to the names that are to be filled in, which change everywhere at once', async () => {
    const made = await ada.post('/officer/forms', { library: 'bulky-waste', next: 'names' })
    const slug = /forms\/([\w-]+)\/names\?made=1$/.exec(made.headers.get('location')!)![1]!
    const html = await (await ada.get(`/officer/forms/${slug}/names`)).text()
    const fields = fieldsOf(html, `/officer/forms/${slug}/names`)
    const fund = Object.keys(fields).find((name) => fields[name] === 'BW')!
    const saved = await ada.post(`/officer/forms/${slug}/names`, { ...fields, [fund]: 'WASTE-1' })
    expect(saved.status).toBe(303)
    expect((await draft(slug)).document.pricing!.lines.map((line) => line.fund)).toEqual([
      'WASTE-1',
      'WASTE-1',
    ])
    const late = await ada.post(`/officer/forms/${slug}/names`, { ...fields, [fund]: 'LATE' })
    expect(late.status).toBe(422)
    expect(await late.text()).toContain('Somebody changed the draft')
    const now = fieldsOf(
      await (await ada.get(`/officer/forms/${slug}/names`)).text(),
      `/officer/forms/${slug}/names`,
    )
    const long = await ada.post(`/officer/forms/${slug}/names`, { ...now, [fund]: 'x'.repeat(51) })
    expect(long.status).toBe(422)
    expect(await long.text()).toContain('50 characters or less')
    const empty = await ada.post(`/officer/forms/${slug}/names`, { ...now, [fund]: ' ' })
    expect(empty.status).toBe(303)
    expect((await draft(slug)).document.pricing!.lines[0]!.fund).toBe('WASTE-1')
  })

  test('a published form of one’s own is copied as it is live, under a title that says so', async () => {
    const html = await (await ada.get('/officer/forms/new')).text()
    expect(html).toContain('Copy one of your own forms')
    const made = await ada.post('/officer/forms', { own: 'bulky-waste' })
    const slug = /forms\/([\w-]+)\?made=1$/.exec(made.headers.get('location')!)![1]!
    const { document } = await draft(slug)
    expect(document.title).toBe('Book a bulky waste collection (copy)')
    const live = JSON.parse(
      (await office.house.forms.publishedText(office.organisation.id, 'bulky-waste')).text,
    )
    expect(document.definition).toEqual(live.definition)
    expect((await ada.post('/officer/forms', { own: 'nothing' })).status).toBe(404)
    const otherham = await office.house.people.organisations.create({ slug: 'otherham', name: 'Otherham' })
    const outsider = await office.signIn(['admin'], otherham)
    expect((await outsider.post('/officer/forms', { own: 'bulky-waste' })).status).toBe(404)
    expect(await (await outsider.get('/officer/forms/new')).text()).not.toContain(
      'Copy one of your own forms',
    )
  })

  test('a form of another organisation comes in without its names, which block publication until they are chosen', async () => {
    const outsider = await office.signIn(
      ['admin'],
      await office.house.people.organisations.bySlug('otherham'),
    )
    const made = await outsider.post('/officer/forms/imports', { json: bulkyWaste.text, elsewhere: '1' })
    expect(made.status).toBe(201)
    expect(await made.text()).toMatch(/Fund BW is to be chosen \(price line ‘Collection of up to 3 items’/)
    const { id } = (await office.house.people.organisations.bySlug('otherham'))!
    const { document } = await office.house.forms.draft(id, 'bulky-waste')
    expect(document.pricing!.lines.map(({ fund }) => fund)).toEqual(['to-be-chosen', 'to-be-chosen'])
    expect(document.payment!.gateway).toBe('to-be-chosen')
    const report = await office.house.forms.gateReport(id, 'bulky-waste', 'test')
    expect(report.passed).toBe(false)
    const check = report.checks.find(({ name }) => name.includes('another organisation'))!
    expect(check.problems).toContainEqual(
      expect.objectContaining({
        message: 'Fund of price line ‘Collection of up to 3 items’ is still to be chosen',
      }),
    )
    expect(await (await outsider.get('/officer/forms/bulky-waste/names')).text()).toContain(
      'Still to be chosen',
    )
  })
})
