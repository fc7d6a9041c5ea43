import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerShapes } from '../../form-schemas/answer-shapes.ts'
import type { Answers } from '../../form-schemas/answers.ts'
import type { FormDocument } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import {
  type MappingPick,
  readPick,
  rowScope,
  scopeOf,
  targetTree,
  transformations,
  writePick,
} from '../../server/delivery/index.ts'
import { checkExpression, createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'

const document = {
  definition: {
    display: 'wizard',
    components: [
      {
        type: 'panel',
        key: 'all',
        components: [
          { type: 'textfield', key: 'name', label: 'Name', validate: { required: true } },
          { type: 'textfield', key: 'note', label: 'Note' },
          { type: 'day', key: 'born', label: 'Born' },
          { type: 'currency', key: 'paid', label: 'Paid' },
          { type: 'number', key: 'count', label: 'How many', validate: { required: true } },
          { type: 'yesno', key: 'agrees', label: 'Agrees' },
          {
            type: 'radio',
            key: 'kind',
            label: 'Kind',
            values: [
              { value: 'a', label: 'A' },
              { value: 'b', label: 'B' },
            ],
          },
          { type: 'selectboxes', key: 'days', label: 'Days', values: [{ value: 'mon', label: 'Monday' }] },
          { type: 'address', key: 'home', label: 'Home' },
          {
            type: 'editgrid',
            key: 'items',
            label: 'Items',
            components: [{ type: 'number', key: 'quantity', label: 'Quantity' }],
          },
        ],
      },
    ],
  },
} as unknown as FormDocument
const scope = scopeOf(document)

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
})
afterAll(() => expressions?.close())

async function gives(pick: MappingPick, answers: Answers) {
  const source = writePick(pick, scope)!
  const variables = ['submission', 'price', 'payment']
  expect(checkExpression(source, { fields: answerShapes(document), variables })).toEqual([])
  const { it } = await expressions.evaluate({ steps: [{ key: 'it', source }] }, { answers, on: '2026-11-22' })
  return it?.kind === 'value' ? it.value : it
}
const answer = (reference: string, how?: string, settings: Record<string, string> = {}): MappingPick => ({
  kind: 'answer',
  reference,
  ...(how && { how, settings }),
})

const cases: [MappingPick, unknown, unknown][] = [
  [answer('name'), 'Jo', 'Jo'],
  [answer('name', 'upper-case'), 'Jo Roe', 'JO ROE'],
  [answer('note', 'lower-case'), 'ABC', 'abc'],
  [answer('note', 'no-spaces'), 'AB 12 C', 'AB12C'],
  [answer('note', 'first', { length: '3' }), 'abcdef', 'abc'],
  [answer('born', 'uk-date'), '2026-02-05', '05/02/2026'],
  [answer('paid', 'pounds'), 1210, '12.10'],
  [answer('paid', 'pounds'), 5, '0.05'],
  [answer('paid'), 1210, 1210],
  [answer('count', 'as-text'), 3, '3'],
  [answer('kind', 'words', { table: 'a = Alpha\nb = Beta = 2' }), 'b', 'Beta = 2'],
  [answer('kind', 'is', { answer: 'a' }), 'b', false],
  [answer('days', 'includes', { answer: 'mon' }), ['mon'], true],
  [answer('agrees', 'yes-no', { yes: 'Y', no: 'N' }), true, 'Y'],
  [answer('agrees', 'yes-no', { yes: 'Y', no: 'N' }), false, 'N'],
  [{ kind: 'list', references: ['days'] }, ['mon'], ['mon']],
  [{ kind: 'joined', references: ['name', 'note'], separator: ', ' }, 'Jo', 'Jo'],
  [{ kind: 'constant', value: -2.5 }, null, -2.5],
  [{ kind: 'constant', value: 'a "b"' }, null, 'a "b"'],
  [{ kind: 'constant', value: null }, null, null],
]

describe.each(cases)('%j', (pick, given, expected) => {
  const key = 'reference' in pick ? pick.reference : 'references' in pick ? pick.references[0]! : 'name'

  test('gives what it says', async () => {
    expect(await gives(pick, { [key]: given } as Answers)).toEqual(expected)
  })

  test('is read back as it was written', () => {
    const source = writePick(pick, scope)!
    expect(readPick(source, scope)).toEqual(pick)
    expect(readPick(`( ${source} )`, scope)).toEqual(pick)
  })
})

test('a transformation of an answer that was left empty or not asked leaves the field out, and never fails', async () => {
  for (const { name, kinds, settings } of transformations)
    for (const subject of scope.subjects.filter(
      (one) => kinds.includes(one.kind) && !one.certain && !one.reference.startsWith('$'),
    )) {
      const initial = Object.fromEntries(
        settings.map((one) => [one.name, one.initial || (one.chosen ? 'a' : 'a = b')]),
      )
      const pick = answer(subject.reference, name, initial)
      const nothing = name === 'is' || name === 'includes' ? false : undefined
      expect(await gives(pick, {})).toBe(nothing)
      if (!subject.reference.includes('.'))
        expect(await gives(pick, { [subject.reference]: null })).toBe(nothing)
    }
})

test.each([
  '$uppercase(name) & "x"',
  '$substring(name, 1, 3)',
  '$uppercase(unknown)',
  'unknown',
  '$formatNumber(paid / 10, "0.00")',
  'kind != null ? $uppercase(note)',
  'paid != null ? $formatNumber(paid / 100, "0.00") : "0"',
  '$join([name, note], " ")',
  '[name, 1]',
  'items[0].quantity',
  'kind = "a" ? "x" : "y"',
  '{ "a": 1 }',
  '$$.name',
  'name ~> $uppercase()',
  'home.*',
  '"',
])('‘%s’ says more than can be picked and stays an expression', (source) => {
  expect(readPick(source, scope)).toEqual({ kind: 'expression', source })
})

test.each([
  ['first', 'name', { length: '0' }],
  ['first', 'name', { length: '1); $x' }],
  ['words', 'kind', { table: 'a' }],
  ['words', 'kind', { table: 'a = 1\na = 2' }],
  ['is', 'kind', { answer: '' }],
])('‘%s’ with %j is not written', (how, reference, settings) => {
  expect(writePick(answer(reference, how, settings as never), scope)).toBeUndefined()
})

test('what is typed in a setting is never more than a text', async () => {
  const table = 'a = "}; $error("x"'
  expect(await gives(answer('kind', 'words', { table }), { kind: 'a' })).toBe('"}; $error("x"')
})

test('in rows of a list its own questions are picked', () => {
  expect(rowScope(document, 'items')!.find('quantity')).toMatchObject({ label: 'Quantity', kind: 'number' })
  expect(rowScope(document, 'items')!.find('name')).toBeUndefined()
  expect(rowScope(document, 'other')).toBeUndefined()
  expect(scope.find('$sum([items.quantity])')).toMatchObject({ kind: 'number' })
})

test('nearly every field of the library is shown as a pick, and each pick means what was written', async () => {
  let all = 0
  let own = 0
  for (const { document: form } of libraryForms())
    for (const { mapping, schema } of form.deliveries ?? [])
      for (const { source, path } of targetTree(schema, mapping)) {
        if (source === undefined || path.includes('*')) continue
        all++
        if (readPick(source, scopeOf(form)).kind === 'expression') own++
      }
  expect(all).toBeGreaterThan(150)
  expect(own / all).toBeLessThan(0.12)
})
