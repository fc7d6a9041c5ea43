import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { answerShapes, questionsOf, sampleAnswers } from '../../form-schemas/answer-shapes.ts'
import type { Answers } from '../../form-schemas/answers.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { formatDocument, parseDocument, parseDocumentText } from '../../form-schemas/parse.ts'
import { questionType } from '../../form-schemas/questions/index.ts'

const folder = 'form-schemas/library'

test('The library has every file of its folder', () => {
  const slugs = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''))
  expect(libraryForms().map(({ slug }) => slug)).toEqual(slugs.sort())
  expect(slugs).toEqual(
    expect.arrayContaining(['bulky-waste', 'food-hygiene-rerating', 'register-food-business']),
  )
})

describe.each(libraryForms())('$slug', ({ slug, text, document }) => {
  it('is the same, byte for byte, as a file, an import and an export', () => {
    expect(readFileSync(`${folder}/${slug}.json`, 'utf8')).toBe(text)
    expect(formatDocument(document)).toBe(text)
    const again = parseDocumentText(formatDocument(document))
    expect(again.ok && formatDocument(again.document)).toBe(text)
  })

  it('has at least 8 price cases when it costs something, with refusals and the days around each new fee', () => {
    const { pricing, payment } = document
    if (!pricing) return expect(payment).toBeUndefined()
    expect(pricing.tests.length).toBeGreaterThanOrEqual(8)
    expect(pricing.tests.filter((test) => test.refused).length).toBeGreaterThanOrEqual(2)
    const days = pricing.tests.map((test) => test.on)
    for (const { from } of Object.values(pricing.fees).flat()) expect(days).toContain(from)
    const charged = pricing.tests.flatMap((test) => Object.keys(test.lines ?? {}))
    for (const line of pricing.lines) expect(charged).toContain(line.code)
  })

  it('has at least 3 mapping cases, each with answers that its questions accept', () => {
    expect(document.deliveries?.length).toBeGreaterThan(0)
    for (const delivery of document.deliveries ?? []) {
      expect(delivery.schema).toBeDefined()
      expect(delivery.tests.length).toBeGreaterThanOrEqual(3)
      for (const { answers } of delivery.tests) {
        const { lookup: _found, ...typed } = answers
        expectAccepted(typed)
      }
    }
  })

  it('has sample answers for every question, of the shapes that expressions see', () => {
    for (let n = 0; n < 5; n++) {
      const answers = sampleAnswers(document, n)
      const { lookup: _found, ...shapes } = answerShapes(document)
      expect(Object.keys(answers)).toEqual(Object.keys(shapes))
      const unpatterned = Object.fromEntries(
        questionsOf(document).flatMap(({ key, validate }) =>
          validate?.pattern ? [] : [[key, answers[key]!]],
        ),
      )
      expectAccepted(unpatterned)
    }
  })

  function expectAccepted(answers: Answers) {
    for (const [key, answer] of Object.entries(answers)) {
      const question = questionsOf(document).find((one) => one.key === key)
      expect(question, key).toBeDefined()
      expect(questionType(question!.type).check(question!, answer, 'en'), key).toEqual([])
    }
  }
})

test('Bulky waste costs what Bristol charges: £25 up to 3 items, £50 for 4 to 6', () => {
  const { pricing } = libraryForms().find(({ slug }) => slug === 'bulky-waste')!.document
  expect(pricing?.fees.upTo3?.[0]).toEqual({ from: '2026-04-01', pence: 2500 })
  expect(pricing?.fees.fourToSix?.[0]).toEqual({ from: '2026-04-01', pence: 5000 })
})

test('A list of items is checked item by item, with the item named', () => {
  const { document } = libraryForms().find(({ slug }) => slug === 'bulky-waste')!
  const items = questionsOf(document).find(({ key }) => key === 'items')!
  const { check, summary, read, shape } = questionType('editgrid')
  const fridge = { item: 'fridge', quantity: 1 }
  const messages = (answer: unknown, language: 'en' | 'cy' = 'en') =>
    check(items, answer as never, language).map(({ message }) => message)
  expect(messages([fridge, { item: 'bicycle', quantity: 6 }])).toEqual([])
  expect(messages([])).toEqual(['Add 1 or more to the list of items'])
  expect(messages(undefined, 'cy')).toEqual(['Ychwanegwch 1 neu fwy at the list of items'])
  expect(messages(Array(7).fill(fridge))).toEqual(['Add 6 or fewer to the list of items'])
  expect(messages([fridge, { item: 'fridge', quantity: 7 }])).toEqual([
    'Item 2: Number of items must be 6 or fewer',
  ])
  expect(messages([{ item: 'elephant', quantity: 1 }, {}])).toEqual([
    'Item 1: Select an item',
    'Item 2: Select an item',
    'Item 2: Enter number of items',
  ])
  expect(messages([{ ...fridge, price: 1 }])).toEqual([
    'The list of items has a part that was not asked for: price',
  ])
  for (const wrong of ['x', 5, {}, [null], [[]], ['x']])
    expect(messages(wrong)).toEqual(['The list of items must be in the correct format'])
  expect(summary(items, [fridge, { item: 'bicycle', quantity: 2 }], 'en')).toEqual([
    'Fridge, empty, 1',
    'Bicycle, 2',
  ])
  expect(shape(items)).toEqual({
    kind: 'list',
    fields: {
      item: { kind: 'choice', values: expect.arrayContaining(['fridge']) },
      quantity: { kind: 'number' },
    },
  })
  expect(() => read(items, new URLSearchParams(), 'en')).toThrow('item by item')
})

test('A document of the library with its pages turned round is refused: conditions would look ahead', () => {
  const document = structuredClone(libraryForms()[0]!.document)
  document.definition.components.reverse()
  expect(parseDocument(document)).toMatchObject({ ok: false })
})
