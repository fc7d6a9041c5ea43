import { describe, expect, it, test } from 'vitest'
import type { Component } from '../../form-schemas/document.ts'
import { parseDocument } from '../../form-schemas/parse.ts'
import { rules } from '../../form-schemas/questions/error-words.ts'
import { questionType, questionTypes } from '../../form-schemas/questions/index.ts'
import { renderCalls } from './render-calls.ts'

const viewed = (component: Component, language: 'en' | 'cy' = 'en') =>
  renderCalls(
    questionType(component.type).view({ component, language, heading: false, values: {}, errors: [] }),
  )
const accepts = (component: Component) => questionType(component.type).settings.safeParse(component).success

describe('None of these', () => {
  const component = {
    type: 'selectboxes',
    key: 'q',
    label: 'Benefits',
    values: [{ value: 'pip', label: 'PIP' }],
    noneOption: { en: 'None of these', cy: 'Dim un o’r rhain' },
  }

  it('stands last after an "or", and excludes the others where there is JavaScript', () => {
    const page = viewed(component)
    expect(page).toMatch(
      /value="pip"[\s\S]*govuk-checkboxes__divider">or<[\s\S]*value="none"[^>]*data-behaviour="exclusive"/,
    )
    expect(viewed(component, 'cy')).toMatch(/divider">neu<[\s\S]*Dim un o’r rhain/)
    expect(viewed({ ...component, noneOption: undefined })).not.toMatch(/divider|exclusive/)
  })

  it('can be asked about in a condition, and takes its stored value for itself', () => {
    const document = (value: string) => ({
      format: 'counterfoil/1',
      slug: 'a',
      title: 'A',
      definition: {
        display: 'wizard',
        components: [
          { type: 'panel', key: 'one', title: 'One', components: [component] },
          {
            type: 'panel',
            key: 'two',
            title: 'Two',
            conditional: {
              show: true,
              conjunction: 'all',
              conditions: [{ component: 'q', operator: 'includes', value }],
            },
            components: [{ type: 'textfield', key: 'why', label: 'Why' }],
          },
        ],
      },
    })
    expect(parseDocument(document('none'))).toMatchObject({ ok: true })
    expect(parseDocument(document('others'))).toMatchObject({ ok: false })
    expect(accepts({ ...component, values: [{ value: 'none', label: 'X' }] })).toBe(false)
    expect(accepts({ ...component, values: [{ value: 'none', label: 'X' }], noneOption: undefined })).toBe(
      true,
    )
  })
})

test('A count of characters says its limit in the language of the page, and begins where it was told to', () => {
  const component = {
    type: 'textarea',
    key: 'q',
    label: 'Reason',
    showCharCount: true,
    countThreshold: 75,
    validate: { maxLength: 200 },
  }
  expect(viewed(component)).toMatch(/data-threshold="75"[\s\S]*You can enter up to 200 characters/)
  expect(viewed(component, 'cy')).toMatch(/Gallwch roi hyd at 200 nod[\s\S]*/)
  const words = { ...component, validate: { maxWords: 50 } }
  expect(viewed(words)).toContain('You can enter up to 50 words')
  expect(viewed(words, 'cy')).toContain('Gallwch roi hyd at 50 gair')
})

test('What an officer writes for a declaration stands in the page as text', () => {
  const page = viewed({
    type: 'declaration',
    key: 'q',
    label: 'Declaration',
    statement: 'Fees & "charges" < £5\n\n  Second  ',
    points: "it's mine\n& yours",
  })
  expect(page).toContain(
    '<p class="govuk-body">Fees &amp; &quot;charges&quot; &lt; £5</p>\n<p class="govuk-body">Second</p>',
  )
  expect(page).toContain('<li>it&#39;s mine</li>\n<li>&amp; yours</li>')
  expect(page).toContain('aria-describedby="q-statement"')
  expect(page.match(/id="q-statement"/g)).toHaveLength(1)
})

test('"(optional)" is not said twice when an officer wrote it', () => {
  const component = { type: 'textfield', key: 'q', label: { en: 'Flat (optional)', cy: 'Fflat (dewisol)' } }
  expect(viewed(component).match(/\(optional\)/g)).toHaveLength(1)
  expect(viewed(component, 'cy').match(/\(dewisol\)/g)).toHaveLength(1)
})

test.each(['textfield', 'number', 'currency', 'email', 'phoneNumber', 'name', 'organisation', 'reference'])(
  'an input of the type %s can be as wide as GOV.UK lets it',
  (type) => {
    const { starter } = questionType(type).designer
    expect(viewed({ ...starter, width: 4 })).toContain('govuk-input--width-4')
    expect(viewed({ ...starter, width: 'two-thirds' })).toContain('govuk-!-width-two-thirds')
    expect(accepts({ ...starter, width: 'two-thirds' })).toBe(true)
    for (const width of [6, '4', 'wide', 'two-thirds" onclick="x'])
      expect(accepts({ ...starter, width })).toBe(false)
  },
)

test.each([
  ['name', { ask: 'titleFirstAndLast' }, ['honorific-prefix', 'given-name', 'family-name']],
  ['name', {}, ['name']],
  ['name', { autocomplete: 'off' }, ['off']],
  ['organisation', {}, ['organization']],
  ['dateOfBirth', {}, ['bday-day', 'bday-month', 'bday-year']],
  ['dateOfBirth', { autocomplete: 'off' }, []],
  ['email', {}, ['email']],
  ['phoneNumber', {}, ['tel']],
  ['bankDetails', {}, ['off', 'off', 'off']],
])('a browser is told what the question %s %j is about (WCAG 1.3.5)', (type, settings, tokens) => {
  const page = viewed({ ...questionType(type).designer.starter, ...settings })
  expect([...page.matchAll(/autocomplete="([^"]*)"/g)].map(([, token]) => token)).toEqual(tokens)
})

test('Bank details are kept whole and never shown whole', () => {
  const { summary } = questionType('bankDetails')
  const component = { type: 'bankDetails', key: 'q', label: 'Bank details', rollNumber: true }
  const answer = {
    accountName: 'A Roe',
    sortCode: '309430',
    accountNumber: '12345678',
    rollNumber: 'ABC/123456',
  }
  for (const language of ['en', 'cy'] as const) {
    const shown = summary(component, answer, language).join('\n')
    expect(shown).not.toMatch(/3094|12345|ABC/)
    expect(shown).toContain('A Roe')
  }
  expect(summary(component, answer, 'cy')).toContain('Cod didoli yn gorffen â 30')
})

test('Every rule can have words of its own, and no other word is taken for a rule', () => {
  const starter = questionType('textfield').designer.starter
  const custom = (customMessages: object) => accepts({ ...starter, validate: { customMessages } })
  for (const rule of rules) expect(custom({ [rule]: { en: 'Say it', cy: 'Dywedwch' } })).toBe(true)
  expect(custom({ requierd: 'Say it' })).toBe(false)
  expect(custom({ required: '<b>Say it</b>' })).toBe(false)
  expect(custom({ toString: 'Say it' })).toBe(false)
})

test('No two types have the same title in the palette', () => {
  const titles = Object.values(questionTypes).map(({ designer }) => designer.title)
  expect(new Set(titles).size).toBe(titles.length)
})
