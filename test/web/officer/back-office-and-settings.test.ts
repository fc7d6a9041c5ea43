import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldsOf } from './an-office.ts'
import { type TwoOfficers, twoOfficers } from './two-officers.ts'

let ada: TwoOfficers['ada']
let makeForm: TwoOfficers['makeForm']
let draft: TwoOfficers['draft']
let close: () => Promise<void>

beforeAll(async () => {
  const all = await twoOfficers()
  ;({ ada, makeForm, draft } = all)
  close = all.office.close
})
afterAll(() => close?.())

describe('the back office', () => {
  const address = (slug: string) => `/officer/forms/${slug}/back-office`
  const mappingForm = async (slug: string) => {
    const html = await (await ada.get(address(slug))).text()
    return { html, fields: fieldsOf(html, address(slug)) }
  }

  test('shows the mapping beside a sample and its output, and saves as it is without changing a byte', async () => {
    const slug = await makeForm()
    const { html, fields } = await mappingForm(slug)
    expect(html).toMatch(/id="mapping-output"[\s\S]*Accepted/)
    const before = (await draft(slug)).text
    expect((await ada.post(address(slug), { ...fields, action: 'save' })).status).toBe(303)
    expect((await draft(slug)).text).toBe(before)
  })

  test('previews what is typed against the schema', async () => {
    const slug = await makeForm()
    const { fields } = await mappingForm(slug)
    const preview = async (more: object) =>
      (await ada.post(`${address(slug)}/preview?fragment`, { ...fields, ...more })).text()
    expect(await preview({ mapping: '{ "other": 1 }' })).toMatch(/Not accepted/)
    expect(await preview({ mapping: '{' })).toMatch(/character \d+/)
    expect(await preview({ mapping: 'itmes' })).toMatch(/itmes/)
    expect(await preview({ sample: '{' })).toMatch(/Write the sample answers as JSON/)
    expect(await preview({ schema: '{' })).toMatch(/The schema is not JSON/)
    expect(await preview({ mapping: '"<img src=x onerror=alert(1)>"', schema: '' })).not.toContain('<img')
    expect((await draft(slug)).revision).toBe(1)
  })

  test('cases run on the page', async () => {
    const slug = await makeForm()
    const { fields } = await mappingForm(slug)
    const html = await (
      await ada.post(`${address(slug)}/preview`, {
        ...fields,
        'tests.0.output': '{"wrong": true}',
        action: 'cases',
      })
    ).text()
    expect(html).toMatch(/Failed<\/strong>/)
    expect(html).toMatch(/Passed<\/strong>/)
  })

  test('a delivery is added, and removed', async () => {
    const slug = await makeForm()
    const count = (await draft(slug)).document.deliveries!.length
    const page = await (await ada.get(`${address(slug)}?delivery=${count}`)).text()
    const fields = fieldsOf(page, address(slug))
    const added = await ada.post(address(slug), {
      ...fields,
      id: 'second',
      destination: 'waste-api',
      schema: '',
      action: 'save',
    })
    expect(added.status).toBe(303)
    expect((await draft(slug)).document.deliveries!.map(({ id }) => id)).toContain('second')
    const again = fieldsOf(await (await ada.get(`${address(slug)}?delivery=${count}`)).text(), address(slug))
    await ada.post(address(slug), { ...again, action: 'remove-delivery' })
    expect((await draft(slug)).document.deliveries!).toHaveLength(count)
    for (const delivery of ['99', '-1', '1.5', 'x'])
      expect((await ada.get(`${address(slug)}?delivery=${delivery}`)).status).toBe(404)
  })
})

describe('settings', () => {
  test('saved as they are they change nothing; changed they are kept, in both languages', async () => {
    const slug = await makeForm()
    const address = `/officer/forms/${slug}/settings`
    const before = await draft(slug)
    const fields = fieldsOf(await (await ada.get(address)).text(), address)
    await ada.post(address, fields)
    expect((await draft(slug)).text).toBe(before.text)
    const next = fieldsOf(await (await ada.get(address)).text(), address)
    await ada.post(address, {
      ...next,
      title: 'New title',
      titleCy: 'Teitl newydd',
      privacyUrl: 'https://example.gov.uk/privacy',
      retentionDays: '90',
    })
    expect((await draft(slug)).document).toMatchObject({
      title: { en: 'New title', cy: 'Teitl newydd' },
      settings: { privacyUrl: 'https://example.gov.uk/privacy', retentionDays: 90 },
    })
  })

  test.each([
    ['title', ''],
    ['privacyUrl', 'javascript:alert(1)'],
    ['retentionDays', 'ten'],
    ['retentionDays', '-1'],
    ['reference', 'no placeholder'],
    ['descriptionCy', 'x'.repeat(300)],
    ['gateway', ''],
  ])('%s = ‘%.30s’ is refused beside its field', async (field, value) => {
    const slug = await makeForm()
    const address = `/officer/forms/${slug}/settings`
    const fields = fieldsOf(await (await ada.get(address)).text(), address)
    const response = await ada.post(address, {
      ...fields,
      ...(field === 'descriptionCy' && { description: 'x' }),
      [field]: value,
    })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain(`href="#${field}"`)
    expect(html).toContain(`id="${field}"`)
  })
})
