import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Component, FormDocument, Pricing } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import { bandFaultsOf, createPricing, openBandFaults, type PricingRoom } from '../../server/pricing/index.ts'

let expressions: Expressions
let pricing: PricingRoom
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
  pricing = createPricing({ expressions })
})
afterAll(() => expressions.close())

const today = '2026-11-22'
const required = { required: true }
const whole: Component = {
  type: 'number',
  key: 'hours',
  label: 'Hours',
  decimalLimit: 0,
  validate: { ...required, min: 1, max: 20 },
}
const line = (code: string, when: string, amount = '1000') => ({
  code,
  label: code.toUpperCase(),
  when,
  amount,
  vat: 'exempt' as const,
  fund: 'F',
})

function hall(lines: Pricing['lines'], rules: Partial<Pricing> = {}, question = whole): FormDocument {
  return {
    format: 'counterfoil/1',
    slug: 'hall',
    title: 'Hire a hall',
    definition: {
      display: 'wizard',
      components: [
        {
          type: 'panel',
          key: 'all',
          title: 'Hall',
          components: [
            question,
            {
              type: 'radio',
              key: 'room',
              label: 'Room',
              values: [
                { value: 'a', label: 'A' },
                { value: 'b', label: 'B' },
              ],
              validate: required,
            },
          ],
        },
      ],
    },
    pricing: { fees: {}, define: [], lines, tests: [], ...rules },
  }
}
const words = (document: FormDocument) => bandFaultsOf(document).map((fault) => fault.words)

describe('bands of price lines', () => {
  test('a number that falls between two is named', () => {
    expect(words(hall([line('few', 'hours <= 3'), line('many', 'hours >= 5')]))).toEqual([
      '‘Hours’ 4 falls between two bands: neither ‘FEW’ nor ‘MANY’ is charged',
    ])
    expect(words(hall([line('many', 'hours > 9'), line('few', 'hours < 4')]))).toEqual([
      '‘Hours’ 4 to 9 falls between two bands: neither ‘FEW’ nor ‘MANY’ is charged',
    ])
  })

  test('a number that two take is named', () => {
    expect(words(hall([line('few', 'hours <= 3'), line('many', 'hours >= 3')]))).toEqual([
      '‘Hours’ 3 is in two bands: both ‘FEW’ and ‘MANY’ are charged',
    ])
  })

  test.each([
    ['bands that meet', ['hours <= 3', 'hours > 3 and hours <= 6', 'hours > 6']],
    ['whole numbers that follow one another', ['hours <= 3', 'hours >= 4']],
    ['a charge on top of another', ['hours > 0', 'hours > 3']],
    ['the same condition twice', ['hours > 3', 'hours > 3']],
    ['bands of different rooms', ['hours <= 3 and room = "a"', 'hours >= 5 and room = "b"']],
    ['a single band', ['hours <= 3']],
    ['rules that cannot be picked', ['hours * 2 <= 3', 'hours * 2 >= 5']],
    ['no number at all', ['room = "a"', 'room = "b"']],
    ['either of two', ['hours = 1 or hours = 3', 'hours > 5']],
  ])('%s are no mistake', (_, rules) => {
    expect(words(hall(rules.map((when, index) => line(`l${index}`, when))))).toEqual([])
  })

  test('parts of a number count where they can be answered', () => {
    const { decimalLimit: _, ...decimal } = whole
    const lines = [line('few', 'hours <= 3'), line('many', 'hours >= 4')]
    expect(words(hall(lines, {}, decimal as Component))).toEqual([
      '‘Hours’ between 3 and 4 falls between two bands: neither ‘FEW’ nor ‘MANY’ is charged',
    ])
  })
})

test.each(libraryForms())('$slug has no gap and no overlap between its bands', ({ document }) => {
  expect(bandFaultsOf(document)).toEqual([])
})

describe('a gap or an overlap', () => {
  const lines = [line('few', 'hours <= 3'), line('many', 'hours >= 5', '2000')]
  const two = { name: 'two', answers: { hours: 2, room: 'a' }, on: today, total: 1000 }

  test('is offered as a case with its reason, and is open no longer once a case says that it is right', async () => {
    const document = hall(lines, { tests: [two] })
    const { suggestions } = await pricing.suggest(document, today)
    const gap = suggestions.find(({ kind }) => kind === 'gap')!
    expect(gap).toMatchObject({
      answers: { hours: 4 },
      why: expect.stringContaining('neither ‘FEW’ nor ‘MANY’'),
    })
    const decided = hall(lines, { tests: [two, { name: 'four', answers: gap.answers, on: today, total: 0 }] })
    expect(openBandFaults(decided, await pricing.runCases(decided))).toEqual([])
    const wrong = hall(lines, {
      tests: [two, { name: 'four', answers: gap.answers, on: today, total: 1000 }],
    })
    expect(openBandFaults(wrong, await pricing.runCases(wrong))).toHaveLength(1)
  })

  test('of a named value is found by what the value comes to', async () => {
    const named = lines.map((one) => ({ ...one, when: one.when.replace('hours', '$twice') }))
    const define = [{ name: 'twice', label: 'Twice the hours', value: 'hours * 2' }]
    const document = hall(
      named.map((one) => ({ ...one, when: one.when.replace('5', '7') })),
      { define, tests: [{ ...two, answers: { hours: 1, room: 'a' } }] },
    )
    const gap = (await pricing.suggest(document, today)).suggestions.find(({ kind }) => kind === 'gap')
    expect(gap?.answers.hours).toSatisfy((hours: number) => hours === 2 || hours === 3)
  })

  test('that the form’s own rule refuses is not offered', async () => {
    const document = hall(lines, { tests: [two], refuse: 'hours = 4 ? "Not for 4 hours"' })
    const { suggestions } = await pricing.suggest(document, today)
    expect(suggestions.some(({ kind }) => kind === 'gap')).toBe(false)
  })
})
