import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleAnswers } from '../../form-schemas/answer-shapes.ts'
import type { Answers } from '../../form-schemas/answers.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { sampleBindings } from '../../server/delivery/deliverable-submission.ts'
import { runMapping } from '../../server/delivery/mapping.ts'
import { compareMappings, differences } from '../../server/delivery/playground/compare-mappings.ts'
import { maskAnswers } from '../../server/delivery/playground/mask-answers.ts'
import type { PastSubmission } from '../../server/delivery/playground/past-submissions-store.ts'
import { generatedSample } from '../../server/delivery/playground/sample-submissions.ts'
import { stepThrough } from '../../server/delivery/playground/step-through.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { compileForm, reachableAnswers } from '../../server/journey/index.ts'
import { createLog } from '../../server/log.ts'
import { createPricing } from '../../server/pricing/index.ts'
import { price, wasteDelivery, wasteDocument } from './setting.ts'

const form = (slug: string) => libraryForms().find((one) => one.slug === slug)!.document

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
})
afterAll(() => expressions?.close())

describe('a submission that is taken as a sample', () => {
  test('has nothing of whoever sent it: names, addresses, free text, bank details, dates of birth, files', () => {
    for (const { document } of libraryForms()) {
      const real = sampleAnswers(document, 3)
      const personal = JSON.stringify(real).replace(/"(?=[^"]*":)/g, '')
      expect(personal.length).toBeGreaterThan(10)
      const told = JSON.parse(JSON.stringify(real), (_key, value) =>
        typeof value === 'string' && /[A-Z0-9]/.test(value) && !/^\d{4}-\d\d(-\d\d)?$|^\d\d:\d\d$/.test(value)
          ? `Zz${value}zZ`
          : value,
      ) as Answers
      const masked = JSON.stringify(maskAnswers(document, told))
      const types = new Map(
        document.definition.components.flatMap((page) => page.components.map((one) => [one.key, one.type])),
      )
      for (const [key, answer] of Object.entries(told)) {
        if (['radio', 'select', 'selectboxes', 'editgrid'].includes(types.get(key) ?? '')) continue
        for (const text of JSON.stringify(answer).match(/Zz[^"]*zZ/g) ?? [])
          expect(masked).not.toContain(text)
      }
    }
  })

  test('keeps what a mapping goes by: choices, numbers, days, what was left empty and what was not asked', () => {
    const document = form('bulky-waste')
    const real: Answers = {
      applicant: 'landlord',
      fullName: 'Real Person',
      phone: null,
      items: [{ item: 'mattress', quantity: 2 }],
      address: { line1: '9 Real Road', town: 'Realton', postcode: 'RL1 1RL' },
      accessProblem: true,
      accessDetails: 'Ring Real Person on 0123',
    }
    const masked = maskAnswers(document, real)
    expect(masked).toMatchObject({
      applicant: 'landlord',
      phone: null,
      items: real.items,
      accessProblem: true,
    })
    expect(Object.keys(masked).sort()).toEqual(Object.keys(real).sort())
    expect(Object.keys(masked.address as object)).toEqual(['line1', 'town', 'postcode'])
    expect(JSON.stringify(masked)).not.toMatch(/Real|RL1|0123/)
  })

  test('rows of a list are masked one by one', () => {
    const document = form('school-meals')
    const real = {
      children: [1, 2].map((n) => ({
        childName: { firstName: `Realfirst${n}`, lastName: 'Reallast' },
        childBornOn: '2011-11-11',
        school: 'somewhere',
        year: 'reception',
        allergies: [{ food: 'nuts', foodDetails: 'Real words' }],
      })),
    } as unknown as Answers
    const masked = maskAnswers(document, real)
    expect(masked.children).toHaveLength(2)
    expect(JSON.stringify(masked)).not.toMatch(/Real|2011-11-11/)
    expect(JSON.stringify(masked)).toContain('"year":"reception"')
  })

  test('what look-ups found is hidden but for what the price goes by, and what no question asks for is gone', () => {
    const document = form('pay-parking-fine')
    const masked = maskAnswers(document, {
      lookup: { notice: { stage: 'issued', keeper: 'Real Person 7' } },
      stranger: 'Real Person',
    } as never)
    expect(JSON.stringify(masked)).not.toContain('Real')
    expect(masked).toEqual({ lookup: { notice: { stage: 'issued', keeper: 'Xxxx Xxxxxx 0' } } })
  })

  test('a date of birth asked for as an ordinary date is masked too', () => {
    const document = wasteDocument()
    document.definition.components[0]!.components = [
      { type: 'day', key: 'bornOn', label: 'When were you born?' },
      { type: 'day', key: 'from', label: 'From which day?' },
    ] as never
    const masked = maskAnswers(document, { bornOn: '1911-11-11', from: '1911-11-11' })
    expect(masked.bornOn).not.toBe('1911-11-11')
    expect(masked.from).toBe('1911-11-11')
  })
})

test('made-up answers are those of one resident: on reachable pages only, with a price where there can be one', async () => {
  const pricing = createPricing({ expressions })
  for (const slug of ['bulky-waste', 'street-trading-licence', 'school-meals', 'report-missed-bin']) {
    const document = form(slug)
    const sample = await generatedSample(pricing, document, 1)
    expect(reachableAnswers(compileForm(document), sample)).toEqual(sample)
    expect(await pricing.price(document, sample, '2026-11-22'), slug).toMatchObject({ kind: 'priced' })
    expect(await generatedSample(pricing, document, 1)).toEqual(sample)
  }
})

describe('old against new', () => {
  const document = wasteDocument(wasteDelivery)
  const sent = (reference: string, answers: Answers, more: Partial<PastSubmission> = {}): PastSubmission => ({
    reference,
    versionNumber: 1,
    mode: 'live',
    answers,
    price,
    submittedAt: new Date('2026-11-20T23:30:00Z'),
    completedAt: null,
    ...more,
  })
  const compare = (mapping: string, all: PastSubmission[]) =>
    compareMappings(
      { document, delivery: wasteDelivery },
      { document, delivery: { ...wasteDelivery, mapping } },
      all,
      (delivery, input) => runMapping(expressions, delivery, input),
    )

  test('counts what changes, what fails and what would be refused, by field and without a value', async () => {
    const all = [
      sent('AAAAAAAAAA', { fullName: 'Jo', items: 1 }),
      sent('BBBBBBBBBB', { fullName: 'JO', items: 2 }),
      sent('CCCCCCCCCC', { items: 3 }),
      sent('DDDDDDDDDD', { fullName: 'Ed', items: 4 }, { price: null }),
    ]
    const mapping = wasteDelivery.mapping
      .replace('fullName', '$uppercase(fullName)')
      .replace('items', '$string(items)')
    const changes = await compare(mapping, all)
    expect(changes).toMatchObject({
      compared: 3,
      leftOut: 1,
      same: 0,
      changed: 3,
      refusedNow: 2,
      failsNow: 0,
    })
    expect(changes.fields).toEqual([
      { pointer: '/count', count: 3, gone: 0, added: 0 },
      { pointer: '/name', count: 1, gone: 0, added: 0 },
    ])
    expect(changes.examples[0]).toEqual({ reference: 'AAAAAAAAAA', fields: ['/name', '/count'] })
    expect(JSON.stringify(changes)).not.toContain('Jo')
  })

  test('the same mapping written otherwise changes nothing; one that fails says so', async () => {
    const all = [sent('AAAAAAAAAA', { fullName: 'Jo', items: 1 })]
    expect(await compare(`( ${wasteDelivery.mapping} )`, all)).toMatchObject({
      same: 1,
      changed: 0,
      fields: [],
    })
    const failing = await compare('{ "name": $uppercase(items) }', all)
    expect(failing).toMatchObject({ failsNow: 1, same: 0 })
    expect(failing.examples[0]!.failure).toContain('uppercase')
    expect(await compare('{}', [])).toMatchObject({ compared: 0, leftOut: 0 })
  })

  test('lists are compared entry by entry when they are as long, and whole when they are not', () => {
    expect([...differences({ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }, { b: 3, c: 1 }] })]).toEqual([
      ['/a/*/b', 'other'],
      ['/a/*/c', 'added'],
    ])
    expect([...differences({ a: [1] }, { a: [1, 2] })]).toEqual([['/a', 'other']])
    expect([...differences({ 'a/b': 1, __proto__x: 1 }, {})]).toEqual([
      ['/a~1b', 'gone'],
      ['/__proto__x', 'gone'],
    ])
    expect([...differences(null, {})]).toEqual([['', 'other']])
  })
})

describe('step by step', () => {
  const bindings = sampleBindings(wasteDocument(), price)
  const steps = (source: string, answers: Answers, each?: string) =>
    stepThrough(expressions, source, { answers, on: '2026-11-22', bindings }, each)

  test('each part of an expression has its value, from the outside in', async () => {
    const step = await steps('$uppercase(fullName) & " (" & $string(items * 2) & ")"', {
      fullName: 'Jo',
      items: 3,
    })
    expect(step!.value).toBe('JO (6)')
    const flat: [string, unknown][] = []
    const walk = (one: NonNullable<typeof step>) => {
      flat.push([one.source, one.value])
      one.parts.forEach(walk)
    }
    walk(step!)
    expect(flat).toContainEqual(['$uppercase(fullName)', 'JO'])
    expect(flat).toContainEqual(['fullName', 'Jo'])
    expect(flat).toContainEqual(['items * 2', 6])
    expect(flat.map(([source]) => source)).not.toContain('2')
  })

  test('the way of a choice that was not taken is shown as not used, not as a failure', async () => {
    const step = await steps('items > 2 ? $uppercase(fullName) : other / 0', { fullName: 'Jo', items: 3 })
    expect(step!.parts).toMatchObject([
      { source: 'items > 2', value: true },
      { source: '$uppercase(fullName)', value: 'JO' },
      { source: 'other / 0', unused: true, parts: [] },
    ])
    expect(step!.parts[2]).not.toHaveProperty('failure')
  })

  test('what fails, and what gives nothing, says so where it does', async () => {
    const step = await steps('$uppercase(items) & missing', { items: 3 })
    expect(step!.failure).toContain('uppercase')
    expect(step!.parts[0]).toMatchObject({ source: '$uppercase(items)' })
    expect(step!.parts[1]).toEqual({ source: 'missing', parts: [] })
  })

  test('in rows of a list it is the first row; inside a filter nothing is taken apart', async () => {
    const answers = { rows: [{ n: 2 }, { n: 5 }] } as unknown as Answers
    expect(await steps('n * 10', answers, 'rows')).toMatchObject({
      value: 20,
      parts: [{ source: 'n', value: 2 }],
    })
    const filtered = await steps('$sum(rows[n > 2].n)', answers)
    expect(filtered).toMatchObject({ value: 5, parts: [{ source: 'rows[n > 2].n', value: 5, parts: [] }] })
  })

  test('what cannot be read has no steps, and a very long expression has an end of them', async () => {
    expect(await steps('"', {})).toBeUndefined()
    const long = await steps(Array.from({ length: 300 }, (_, n) => `items + ${n}`).join(' & '), { items: 1 })
    expect(JSON.stringify(long).match(/"source"/g)!.length).toBeLessThanOrEqual(80)
  })
})
