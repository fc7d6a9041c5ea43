import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryForms } from '../../../form-schemas/library/index.ts'
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
