import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldsOf } from './an-office.ts'
import { prices, type TwoOfficers, twoOfficers } from './two-officers.ts'

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

const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('what the cases have seen', () => {
  test('stands beside each line in words, without JavaScript and before anything is run', async () => {
    const { html } = await pricesForm(await makeForm())
    expect(html).toMatch(/data-coverage="lines\.0">Seen charged in 5 cases, left out in 4 cases</)
    expect(html).toMatch(
      /data-coverage="refuse">Seen refusing in \d cases, letting a price through in 9 cases</,
    )
    expect(html).not.toContain('Needs a case')
  })

  test('follows the cases that are typed, and says which rule needs one', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    for (const name of Object.keys(fields).filter((one) => /^tests\.([1-9]|\d\d)\./.test(one)))
      delete fields[name]
    const html = await (await ada.post(`${prices(slug)}/run?fragment`, fields)).text()
    expect(textOf(html)).toContain(
      'Collection of up to 3 items : Seen charged in 1 case, never left out Needs a case',
    )
    expect(textOf(html)).toContain('Never seen charged, left out in 1 case Needs a case')
  })
})

describe('the grid of cases', () => {
  test('has a column for each answer in which the cases differ, and what is expected beside what comes out', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    const failing = { ...fields, 'fees.0.amount': '26.00' }
    const html = await (await ada.post(`${prices(slug)}/run?fragment`, failing)).text()
    const headings = [...html.matchAll(/<th scope="col"[^>]*>([^<]*)</g)].map(([, text]) => text)
    expect(headings).toEqual(['Case', 'Day', 'What do you want us to collect?', 'Expected', 'Now'])
    expect(textOf(html)).toMatch(
      /One item Failed 22 November 2026 Mattress 1 £25\.00 £26\.00 Collection of up to 3 items: expected £25\.00, got £26\.00/,
    )
    expect(textOf(html)).toMatch(/Seven items Passed 22 November 2026 [^£]* No price No price/)
  })

  test('a case with ten thousand answers, with markup and with huge numbers is shown as text, in few columns', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    const answers = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`a${n}`, n]))
    const hostile = {
      ...fields,
      'tests.0.name': '<img src=x onerror=alert(1)>',
      'tests.0.answers': JSON.stringify({ ...answers, items: '<script>alert(1)</script>', huge: 1e308 }),
      'tests.0.total': '99999.99',
      'tests.0.lines': '',
    }
    const response = await ada.post(`${prices(slug)}/run?fragment`, hostile)
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(html).not.toContain('<img')
    expect(html).not.toContain('<script')
    expect(html.match(/<th scope="col"/g)!.length).toBeLessThanOrEqual(12)
    expect(html.length).toBeLessThan(100_000)
    const total = { ...fields, 'tests.0.total': '999999999999.99' }
    const refused = await (await ada.post(`${prices(slug)}/run?fragment`, total)).text()
    expect(refused).toContain('must be 10,000,000 pence (£100,000) or less')
  })
})

describe('suggested cases', () => {
  const buttons = (html: string) =>
    [...html.matchAll(/name="adopt" value="([^"]*)"/g)].map(([, value]) =>
      value!.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'),
    )

  test('are added with the price as it is now, opened for the officer to check, and nothing is saved before that', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    const offered = await (await ada.post(`${prices(slug)}/suggestions`, fields)).text()
    expect(textOf(offered)).toContain('What do you want us to collect? Mattress 1')
    const [adopt] = buttons(offered)
    const page = await (await ada.post(`${prices(slug)}/suggestions`, { ...fields, adopt: adopt! })).text()
    expect(textOf(page)).toContain('Is this right? Check it, then save')
    const after = fieldsOf(page, prices(slug))
    const index = Object.keys(fields).filter((name) => /^tests\.\d+\.name$/.test(name)).length
    expect(after[`tests.${index}.name`]).toBe(JSON.parse(adopt!).name)
    expect(after[`tests.${index}.total`]).toMatch(/^\d+\.\d\d$/)
    expect(after[`tests.${index}.lines`]).toMatch(/^\w+ \d+\.\d\d$/)
    expect(page).toMatch(new RegExp(`open>\\s*<summary[^>]*><span[^>]*>Case ${index + 1}`))
    expect((await draft(slug)).revision).toBe(1)
    const saved = await ada.post(prices(slug), { ...after, action: 'save' })
    expect(saved.status).toBe(303)
    expect((await draft(slug)).document.pricing!.tests).toHaveLength(index + 1)
  })

  test('a total below nothing is found, and can only be added by saying what it should be', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    const discounted = { ...fields, 'lines.1.amount': '$count = 6 ? -100 : 5000' }
    const html = await (await ada.post(`${prices(slug)}/suggestions?fragment`, discounted)).text()
    expect(textOf(html)).toMatch(/Look at this The discounts are more than the price: it comes to -£1\.00\./)
    const fault = buttons(html.slice(html.indexOf('Look at this')))[0]!
    const page = await (await ada.post(`${prices(slug)}/suggestions`, { ...discounted, adopt: fault })).text()
    expect(textOf(page)).toContain('Enter what ‘')
  })

  test('cannot be looked for while the prices cannot be read', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    const broken = { ...fields, 'fees.0.amount': 'x' }
    const html = await (await ada.post(`${prices(slug)}/suggestions?fragment`, broken)).text()
    expect(html).toContain('once the prices above are mended')
    const page = await ada.post(`${prices(slug)}/suggestions`, { ...broken, adopt: '{}' })
    expect(page.status).toBe(422)
  })

  test.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a list', '[]'],
    ['no answers', '{"name":"a","on":"2026-11-22"}'],
    ['answers that are a list', '{"name":"a","on":"2026-11-22","answers":[]}'],
    ['no day', '{"name":"a","on":"tomorrow","answers":{}}'],
    ['a day that is none', '{"name":"a","on":"2026-02-31","answers":{}}'],
    ['a name that is a number', '{"name":1,"on":"2026-11-22","answers":{}}'],
    ['a name without end', JSON.stringify({ name: 'a'.repeat(100_001), on: '2026-11-22', answers: {} })],
  ])('a button that says %s is refused, with everything typed kept', async (_, adopt) => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    const response = await ada.post(`${prices(slug)}/suggestions`, {
      ...fields,
      'lines.0.narrative': 'Typed by Ada',
      adopt,
    })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('That case cannot be read')
    expect(fieldsOf(html, prices(slug))['lines.0.narrative']).toBe('Typed by Ada')
  })

  test('markup in a case that a button sends is shown as text', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    const adopt = JSON.stringify({ name: '<b>bold</b>', on: '2026-11-22', answers: { items: [] } })
    const html = await (await ada.post(`${prices(slug)}/suggestions`, { ...fields, adopt })).text()
    expect(html).toContain('&lt;b&gt;bold&lt;/b&gt;')
    expect(html).not.toContain('<b>bold')
  })
})
