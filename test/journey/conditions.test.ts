import { expect, test } from 'vitest'
import type { Answer, Answers } from '../../form-schemas/answers.ts'
import type { Conditional, ConditionOperator } from '../../form-schemas/document.ts'
import { isShown, mayBeShown } from '../../form-schemas/is-shown.ts'

type Case = [ConditionOperator, Answer | undefined, string | number | boolean | undefined, boolean]

const cases: Case[] = [
  ['isEqual', 'yes', 'yes', true],
  ['isEqual', 'yes', 'no', false],
  ['isEqual', true, 'true', true],
  ['isEqual', false, false, true],
  ['isEqual', 5, '5', true],
  ['isEqual', undefined, 'yes', false],
  ['isEqual', null, 'null', false],
  ['isEqual', ['a', 'b'], 'b', true],
  ['isEqual', ['a', 'b'], 'c', false],
  ['isEqual', { line1: '1', town: 'T', postcode: 'P' }, '[object Object]', false],
  ['isNotEqual', 'yes', 'no', true],
  ['isNotEqual', undefined, 'yes', true],
  ['isEmpty', undefined, undefined, true],
  ['isEmpty', null, undefined, true],
  ['isEmpty', [], undefined, true],
  ['isEmpty', false, undefined, false],
  ['isEmpty', 0, undefined, false],
  ['isNotEmpty', 0, undefined, true],
  ['includes', ['a', 'b'], 'a', true],
  ['includes', 'bananas', 'nan', true],
  ['includes', undefined, 'a', false],
  ['includes', 12, '1', false],
  ['notIncludes', ['a'], 'b', true],
  ['greaterThan', 3, 2, true],
  ['greaterThan', 2, 2, false],
  ['greaterThan', 10, '9', true],
  ['greaterThan', undefined, 2, false],
  ['greaterThan', 'abc', 2, false],
  ['greaterThan', true, 0, false],
  ['greaterThanOrEqual', 2, 2, true],
  ['greaterThanOrEqual', '2026-11-22', '2026-11-21', true],
  ['lessThan', '2026-09-30', '2026-10-01', true],
  ['lessThan', null, 2, false],
  ['lessThan', '', 2, false],
  ['lessThanOrEqual', 2, 2, true],
  ['lessThanOrEqual', 3, 2, false],
]

test.each(cases)('%s of %j and %j is %s', (operator, answer, value, expected) => {
  const conditional: Conditional = {
    show: true,
    conjunction: 'all',
    conditions: [{ component: 'q', operator, value }],
  }
  const known: Answers = answer === undefined ? {} : { q: answer }
  expect(isShown(conditional, known)).toBe(expected)
  expect(isShown({ ...conditional, show: false }, known)).toBe(!expected)
})

test('all needs every condition, any needs one, none at all means shown', () => {
  const conditions: Conditional['conditions'] = [
    { component: 'a', operator: 'isEqual', value: '1' },
    { component: 'b', operator: 'isEqual', value: '1' },
  ]
  expect(isShown({ show: true, conjunction: 'all', conditions }, { a: '1', b: '2' })).toBe(false)
  expect(isShown({ show: true, conjunction: 'all', conditions }, { a: '1', b: '1' })).toBe(true)
  expect(isShown({ show: true, conjunction: 'any', conditions }, { a: '1', b: '2' })).toBe(true)
  expect(isShown({ show: true, conjunction: 'any', conditions }, { a: '2', b: '2' })).toBe(false)
  expect(isShown({ show: false, conjunction: 'any', conditions: [] }, {})).toBe(true)
  expect(isShown(undefined, {})).toBe(true)
})

test('what depends on the same page is hidden only when that is certain', () => {
  const conditions: Conditional['conditions'] = [
    { component: 'here', operator: 'isEqual', value: '1' },
    { component: 'earlier', operator: 'isEqual', value: '1' },
  ]
  const here = new Set(['here'])
  expect(mayBeShown({ show: true, conjunction: 'all', conditions }, { earlier: '1' }, here)).toBe(true)
  expect(mayBeShown({ show: true, conjunction: 'all', conditions }, { earlier: '2' }, here)).toBe(false)
  expect(mayBeShown({ show: false, conjunction: 'any', conditions }, { earlier: '1' }, here)).toBe(false)
  expect(mayBeShown({ show: false, conjunction: 'any', conditions }, { earlier: '2' }, here)).toBe(true)
})
