import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answer, Answers } from '../../form-schemas/answers.ts'
import type { Component, Conditional, ConditionOperator, Panel } from '../../form-schemas/document.ts'
import {
  type CompiledForm,
  canVisit,
  compileForm,
  nextPage,
  pageList,
  reachableAnswers,
  reachablePages,
  readItemAt,
  readPage,
} from '../../server/journey/index.ts'
import { aDocument } from './a-form.ts'

const operators: ConditionOperator[] = [
  'isEqual',
  'isNotEqual',
  'isEmpty',
  'isNotEmpty',
  'includes',
  'notIncludes',
  'greaterThan',
  'lessThanOrEqual',
]

const conditional: fc.Arbitrary<Conditional | undefined> = fc.option(
  fc.record({
    show: fc.boolean(),
    conjunction: fc.constantFrom('all' as const, 'any' as const),
    conditions: fc.array(
      fc.record({
        component: fc.nat(12).map((n) => `q${n}`),
        operator: fc.constantFrom(...operators),
        value: fc.constantFrom<string | number | boolean>('a', 'b', 1, 5, true, false, '2026-11-22'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  { nil: undefined, freq: 2 },
)

const kinds = ['textfield', 'number', 'yesno', 'radio', 'selectboxes', 'day', 'content'] as const
const choices = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
]

const question = fc.record({ kind: fc.constantFrom(...kinds), required: fc.boolean(), conditional })
const aRandomPage = fc.record({
  list: fc.boolean(),
  conditional,
  questions: fc.array(question, { maxLength: 3 }),
})

/** Keys are given in order, so that conditions name earlier, same, later and missing questions alike. */
const randomForm = fc.array(aRandomPage, { minLength: 1, maxLength: 6 }).map((pages): CompiledForm => {
  let next = 0
  const panels = pages.map((page, index): Panel => {
    const components = page.questions.map((one): Component => {
      const key = `q${next++}`
      const base = {
        type: one.kind,
        key,
        label: key,
        ...(one.conditional && { conditional: one.conditional }),
      }
      if (one.kind === 'content') return { ...base, html: '<p>Words</p>' }
      const validate = one.required ? { required: true } : {}
      return { ...base, validate, ...(['radio', 'selectboxes'].includes(one.kind) && { values: choices }) }
    })
    const list: Component = {
      type: 'editgrid',
      key: `q${next++}`,
      label: 'List',
      validate: { required: true },
      components: [{ type: 'textfield', key: 'what', label: 'What', validate: { required: true } }],
    }
    return {
      type: 'panel',
      key: `page${index}`,
      title: `Page ${index}`,
      components: page.list ? [list] : components,
      ...(page.conditional && { conditional: page.conditional }),
    }
  })
  return compileForm(aDocument(...panels))
})

const answer: fc.Arbitrary<Answer> = fc.constantFrom<Answer>(
  'a',
  'b',
  'zebra',
  '',
  null,
  true,
  false,
  1,
  5,
  -1,
  '2026-11-22',
  ['a'],
  ['a', 'b'],
  [],
  [{ what: 'x' }],
  [{}],
)
const randomAnswers: fc.Arbitrary<Answers> = fc.dictionary(
  fc.oneof(
    fc.nat(15).map((n) => `q${n}`),
    fc.nat(6).map((n) => `continued:page${n}`),
  ),
  fc.oneof(answer, fc.constant(true)),
)

test('every page that may be visited has all pages before it answered', () => {
  fc.assert(
    fc.property(randomForm, randomAnswers, (form, answers) => {
      const way = reachablePages(form, answers)
      const next = nextPage(form, answers)
      const end = next === 'check-your-answers' ? way.length - 1 : way.indexOf(next)
      for (const page of form.pages) {
        const at = way.indexOf(page)
        expect(canVisit(form, answers, page.slug)).toBe(at !== -1 && at <= end)
      }
      expect(canVisit(form, answers, 'check-your-answers')).toBe(next === 'check-your-answers')
    }),
    { numRuns: 500 },
  )
})

test('the answers that count belong to reachable pages, and counting them again changes nothing', () => {
  fc.assert(
    fc.property(randomForm, randomAnswers, (form, answers) => {
      const counted = reachableAnswers(form, answers)
      const keys = new Set(
        reachablePages(form, answers).flatMap((page) => page.questions.map(({ key }) => key)),
      )
      for (const [key, value] of Object.entries(counted)) {
        expect(keys).toContain(key)
        expect(value).toBe(answers[key])
      }
      expect(reachableAnswers(form, counted)).toEqual(counted)
    }),
    { numRuns: 500 },
  )
})

test('answering the next page again and again ends at check your answers, whatever was there before', () => {
  fc.assert(
    fc.property(randomForm, randomAnswers, fc.nat(5), (form, before, n) => {
      let answers = before
      // Each page can be asked once more when its answers change what earlier-hidden questions of later pages need.
      for (let step = 0; step <= form.pages.length; step++) {
        const page = nextPage(form, answers)
        if (page === 'check-your-answers') return
        answers = { ...answers, ...fill(form, page.slug, answers, n) }
      }
      expect(nextPage(form, answers)).toBe('check-your-answers')
    }),
    { numRuns: 500 },
  )
})

/** Fills a page in as a resident does: by posting fields. */
function fill(form: CompiledForm, slug: string, answers: Answers, n: number): Answers {
  const page = form.bySlug.get(slug)!
  const fields = new URLSearchParams()
  const components = page.list ? page.list.item.components : page.components
  for (const { asks, type, component } of components) {
    if (!asks) continue
    for (const [name, value] of Object.entries(type.values(component, type.sample(component, n)))) {
      for (const one of [value].flat()) fields.append(name, one)
    }
  }
  if (page.list) {
    const read = readItemAt(form, pageList(page), fields, answers, 'en', undefined)
    if (!read.ok) throw new Error(JSON.stringify(read.errors))
    return { [page.list.key]: [read.item] }
  }
  const read = readPage(form, page, fields, answers, 'en')
  if (!read.ok) throw new Error(JSON.stringify(read.errors))
  return read.patch
}
