import { describe, expect, it, test } from 'vitest'
import { questionsOf } from '../../form-schemas/answer-shapes.ts'
import type { Answer } from '../../form-schemas/answers.ts'
import { calculationsOf } from '../../form-schemas/calculations.ts'
import type { Component, FormDocument, Panel } from '../../form-schemas/document.ts'
import { parseDocument } from '../../form-schemas/parse.ts'
import { sayResult } from '../../form-schemas/questions/calculated/result.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import type { ViewInput } from '../../form-schemas/questions/question-type.ts'
import { renderCalls } from './render-calls.ts'

const html = (component: Component, more: Partial<ViewInput> = {}) =>
  renderCalls(
    questionType(component.type).view({
      component,
      language: 'en',
      heading: false,
      values: {},
      errors: [],
      ...more,
    }),
  )
const accepts = (component: Component) => questionType(component.type).settings.safeParse(component).success

function aDocument(...pages: Component[][]): FormDocument {
  const panels = pages.map(
    (components, i): Panel => ({ type: 'panel', key: `page${i}`, title: `Page ${i}`, components }),
  )
  return {
    format: 'counterfoil/1',
    slug: 'a-form',
    title: 'A form',
    definition: { display: 'wizard', components: panels },
  }
}
const problemsOf = (...pages: Component[][]) => {
  const parsed = parseDocument(JSON.parse(JSON.stringify(aDocument(...pages))))
  return parsed.ok ? [] : parsed.problems
}

describe.each(['inset', 'warning', 'details', 'content', 'calculated'])('%s', (name) => {
  const type = questionType(name)

  it('is shown and never asked', () => {
    const { starter } = type.designer
    expect(type.asks).toBe(false)
    expect(type.silent).toBeFalsy()
    expect(type.fields(starter)).toEqual([])
    expect(type.shape(starter)).toBeUndefined()
    expect(type.check(starter, 'anything', 'en')).toEqual([])
    expect(type.read(starter, new URLSearchParams({ [starter.key]: 'x' }), 'en')).toEqual({
      ok: true,
      answer: null,
    })
    expect(questionsOf(aDocument([starter]))).toEqual([])
  })
})

const words = { en: '<p>Read <a href="https://example.com">this</a></p>', cy: '<p>Darllenwch</p>' }

test('inset text has the officer’s words with GOV.UK’s classes, in the language of the page', () => {
  const inset: Component = { type: 'inset', key: 'i', html: words }
  expect(accepts(inset)).toBe(true)
  expect(html(inset)).toMatch(
    /<div class="govuk-inset-text">\s*<p class="govuk-body">Read <a class="govuk-link" href="https:\/\/example.com">this<\/a><\/p>/,
  )
  expect(html(inset, { language: 'cy' })).toContain('Darllenwch')
})

test('details open with a line of plain text', () => {
  const details: Component = { type: 'details', key: 'd', label: { en: 'Help', cy: 'Cymorth' }, html: words }
  expect(accepts(details)).toBe(true)
  expect(html(details)).toMatch(/<summary[\s\S]*Help[\s\S]*<\/summary>/)
  expect(html(details)).not.toContain(' open')
  expect(html(details, { language: 'cy' })).toMatch(/Cymorth[\s\S]*Darllenwch/)
  expect(accepts({ type: 'details', key: 'd', html: words })).toBe(false)
})

test('a warning is one sentence, said to be one also to those who do not see its sign', () => {
  const warning: Component = { type: 'warning', key: 'w', html: 'You can be <em>fined</em>.' }
  expect(accepts(warning)).toBe(true)
  expect(html(warning)).toMatch(/visually-hidden">Warning<\/span>\s*You can be <em>fined<\/em>\./)
  expect(html(warning, { language: 'cy' })).toContain('Rhybudd')
  for (const block of ['<p>x</p>', '<ul><li>x</li></ul>', '<h2>x</h2>', '<h3 >x</h3>'])
    expect(accepts({ ...warning, html: block }), block).toBe(false)
})

test.each(['inset', 'warning', 'details', 'content'])('%s takes no HTML beyond the list', (type) => {
  const { starter } = questionType(type).designer
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="https://x" onclick="x">x</a>',
    '<strong>open',
    '</div>',
    '<style>*{}</style>',
    '',
    '  ',
    'x'.repeat(20_001),
    5,
    null,
    { en: 'fine', cy: '<b>x</b>' },
    { cy: 'only' },
  ]
  for (const html of hostile)
    expect(accepts({ ...starter, html } as Component), JSON.stringify(html)?.slice(0, 60)).toBe(false)
})

describe('a hidden value', () => {
  const type = questionType('hidden')
  const hidden = (defaultValue: Answer): Component => ({
    type: 'hidden',
    key: 'source',
    label: 'Source',
    defaultValue,
  })

  it('is its constant, whatever is posted', () => {
    for (const constant of ['website', 5, 0, false, true, 'Ynys Môn']) {
      const read = type.read(hidden(constant), new URLSearchParams({ source: 'hostile' }), 'en')
      expect(read).toEqual({ ok: true, answer: constant })
      expect(type.sample(hidden(constant), 3)).toBe(constant)
    }
  })

  it('is on no page', () => {
    expect(type.silent).toBe(true)
    expect(html(hidden('website'))).toBe('')
    expect(type.fields(hidden('website'))).toEqual([])
  })

  it('counts as an answer of its kind, and is nothing else', () => {
    expect(type.shape(hidden('website'))).toEqual({ kind: 'text' })
    expect(type.shape(hidden(5))).toEqual({ kind: 'number' })
    expect(type.shape(hidden(false))).toEqual({ kind: 'boolean' })
    expect(type.check(hidden('website'), 'website', 'en')).toEqual([])
    expect(type.check(hidden('website'), undefined, 'en')).toEqual([])
    expect(type.check(hidden('website'), 'other', 'en')).toEqual([
      { field: 'source', message: 'Source is always ‘website’' },
    ])
    expect(type.check(hidden(5), '5', 'cy')).toEqual([
      { field: 'source', message: 'Mae source bob amser yn ‘5’' },
    ])
    for (const other of [null, '', 0, false, [], {}] as Answer[])
      expect(type.check(hidden('website'), other, 'en')).toHaveLength(1)
    expect(type.summary(hidden(false), false, 'en')).toEqual(['false'])
    expect(type.summary(hidden('x'), null, 'en')).toEqual([])
  })

  it('is one line of text, a number, true or false', () => {
    for (const wrong of ['', 'a\nb', 'a\u0000', 'x'.repeat(501), null, [], {}, Number.NaN, 1 / 0])
      expect(accepts(hidden(wrong as Answer)), String(wrong)).toBe(false)
    expect(accepts({ type: 'hidden', key: 'source', label: 'Source' })).toBe(false)
  })

  it('must stand on a page with something to show', () => {
    const name: Component = { type: 'textfield', key: 'name', label: 'Name' }
    expect(problemsOf([hidden('website')])).toEqual([
      {
        pointer: '/definition/components/0/components',
        message: 'The page has nothing to show, only hidden values: move them to another page',
      },
    ])
    expect(problemsOf([hidden('website'), name])).toEqual([])
  })
})

describe('a worked-out value', () => {
  const total: Component = {
    type: 'calculated',
    key: 'total',
    label: { en: 'Items', cy: 'Eitemau' },
    value: '$count(items)',
    format: 'number',
  }

  it('is a label with a value, or nothing while there is none', () => {
    expect(html(total, { computed: { total: '<3>' } })).toMatch(/Items[\s\S]*&lt;3&gt;/)
    expect(html(total, { computed: { total: '3' }, language: 'cy' })).toContain('Eitemau')
    expect(html(total)).toBe('')
    expect(html({ ...total, key: 'toString' }, { computed: {} })).toBe('')
  })

  it('is never what a browser says', () => {
    expect(html(total, { values: { total: '9' } })).toBe('')
  })

  it.each([
    ['text', 'sofa', 'sofa', 'sofa'],
    ['text', 1234.5, '1,234.5', '1,234.5'],
    ['text', true, 'Yes', 'Ie'],
    ['number', 0, '0', '0'],
    ['number', 1_000_000, '1,000,000', '1,000,000'],
    ['pence', 125_050, '£1,250.50', '£1,250.50'],
    ['pence', -500, '-£5.00', '-£5.00'],
    ['date', '2026-04-01', '1 April 2026', '1 Ebrill 2026'],
    [undefined, 'plain', 'plain', 'plain'],
  ])('in the format %s says %j as %s', (format, result, english, welsh) => {
    expect(sayResult({ ...total, format }, result, 'en')).toEqual({ ok: true, text: english })
    expect(sayResult({ ...total, format }, result, 'cy')).toEqual({ ok: true, text: welsh })
  })

  it('says nothing for nothing, and tells an officer what is of another kind', () => {
    for (const nothing of [undefined, null, ''])
      expect(sayResult(total, nothing, 'en')).toEqual({ ok: true, text: undefined })
    const wrong = [
      ['number', '3', 'a number'],
      ['number', Number.NaN, 'a number'],
      ['pence', 12.5, 'a whole number of pence'],
      ['pence', 2 ** 60, 'a whole number of pence'],
      ['date', '31/12/2026', 'a date like 2026-04-01'],
      ['date', '2026-02-30', 'a date like 2026-04-01'],
      ['text', { a: 1 }, 'text, a number, true or false'],
      ['text', ['a'], 'text, a number, true or false'],
    ] as const
    for (const [format, result, expected] of wrong) {
      expect(sayResult({ ...total, format }, result, 'en')).toEqual({
        ok: false,
        problem: `The expression of 'total' must give ${expected}`,
      })
    }
  })

  it('shows a text in part when it is very long', () => {
    const said = sayResult({ ...total, format: 'text' }, '😀'.repeat(600), 'en')
    expect(said).toEqual({ ok: true, text: '😀'.repeat(500) })
  })

  it('may look at the answers and look-ups of earlier pages, and at no others', () => {
    const text = (key: string): Component => ({ type: 'textfield', key, label: key })
    const looked = { ...text('b'), lookup: { dataset: 'accounts', expose: ['balance'] } }
    const document = aDocument([text('a')], [looked, total], [text('c')], [{ ...total, key: 'last' }])
    const found = calculationsOf(document).map(({ page, pointer, fields }) => [
      page,
      pointer,
      Object.keys(fields),
    ])
    expect(found).toEqual([
      ['page1', '/definition/components/1/components/1/value', ['a']],
      ['page3', '/definition/components/3/components/0/value', ['a', 'b', 'c', 'lookup']],
    ])
  })

  it('is not for the items of a list, and has an expression', () => {
    const list: Component = { type: 'editgrid', key: 'things', label: 'Things', components: [total] }
    expect(problemsOf([list])).toMatchObject([
      { pointer: '/definition/components/0/components/0/components/0/type' },
    ])
    for (const value of ['', undefined, 5, 'x'.repeat(16_385)])
      expect(accepts({ ...total, value })).toBe(false)
    expect(accepts({ ...total, format: 'html' })).toBe(false)
  })
})
