import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldsOf } from './an-office.ts'
import { sendSubmission } from './send-submission.ts'
import { type TwoOfficers, twoOfficers } from './two-officers.ts'

let all: TwoOfficers
let ada: TwoOfficers['ada']
let slug: string

beforeAll(async () => {
  all = await twoOfficers()
  ada = all.ada
  slug = await all.makeForm()
})
afterAll(() => all?.office.close())

const address = (form = slug) => `/officer/forms/${form}/back-office`
const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const fields = async (form = slug, query = '') =>
  fieldsOf(await (await ada.get(address(form) + query)).text(), address(form))
const mappingOf = async (form = slug) => (await all.draft(form)).document.deliveries![0]!.mapping

/** The number of the row of a target. */
function row(of: Record<string, string>, pointer: string): string {
  const name = Object.keys(of).find((one) => one.endsWith('.path') && of[one] === pointer)
  if (!name) throw new Error(`There is no row for ${pointer}`)
  return name.slice(0, -'.path'.length)
}
const post = async (more: Record<string, string>, form = slug, base?: Record<string, string>) =>
  ada.post(address(form), { ...(base ?? (await fields(form))), ...more })

describe('picking what fills a field, without JavaScript', () => {
  test('a choice writes one expression of the mapping and leaves the rest as it was', async () => {
    const form = await all.makeForm()
    const before = await mappingOf(form)
    const shown = await fields(form)
    const name = row(shown, '/customer/name')
    expect(shown[`${name}.choice`]).toBe('answer:fullName')
    expect((await post({ [`${name}.how`]: 'upper-case', action: 'save' }, form)).status).toBe(303)
    expect(await mappingOf(form)).toBe(before.replace('"name": fullName', '"name": $uppercase(fullName)'))
    const again = await fields(form)
    expect(again[`${name}.how`]).toBe('upper-case')
    expect((await post({ [`${name}.how`]: '', action: 'save' }, form)).status).toBe(303)
    expect(await mappingOf(form)).toBe(before)
  })

  test('a fixed value has its box once it is chosen, and is asked for before anything is saved', async () => {
    const shown = await fields()
    const type = row(shown, '/customer/type')
    const drawn = await (await post({ [`${type}.choice`]: 'constant', action: 'draw' })).text()
    expect(fieldsOf(drawn, address())[`${type}.value`]).toBe('')
    expect(drawn).not.toContain('There is a problem')
    const refused = await post({ [`${type}.choice`]: 'constant', action: 'save' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(`href="#${type}.value"`)
    const typed = { ...fieldsOf(drawn, address()), [`${type}.value`]: 'resident' }
    const html = await (await post({ action: 'draw' }, slug, typed)).text()
    expect(fieldsOf(html, address()).mapping).toContain('"type": "resident"')
  })

  test('a whole number, and only that, fills a field that is one', async () => {
    const count = row(await fields(), '/itemCount')
    const set = (value: string) =>
      post({ [`${count}.choice`]: 'constant', [`${count}.value`]: value, action: 'draw' })
    expect(fieldsOf(await (await set('3')).text(), address()).mapping).toContain('"itemCount": 3')
    expect(fieldsOf(await (await set('three')).text(), address()).mapping).toContain('"itemCount": $sum')
    expect(
      (await post({ [`${count}.choice`]: 'constant', [`${count}.value`]: '3.5', action: 'save' })).status,
    ).toBe(422)
  })

  test('rows of a list are made from a list of the form, each with its own questions', async () => {
    const items = row(await fields(), '/items')
    const without = await (await post({ [`${items}.choice`]: '', action: 'draw' })).text()
    const bare = fieldsOf(without, address())
    expect(Object.values(bare)).not.toContain('/items/*/code')
    const made = await (
      await post({ [`${row(bare, '/items')}.choice`]: 'each:items', action: 'draw' }, slug, bare)
    ).text()
    const rows = fieldsOf(made, address())
    const code = row(rows, '/items/*/code')
    expect(rows[`${code}.list`]).toBe('items')
    const filled = await (
      await post({ [`${code}.choice`]: 'answer:item', action: 'draw' }, slug, rows)
    ).text()
    expect(fieldsOf(filled, address()).mapping).toContain('"items": [items.{ "code": item }]')
    expect(textOf(filled)).toMatch(/quantity whole number, required .*? Missing/)
  })

  test('when the fields and the expression were both changed, the expression is kept and said so', async () => {
    const shown = await fields()
    const name = row(shown, '/customer/name')
    const mapping = '{ "reference": "typed" }'
    const response = await post({ [`${name}.how`]: 'upper-case', mapping, action: 'save' })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('were both changed')
    expect(fieldsOf(html, address()).mapping).toBe(mapping)
  })

  test('a field more is added, in a group too; what is no name is refused', async () => {
    const html = await (await post({ newField: 'customer.note', action: 'add-field' })).text()
    expect(fieldsOf(html, address()).mapping).toMatch(/"phone": phone,\r?\n\s+"note": ""/)
    expect(textOf(html)).toMatch(/note .*? Not expected/)
    for (const newField of ['', 'reference', 'a b', '<img>', '__proto__.x.', 'items.code'])
      expect((await post({ newField, action: 'add-field' })).status, newField).toBe(422)
  })
})

test('what a row is refused for is said at its box, and linked to it', async () => {
  const name = row(await fields(), '/customer/name')
  const first = { [`${name}.how`]: 'first' }
  const drawn = fieldsOf(await (await post({ ...first, action: 'draw' })).text(), address())
  expect(drawn.mapping).toContain('$substring(fullName, 0, 30)')
  const refused = await post({ [`${name}.first.length`]: 'many', action: 'save' }, slug, drawn)
  expect(refused.status).toBe(422)
  const html = await refused.text()
  expect(html).toContain(`href="#${name}.first.length"`)
  expect(html).toContain(`id="${name}.first.length"`)
  expect(html).toContain(`id="${name}-error"`)
  expect(fieldsOf(html, address())[`${name}.first.length`]).toBe('many')
})

test('missing, extra and wrong-typed fields are marked where they are', async () => {
  const shown = await fields()
  const mapping = '{ "reference": 12, "stranger": 1, "customer": { "type": applicant } }'
  const html = await (await post({ mapping, mappingWas: mapping, action: 'draw' }, slug, shown)).text()
  const text = textOf(html)
  expect(text).toMatch(/reference text, required .*?12 Wrong type ‘reference’ must be text, and is a number/)
  expect(text).toMatch(/receivedAt date and time, required .*? Missing ‘receivedAt’ is missing/)
  expect(text).toMatch(/stranger anything .*? Not expected ‘stranger’ is not expected/)
})

test('fields are made from a pasted sample, or a schema as it is; what is neither is refused', async () => {
  const html = await (await post({ payload: '{ "uprn": "1", "n": [1] }', action: 'make-fields' })).text()
  const made = fieldsOf(html, address())
  expect(JSON.parse(made.schema!)).toMatchObject({ required: ['uprn', 'n'], additionalProperties: false })
  expect(row(made, '/uprn')).toMatch(/^pick\.\d+$/)
  const schema = { type: 'object', properties: { only: { type: 'string' } } }
  const kept = await (await post({ payload: JSON.stringify(schema), action: 'make-fields' })).text()
  expect(JSON.parse(fieldsOf(kept, address()).schema!)).toEqual(schema)
  for (const payload of ['', '{', '[]', '1', 'null', '{"$schema":1,"type":12,"properties":{}}'])
    expect((await post({ payload, action: 'make-fields' })).status, payload).toBe(422)
})

describe('samples', () => {
  test('other answers are made up at a press, and differ', async () => {
    const first = await fields()
    const second = fieldsOf(await (await post({ action: 'generate' }, slug, first)).text(), address())
    expect(second.sample).not.toBe(first.sample)
    const third = fieldsOf(await (await post({ action: 'generate' }, slug, second)).text(), address())
    expect(third.sample).not.toBe(second.sample)
  })

  test('a submission of this form is taken by its reference, with nothing of whoever sent it', async () => {
    const { reference } = await sendSubmission(all.office, 'bulky-waste', {
      fullName: 'Realname Person',
      items: [{ item: 'mattress', quantity: 2 }],
    })
    const html = await (
      await post({ reference: ` ${reference.toLowerCase()} `, action: 'take-submission' }, 'bulky-waste')
    ).text()
    const { sample } = fieldsOf(html, address('bulky-waste'))
    expect(JSON.parse(sample!)).toMatchObject({ items: [{ item: 'mattress', quantity: 2 }] })
    expect(html).not.toContain('Realname')
    // Of another form it is not there.
    for (const other of [reference, 'AAAAAAAAAA', '', "x' or 1=1"])
      expect((await post({ reference: other, action: 'take-submission' })).status).toBe(422)
  })

  test('a sample becomes a case at one press, with the output that it gives', async () => {
    const form = await all.makeForm()
    const html = await (await post({ action: 'sample-to-case' }, form)).text()
    const made = fieldsOf(html, address(form))
    expect(made['tests.3.name']).toBe('Sample 1')
    expect((await ada.post(address(form), { ...made, action: 'save' })).status).toBe(303)
    const { document } = await all.draft(form)
    expect(document.deliveries![0]!.tests).toHaveLength(4)
    const results = await all.office.house.delivery.runMappingCases(document)
    expect(results.every(({ passed }) => passed)).toBe(true)
    expect((await post({ mapping: '$uppercase(1)', mappingWas: '', action: 'sample-to-case' })).status).toBe(
      422,
    )
  })
})

test('an expression is stepped through, part by part with its value', async () => {
  const access = row(await fields(), '/collection/access').replace('pick.', '')
  const html = await (await post({ action: `steps-${access}` })).text()
  expect(textOf(html)).toContain('How ‘access’ comes about in the sample')
  expect(textOf(html)).toContain('accessProblem Is there anything')
  expect(textOf(html)).toMatch(/accessDetails .*?not used here/)
  expect((await post({ action: 'steps-399' })).status).toBe(422)
})

describe('sending a test', () => {
  const send = async (more: Record<string, string> = {}, form = slug) =>
    ada.post(`${address(form)}/test`, { ...(await fields(form)), ...more })

  test('shows where it goes and what it says, and sends nothing until it is agreed', async () => {
    const page = await send()
    expect(page.status).toBe(200)
    expect(textOf(await page.text())).toContain('no address for tests')
    const refused = await send({ send: 'yes' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('href="#agreed"')
    const sent = await send({ send: 'yes', agreed: 'yes' })
    const text = textOf(await sent.text())
    expect(text).toContain('Written to waste-api.jsonl')
    const folder = join(all.office.house.config.dataDir, 'deliveries', 'waste-api.jsonl')
    const lines = (await readFile(folder, 'utf8')).trim().split('\n')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0]!)).toMatchObject({
      mode: 'test',
      reference: 'SAMPLE1234',
      body: { test: true },
    })
  })

  test('what was typed comes along, there and back', async () => {
    const html = await (await send({ mapping: '{ "reference": "typed" }' })).text()
    const back = fieldsOf(html, address())
    expect(back.mapping).toBe('{ "reference": "typed" }')
    expect(back['tests.0.name']).toBeTruthy()
    expect(html).toContain('It can be sent once the mapping gives what the destination accepts')
    expect((await send({ destination: 'nowhere' })).status).toBe(200)
    expect(await (await send({ destination: 'nowhere' })).text()).toContain('is not set up')
  })
})

test('what the draft’s mapping changes for the last submissions is counted by field, and nothing of them is shown', async () => {
  const { reference } = await sendSubmission(all.office, 'bulky-waste', { fullName: 'Realname Person' })
  const form = 'bulky-waste'
  const name = row(await fields(form), '/customer/name')
  expect((await post({ [`${name}.how`]: 'upper-case', action: 'save' }, form)).status).toBe(303)
  const html = await (await ada.get(`${address(form)}/changes?delivery=0`)).text()
  const text = textOf(html)
  expect(text).toMatch(/against version 1/)
  expect(text).toMatch(/The same 0 of \d+ Sent with other values \d/)
  expect(text).toMatch(/Field Submissions .*? customer, name \d+ 0 0/)
  expect(html).toContain(`/officer/submissions/${reference}`)
  expect(html).not.toMatch(/realname/i)
  expect(textOf(await (await ada.get(`${address()}/changes`)).text())).toContain('Nothing is published yet')
  expect((await ada.get(`${address(form)}/changes?delivery=9`)).status).toBe(404)
})

test('names and values that are HTML are only text', async () => {
  const mapping = '{ "<img src=x onerror=alert(1)>": "</textarea><script>alert(1)</script>" }'
  const html = await (await post({ mapping, mappingWas: mapping, schema: '', action: 'draw' })).text()
  expect(html).not.toMatch(/<img src=x|<script>alert/)
})
