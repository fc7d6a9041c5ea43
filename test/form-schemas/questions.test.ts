import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Answer } from '../../form-schemas/answers.ts'
import type { Component } from '../../form-schemas/document.ts'
import { questionType, questionTypes } from '../../form-schemas/questions/index.ts'
import type { FieldError, MacroCall, ViewInput } from '../../form-schemas/questions/question-type.ts'
import { type QuestionCase, questionCases, type Typed } from './question-cases.ts'
import { renderCalls } from './render-calls.ts'

const unkindWords = /\b(?:please|sorry|invalid|valid|forbidden)\b/i

function posted(typed: Typed): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(typed))
    for (const one of [value].flat()) search.append(name, one)
  return search
}

/** The tables of a type: one for each way in which it can be asked. */
function tablesOf(type: string): QuestionCase[] {
  return Object.values(questionCases).filter(({ component }) => component.type === type)
}

/** Everything in the parameters that is not what the inputs hold. */
function withoutHeld(calls: MacroCall[]): unknown {
  return JSON.parse(
    JSON.stringify(calls, (name, value) => (['value', 'checked', 'selected'].includes(name) ? 0 : value)),
  )
}

const viewOf = (component: Component, rest: Partial<ViewInput> = {}) =>
  questionType(component.type).view({
    component,
    language: 'en',
    heading: false,
    values: {},
    errors: [],
    ...rest,
  })

test('Every type in the registry has a table of right and wrong answers, or has no inputs', () => {
  const without = Object.keys(questionTypes).filter((type) => tablesOf(type).length === 0)
  const elsewhere = ['file', 'photo', 'hidden', 'editgrid']
  expect(without.filter((type) => questionType(type).asks).sort()).toEqual(elsewhere.sort())
})

test('An unknown type is a bug, also when JavaScript objects know the name', () => {
  expect(() => questionType('signature')).toThrow("There is no question type 'signature'")
  expect(() => questionType('constructor')).toThrow()
})

describe.each(Object.keys(questionTypes))('%s', (name) => {
  const type = questionType(name)
  const { starter } = type.designer

  it('offers the designer something that its own settings accept', () => {
    expect(type.settings.safeParse(starter)).toMatchObject({ success: true })
    expect(starter.type).toBe(name)
    expect(JSON.parse(JSON.stringify(type.designer))).toEqual(type.designer)
  })

  it('is edited in a dialog of plain Form.io JSON with the tabs that the builder needs', () => {
    const form = type.editForm() as { components: { type: string; key: string; components: unknown[] }[] }
    expect(form.components).toHaveLength(1)
    expect(form.components[0]).toMatchObject({ type: 'tabs', key: 'tabs' })
    expect(JSON.parse(JSON.stringify(form))).toEqual(form)
    expect(JSON.stringify(form)).not.toMatch(/custom(?!Message)|calculateValue/)
  })

  it('refuses settings it does not know, JavaScript and HTML in its label', () => {
    const more = [
      { ...starter, extra: 1 },
      { ...starter, calculateValue: 'value = 1' },
      { ...starter, label: '<img src=x onerror=alert(1)>' },
      { ...starter, key: '1st' },
      { ...starter, key: 'hasOwnProperty' },
      { ...starter, key: 'and' },
    ]
    for (const component of more)
      expect(type.settings.safeParse(component).success, JSON.stringify(component)).toBe(false)
  })

  it('makes samples that pass its own checks', () => {
    for (let n = 0; n < 20; n++) {
      for (const component of [starter, ...tablesOf(name).map((table) => table.component)]) {
        if (component.validate?.pattern) continue
        expect(type.check(component, type.sample(component, n), 'en'), `sample ${n}`).toEqual([])
      }
    }
  })

  it('checks any JSON as an answer without throwing, and names only its own fields', () => {
    for (const component of [starter, ...tablesOf(name).map((table) => table.component)]) {
      const fields = [component.key, ...type.fields(component).map((field) => field.name)]
      fc.assert(
        fc.property(fc.jsonValue(), (answer) => {
          for (const error of type.check(component, answer as Answer, 'cy'))
            expect(fields).toContain(error.field)
        }),
        { numRuns: 100 },
      )
    }
  })

  it('says an officer’s own words for each rule that its dialog offers, and only for that one', () => {
    const offered = JSON.stringify(type.editForm()).matchAll(/"validate\.customMessages\.(\w+)"/g)
    for (const [, rule = ''] of tablesOf(name).length === 0 ? [] : offered) {
      const messages = tablesOf(name).flatMap(({ component, wrong }) => {
        const customMessages = { [rule]: { en: 'Own words', cy: 'Geiriau ei hun' } }
        const own = { ...component, validate: { ...component.validate, customMessages } }
        expect(type.settings.safeParse(own)).toMatchObject({ success: true })
        return wrong.map(([typed, , english]) => {
          const read = type.read(own, posted(typed), 'en')
          return read.ok
            ? 'no error'
            : read.errors[0]?.message === english
              ? 'as before'
              : read.errors[0]?.message
        })
      })
      expect(messages, rule).toContain('Own words')
      expect(new Set(messages).size, rule).toBeLessThanOrEqual(2)
      if (messages.length > 1 && rule !== 'required') expect(messages, rule).toContain('as before')
    }
  })

  it('shows an officer’s help below the question, closed, in the language of the page', () => {
    const component = {
      ...(tablesOf(name)[0]?.component ?? starter),
      help: { summary: { en: 'Where to look', cy: 'Ble i edrych' }, text: 'On your bill\n& card' },
    }
    if (!type.settings.safeParse(component).success) return
    const last = viewOf(component, { language: 'cy' }).at(-1)
    expect(last?.macro).toBe('govukDetails')
    const page = renderCalls(viewOf(component, { language: 'cy' }))
    expect(page).toContain('Ble i edrych')
    expect(page).toContain('<p class="govuk-body">On your bill</p>\n<p class="govuk-body">&amp; card</p>')
    expect(page).not.toMatch(/<details[^>]* open/)
  })
})

describe.each(Object.entries(questionCases))(
  '%s',
  (_name, { component, right, wrong, summary, neverOptional }) => {
    const type = questionType(component.type)

    it('has a table of settings that a form may have', () => {
      expect(type.settings.safeParse(component).error?.issues ?? []).toEqual([])
    })

    it.each(right)('reads %j as %j', (typed, answer) => {
      expect(type.read(component, posted(typed), 'en')).toEqual({ ok: true, answer })
      expect(type.check(component, answer, 'en')).toEqual([])
      const prefixed = Object.fromEntries(
        Object.entries(typed).map(([field, value]) => [`p-${field}`, value]),
      )
      expect(type.read(component, posted(prefixed), 'en', 'p-')).toEqual({ ok: true, answer })
    })

    it.each(wrong)('refuses %j at %s: %s', (typed, field, english, welsh) => {
      expect(type.read(component, posted(typed), 'en')).toEqual({
        ok: false,
        errors: [{ field, message: english }],
      })
      expect(type.read(component, posted(typed), 'cy')).toEqual({
        ok: false,
        errors: [{ field, message: welsh }],
      })
      expect(english).not.toMatch(unkindWords)
    })

    it('takes an empty answer when it is optional, and says so in its label', () => {
      const optional = { ...component, validate: { ...component.validate, required: false } }
      if (neverOptional) {
        expect(type.settings.safeParse(optional).success).toBe(false)
        for (const none of [undefined, null, '', false])
          expect(type.check(component, none, 'en')).toHaveLength(1)
        return
      }
      const read = type.read(optional, posted({}), 'en')
      expect(read).toEqual({ ok: true, answer: component.type === 'checkbox' ? false : null })
      expect(type.check(optional, undefined, 'en')).toEqual([])
      expect(JSON.stringify(viewOf(optional))).toContain('(optional)')
      expect(JSON.stringify(viewOf(optional, { language: 'cy' }))).toContain('(dewisol)')
    })

    it('says its own message instead of all others when it has one', () => {
      const own = {
        ...component,
        validate: { ...component.validate, customMessage: { en: 'Say it', cy: 'Dywedwch' } },
      }
      const read = type.read(own, posted({}), 'cy')
      expect(read.ok ? [] : read.errors.map(({ message }) => message)).toContain('Dywedwch')
    })

    it('shows a stored answer so that posting it again stores the same', () => {
      const more = right.map(([, answer]) => answer)
      if (!component.validate?.pattern)
        more.push(...Array.from({ length: 8 }, (_, n) => type.sample(component, n)))
      for (const answer of more) {
        const values = type.values(component, answer)
        expect(Object.keys(values).sort()).toEqual(
          type
            .fields(component)
            .map((field) => field.name)
            .sort(),
        )
        expect(type.read(component, posted(values as Typed), 'en')).toEqual({ ok: true, answer })
      }
    })

    it('has the same parameters whatever its inputs hold, but for what they hold', () => {
      const filled = right.map(([, answer]) => type.values(component, answer))
      for (const heading of [true, false]) {
        const empty = withoutHeld(viewOf(component, { heading }))
        for (const values of filled)
          expect(withoutHeld(viewOf(component, { heading, values }))).toEqual(empty)
      }
    })

    it('is rendered by the GOV.UK macros with an id for every field that an error can link to', () => {
      for (const heading of [true, false]) {
        for (const [typed] of wrong) {
          const read = type.read(component, posted(typed), 'en')
          const errors: FieldError[] = read.ok ? [] : read.errors
          const page = renderCalls(viewOf(component, { heading, values: typed, errors }))
          for (const { field, message } of errors) {
            expect(page).toContain(`id="${field}"`)
            expect(page).toContain(message.replaceAll("'", '&#39;'))
          }
          expect(page).not.toContain(' required')
          expect(page.includes('<h1')).toBe(heading)
        }
      }
    })

    it('escapes what was typed', () => {
      const values = Object.fromEntries(
        type.fields(component).map(({ name: field }) => [field, '"><script>alert(1)</script>']),
      )
      expect(renderCalls(viewOf(component, { values }))).not.toContain('<script>')
    })

    it('sums an answer up in plain text, and nothing when there is none', () => {
      if (!summary) throw new Error('has no summary case')
      expect(type.summary(component, summary[0], 'en')).toEqual(summary[1])
      expect(type.summary(component, null, 'en')).toEqual([])
      expect(type.summary(component, undefined, 'cy')).toEqual([])
    })
  },
)
