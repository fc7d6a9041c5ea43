import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { londonDay } from '../../../server/clock.ts'
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
const lineOf = async (slug: string, index: number) => (await draft(slug)).document.pricing!.lines[index]!

/** A page on which buttons are pressed as without JavaScript: each brings the whole page back. */
async function page(slug: string) {
  let { html, fields } = await pricesForm(slug)
  return {
    html: () => html,
    fields: () => fields,
    async press(action: string, path = '', change: Record<string, string> = {}) {
      const response = await ada.post(`${prices(slug)}${path}`, { ...fields, ...change, action })
      if (response.status === 303) return response.status
      html = await response.text()
      fields = fieldsOf(html, prices(slug))
      return response.status
    },
  }
}

describe('a condition is picked without JavaScript', () => {
  test('a changed answer writes the rule, and what was written by hand shows as picks', async () => {
    const slug = await makeForm()
    const { html, press, fields } = await page(slug)
    expect(textOf(html())).toContain('Charged when ‘Number of items’ is at most 3')
    expect(fields()).toMatchObject({
      'lines.0.picks.0.component': '$count',
      'lines.0.picks.0.operator': 'lessThanOrEqual',
      'lines.0.picks.0.value': '3',
    })
    expect(await press('save', '', { 'lines.0.picks.0.value': '2' })).toBe(303)
    expect((await lineOf(slug, 0)).when).toBe('$count <= 2')
    expect((await lineOf(slug, 1)).when).toBe('$count > 3')
    const typed = await page(slug)
    expect(await typed.press('draw', '', { 'lines.1.when': '4 <= $count' })).toBe(303)
    expect((await lineOf(slug, 1)).when).toBe('4 <= $count')
    expect(textOf((await page(slug)).html())).toContain('Charged when ‘Number of items’ is at least 4')
  })

  test('conditions and groups are added, chosen and removed, and nothing is saved before Save', async () => {
    const slug = await makeForm()
    const { press, fields, html } = await page(slug)
    expect(await press('pick-add-condition-0--', '/picks')).toBe(200)
    expect(fields()['lines.0.picks.1.component']).toBe('applicant')
    // Another question: its own comparisons and answers come with the page; nobody has chosen one of them yet.
    await press('pick-draw-0--', '/picks', { 'lines.0.picks.1.component': 'accessProblem' })
    expect(fields()).toMatchObject({ 'lines.0.picks.1.operator': 'isEqual', 'lines.0.picks.1.value': '' })
    expect(fields()['lines.0.when']).toBe('$count <= 3')
    expect(await press('save')).toBe(422)
    expect(textOf(html())).toContain('Say what ‘Is there anything that could stop our lorry')
    await press('pick-draw-0--', '/picks', { 'lines.0.picks.1.value': 'true' })
    expect(fields()['lines.0.when']).toBe('$count <= 3 and accessProblem = true')
    await press('pick-add-group-0--', '/picks')
    expect(fields()['lines.0.picks.g0.0.component']).toBe('applicant')
    // A group keeps its place while it has one condition only.
    await press('pick-add-condition-0-0-', '/picks')
    await press('pick-draw-0--', '/picks', {
      'lines.0.picks.g0.0.value': 'resident',
      'lines.0.picks.g0.1.component': '$count',
    })
    await press('pick-draw-0--', '/picks', {
      'lines.0.picks.g0.1.operator': 'greaterThan',
      'lines.0.picks.g0.1.value': '1',
    })
    expect(fields()['lines.0.when']).toBe(
      '$count <= 3 and accessProblem = true and (applicant = "resident" or $count > 1)',
    )
    await press('pick-remove-condition-0--1', '/picks')
    await press('pick-remove-group-0--0', '/picks')
    expect(fields()['lines.0.when']).toBe('$count <= 3')
    expect((await draft(slug)).revision).toBe(1)
  })

  test('with its last condition a line is charged always', async () => {
    const slug = await makeForm()
    const { press, html } = await page(slug)
    await press('pick-remove-condition-0--0', '/picks')
    expect(textOf(html())).toContain('Always charged')
    expect(await press('save')).toBe(303)
    expect(await lineOf(slug, 0)).not.toHaveProperty('when')
  })

  test('a rule that says more than picks can is shown as its expression and stays as it is, byte for byte', async () => {
    const slug = await makeForm()
    const rule = '$sum([items[quantity > 1].quantity])   > 0 /* several of one */'
    const written = await page(slug)
    await written.press('save', '', { 'lines.0.when': rule })
    const { html, press, fields } = await page(slug)
    expect(textOf(html())).toContain('This condition says more than can be picked')
    expect(fields()).not.toHaveProperty('lines.0.picks.all')
    expect(await press('save', '', { 'lines.0.narrative': 'Other' })).toBe(303)
    expect((await lineOf(slug, 0)).when).toBe(rule)
  })

  test('picks and expression changed at once: the expression is kept, and the officer is told before anything is saved', async () => {
    const slug = await makeForm()
    const { press, html, fields } = await page(slug)
    const both = { 'lines.0.when': '$count < 3', 'lines.0.picks.0.value': '1' }
    expect(await press('save', '', both)).toBe(422)
    expect(textOf(html())).toContain('picks and the expression of this condition were both changed')
    expect(fields()['lines.0.when']).toBe('$count < 3')
    expect(await press('save')).toBe(303)
    expect((await lineOf(slug, 0)).when).toBe('$count < 3')
  })

  test('picks follow a line when the line above it is removed', async () => {
    const slug = await makeForm()
    const { press, fields } = await page(slug)
    await press('pick-add-condition-1--', '/picks')
    await press('pick-draw-1--', '/picks', { 'lines.1.picks.1.component': '$count' })
    await press('remove-line-0')
    expect(fields()).toMatchObject({
      'lines.0.picks.0.operator': 'greaterThan',
      'lines.0.picks.1.component': '$count',
      'lines.0.picks.1.value': '',
    })
  })

  test.each([
    ['a line that is not there', 'pick-add-condition-99--', '?line=99', 404],
    ['a group that is not there', 'pick-add-condition-0-7.7-', '?line=0', 200],
    ['no such button', 'pick-explode-0--', '?line=0', 200],
  ])('%s changes nothing', async (_, action, query, status) => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    const response = await ada.post(`${prices(slug)}/picks${query}`, { ...fields, action })
    expect(response.status).toBe(status)
    if (status === 200) expect(await response.text()).toContain('value="$count &lt;= 3"')
  })

  test('markup and quotes in what is picked stay text, in the page and in the rule', async () => {
    const slug = await makeForm()
    const { press, fields, html } = await page(slug)
    await press('pick-draw-0--', '/picks', { 'lines.0.picks.0.component': 'fullName' })
    await press('pick-draw-0--', '/picks', { 'lines.0.picks.0.value': '"<script>alert(1)</script>\\' })
    expect(fields()['lines.0.when']).toBe('fullName = "\\"<script>alert(1)</script>\\\\"')
    expect(html()).not.toContain('<script>alert')
    expect(fields()['lines.0.picks.0.value']).toBe('"<script>alert(1)</script>\\')
  })
})

describe('an amount is picked', () => {
  test('from the fee table, as a fixed amount, and from the answers', async () => {
    const slug = await makeForm()
    const { press, fields, html } = await page(slug)
    expect(fields()['lines.0.amountPick']).toBe('$fee("upTo3")')
    expect(textOf(html())).toContain('£25.00 (fee ‘upTo3’)')
    const change = {
      'lines.0.amountPick': '$fee("fourToSix")',
      'lines.1.amountPick': 'fixed',
      'lines.1.amountFixed': '£12.50',
    }
    await press('pick-draw-0--', '/picks', { ...change, 'lines.1.quantityPick': '$sum([items.quantity])' })
    expect(fields()).toMatchObject({
      'lines.0.amount': '$fee("fourToSix")',
      'lines.1.amount': '1250',
      'lines.1.quantity': '$sum([items.quantity])',
    })
  })

  test('an amount that is none is told at its box, and the rule stays', async () => {
    const slug = await makeForm()
    const { press, html, fields } = await page(slug)
    const change = { 'lines.0.amountPick': 'fixed', 'lines.0.amountFixed': '12.505' }
    expect(await press('save', '', change)).toBe(422)
    expect(html()).toContain('href="#lines.0.amountFixed"')
    expect(fields()).toMatchObject({ 'lines.0.amount': '$fee("upTo3")', 'lines.0.amountFixed': '12.505' })
  })

  test('something that was not offered is not a rule', async () => {
    const slug = await makeForm()
    const { press } = await page(slug)
    expect(await press('save', '', { 'lines.0.amountPick': '$eval("1")' })).toBe(303)
    expect((await lineOf(slug, 0)).amount).toBe('$fee("upTo3")')
  })
})

describe('the fee table', () => {
  const today = londonDay(new Date())
  const year = Number(today.slice(0, 4)) + (today.slice(5) < '04-01' ? 0 : 1)
  const fee = (from: string, amount: string, index: number) => ({
    [`fees.${index}.code`]: 'upTo3',
    [`fees.${index}.from`]: from,
    [`fees.${index}.amount`]: amount,
  })

  test('says what each fee costs now and what is scheduled, and keeps earlier amounts apart', async () => {
    const slug = await makeForm()
    const { press, html } = await page(slug)
    await press('pick-draw-0--', '/picks', {
      ...fee('2019-04-01', '20', 0),
      ...fee('2021-04-01', '22.50', 1),
      'fees.4.code': 'upTo3',
      'fees.4.from': '2190-04-01',
      'fees.4.amount': '99',
    })
    expect(textOf(html())).toContain('£22.50 now; £99.00 from 1 April 2190')
    expect(textOf(html())).toMatch(/Earlier amounts \(1\)/)
    expect(textOf(html())).toContain('Until 31 March 2021')
    expect(textOf(html())).toContain('Now, until 31 March 2190')
    expect(textOf(html())).toContain('Scheduled for 1 April 2190')
  })

  test('an amount from the next 1 April is added by one press, and saved in the order of its day', async () => {
    const slug = await makeForm()
    const { press, fields, html } = await page(slug)
    await press('remove-fee-1')
    expect(textOf(html())).toContain(`Add an amount from 1 April ${year}`)
    await press('add-april-0')
    expect(fields()).toMatchObject({
      'fees.1.code': 'upTo3',
      'fees.1.from': `${year}-04-01`,
      'fees.1.amount': '',
    })
    expect(html()).toMatch(/id="fees\.1\.amount"[^>]*autofocus/)
    expect(await press('save')).toBe(422)
    await press('add-april-0', '', { 'fees.1.amount': '26.50' })
    expect(fields()['fees.2.from']).toBe(`${year + 1}-04-01`)
    const swapped = {
      'fees.1.from': `${year + 1}-04-01`,
      'fees.2.from': `${year}-04-01`,
      'fees.2.amount': '25.50',
    }
    expect(await press('save', '', swapped)).toBe(303)
    expect((await draft(slug)).document.pricing!.fees.upTo3).toEqual([
      { from: '2026-04-01', pence: 2500 },
      { from: `${year}-04-01`, pence: 2550 },
      { from: `${year + 1}-04-01`, pence: 2650 },
    ])
  })

  test('two amounts from one day are told with both, at the box of the day', async () => {
    const slug = await makeForm()
    const { press, html } = await page(slug)
    expect(await press('save', '', { 'fees.1.from': '2026-04-01' })).toBe(422)
    expect(html()).toContain('href="#fees.1.from"')
    expect(textOf(html())).toContain('‘upTo3’ has two amounts from 1 April 2026: £25.00 and £26.50')
  })

  test('a fee is renamed in one box for all its amounts', async () => {
    const slug = await makeForm()
    const { press } = await page(slug)
    const rename = { 'fees.0.code': 'small', 'lines.0.amount': '$fee("small")' }
    expect(await press('save', '', rename)).toBe(303)
    const { fees } = (await draft(slug)).document.pricing!
    expect(Object.keys(fees)).toEqual(['small', 'fourToSix'])
    expect(fees.small).toHaveLength(2)
  })

  test('what everything costs on a day is shown by what is typed, against today', async () => {
    const slug = await makeForm()
    const { press, html, fields } = await page(slug)
    const change = { 'fees.1.from': '2190-04-01', 'fees.1.amount': '30', showOn: '2190-04-01' }
    expect(await press('on-day', '/on-day', change)).toBe(200)
    expect(textOf(html())).toMatch(/Prices on 1 April 2190/)
    expect(textOf(html())).toMatch(/upTo3 £30\.00 £5\.00 more than today/)
    expect(textOf(html())).toMatch(/One item £30\.00 £5\.00 more than today/)
    const none = await ada.post(`${prices(slug)}/on-day?fragment`, { ...fields(), showOn: '2020-01-01' })
    expect(textOf(await none.text())).toMatch(/upTo3 No amount yet £25\.00 today/)
    const bad = await ada.post(`${prices(slug)}/on-day?fragment`, { ...fields(), showOn: '2026-02-30' })
    expect(textOf(await bad.text())).toContain('Enter a real day')
  })
})
