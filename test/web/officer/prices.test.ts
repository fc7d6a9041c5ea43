import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldsOf } from './an-office.ts'
import { bulkyWaste, prices, type TwoOfficers, twoOfficers } from './two-officers.ts'

let ada: TwoOfficers['ada']
let makeForm: TwoOfficers['makeForm']
let draft: TwoOfficers['draft']
let pricesForm: TwoOfficers['pricesForm']
let close: () => Promise<void>

beforeAll(async () => {
  const all = await twoOfficers()
  ;({ ada, makeForm, draft, pricesForm } = all)
  close = all.office.close
})
afterAll(() => close?.())

describe('prices', () => {
  test('saving the page as it is changes no byte of the document', async () => {
    const slug = await makeForm()
    const before = await draft(slug)
    const { fields } = await pricesForm(slug)
    const saved = await ada.post(prices(slug), { ...fields, action: 'save' })
    expect(saved.headers.get('location')).toBe(`${prices(slug)}?saved=1`)
    const after = await draft(slug)
    expect(after.text).toBe(before.text)
    expect(after.revision).toBe(before.revision + 1)
  })

  test('a fee is changed in pounds and kept in pence', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    const code = fields['fees.0.code']!
    await ada.post(prices(slug), { ...fields, 'fees.0.amount': '£19.99', action: 'save' })
    expect((await draft(slug)).document.pricing!.fees[code]![0]!.pence).toBe(1999)
  })

  test.each([
    ['fees.0.amount', 'twenty', /Enter the fee in pounds/],
    ['fees.0.amount', '19.999', /Enter the fee in pounds/],
    ['fees.0.code', '__proto__ x', /Enter a code for the fee/],
    ['fees.0.from', '2026-02-31', /real date/],
    ['lines.0.amount', '$fee(', /character \d+/],
    ['lines.0.when', '$count > itmes', /itmes.*\(character 10\)/],
    ['lines.0.when', '$eval("1")', /character \d+/],
    ['lines.0.amount', '', /Enter the amount/],
    ['lines.0.fund', '', /[Ff]und/],
    ['lines.0.vat', 'nonsense', /\S/],
    ['tests.0.answers', '{', /as JSON/],
    ['tests.0.total', 'x', /Enter the total in pounds/],
    ['tests.0.lines', 'collection', /code and its amount/],
    ['tests.0.lines', '__proto__ 25.00', /code and its amount/],
    ['define.0.name', 'a b', /name|letters/],
  ])(
    '%s = ‘%s’ is shown as a problem that links to its field, with everything typed kept',
    async (field, value, message) => {
      const slug = await makeForm()
      const { fields } = await pricesForm(slug)
      const response = await ada.post(prices(slug), {
        ...fields,
        [field]: value,
        'lines.0.narrative': 'Typed by Ada',
        action: 'save',
      })
      expect(response.status).toBe(422)
      const html = await response.text()
      const summary = /govuk-error-summary[\s\S]*?<\/ul>/.exec(html)![0]
      expect(summary).toContain(`href="#${field}"`)
      expect(summary).toMatch(message)
      expect(html).toContain(`id="${field}"`)
      expect(fieldsOf(html, prices(slug))).toMatchObject({
        'lines.0.narrative': 'Typed by Ada',
        ...(field !== 'lines.0.vat' && { [field]: value }),
      })
      expect((await draft(slug)).revision).toBe(1)
    },
  )

  test('rows are added and removed without JavaScript and without saving', async () => {
    const slug = await makeForm()
    let { html, fields } = await pricesForm(slug)
    const count = (part: string) =>
      Object.keys(fields).filter((name) => new RegExp(`^${part}\\.\\d+\\.(code|name)$`).test(name)).length
    const press = async (action: string) => {
      const response = await ada.post(prices(slug), { ...fields, action })
      expect(response.status).toBe(200)
      html = await response.text()
      fields = fieldsOf(html, prices(slug))
    }
    const before = {
      fees: count('fees'),
      define: count('define'),
      lines: count('lines'),
      tests: count('tests'),
    }
    const names = Array.from({ length: before.tests }, (_, index) => fields[`tests.${index}.name`])
    for (const action of ['add-fee-0', 'add-define', 'add-line', 'add-case']) await press(action)
    expect(fields['fees.1.code']).toBe(fields['fees.0.code'])
    expect({
      fees: count('fees'),
      define: count('define'),
      lines: count('lines'),
      tests: count('tests'),
    }).toEqual({
      fees: before.fees + 1,
      define: before.define + 1,
      lines: before.lines + 1,
      tests: before.tests + 1,
    })
    for (const action of ['remove-case-0', 'remove-line-0', 'remove-fee-1', 'remove-fee-999'])
      await press(action)
    expect(fields['tests.0.name']).toBe(names[1])
    expect(count('lines')).toBe(before.lines)
    expect((await draft(slug)).revision).toBe(1)
  })

  test('the cases run on what is typed, unsaved, and say pass or fail with their lines', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    const good = await (await ada.post(`${prices(slug)}/run?fragment`, fields)).text()
    expect(good).not.toContain('<html')
    expect(good).toContain(`All ${bulkyWaste.document.pricing!.tests.length} cases passed`)
    const bad = await (await ada.post(`${prices(slug)}/run`, { ...fields, 'fees.0.amount': '99.00' })).text()
    expect(bad).toContain('<html')
    expect(bad).toMatch(/cases failed/)
    expect(bad).toMatch(/Failed<\/strong>[\s\S]*£99\.00/)
    expect((await draft(slug)).revision).toBe(1)
    const unreadable = await ada.post(`${prices(slug)}/run?fragment`, { ...fields, 'fees.0.amount': 'x' })
    expect(await unreadable.text()).toMatch(/cannot be run yet[\s\S]*in pounds/)
    const broken = await ada.post(`${prices(slug)}/run?fragment`, { ...fields, 'lines.0.amount': '$fee(' })
    expect(broken.status).toBe(200)
    expect(await broken.text()).toMatch(/To mend first[\s\S]*character[\s\S]*cases failed/)
  })

  test('a rule is checked while it is typed', async () => {
    const lint = async (body: unknown) => (await ada.postJson(`${prices('bulky-waste')}/lint`, body)).json()
    expect(await lint({ source: '' })).toEqual({ problems: [] })
    expect(await lint({ source: '$count > 3', values: 'count' })).toEqual({ problems: [] })
    expect(await lint({ source: '$count > 3', values: '' })).toMatchObject({ problems: [{ position: 0 }] })
    expect(await lint({ source: '1 + itmes', values: '' })).toMatchObject({
      problems: [{ position: 4, length: 5 }],
    })
    for (const body of [null, [], {}, { source: 1 }, { source: 'x'.repeat(200_000) }]) {
      expect((await ada.postJson(`${prices('bulky-waste')}/lint`, body)).status).toBe(422)
    }
  })

  test('the pricing can be taken away and begun anew', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    await ada.post(prices(slug), { revision: fields.revision!, action: 'save' })
    expect((await draft(slug)).document.pricing).toBeUndefined()
    const next = await pricesForm(slug)
    const saved = await ada.post(prices(slug), {
      revision: next.fields.revision!,
      'lines.0.code': 'flat',
      'lines.0.label': 'Flat',
      'lines.0.amount': '500',
      'lines.0.vat': 'exempt',
      'lines.0.fund': 'F',
      'tests.0.name': 'any',
      'tests.0.on': '2026-11-22',
      'tests.0.answers': '{}',
      'tests.0.total': '5',
      'tests.0.lines': 'flat: 5.00',
      action: 'save',
    })
    expect(saved.status).toBe(303)
    expect((await draft(slug)).document.pricing).toEqual({
      fees: {},
      define: [],
      lines: [{ code: 'flat', label: 'Flat', amount: '500', vat: 'exempt', fund: 'F' }],
      tests: [{ name: 'any', answers: {}, on: '2026-11-22', total: 500, lines: { flat: 500 } }],
    })
  })
})
