import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Component, FormDocument } from '../../form-schemas/document.ts'
import { importFormio } from '../../form-schemas/import-formio.ts'
import { formatDocument, parseDocumentText } from '../../form-schemas/parse.ts'

const folder = 'test/form-schemas/formio'
const source = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'))

function imported(name: string) {
  const result = importFormio(source(name), name)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

const pages = (document: FormDocument) =>
  document.definition.components.map(({ title, components }) => [
    title,
    components.map(({ type, key }) => `${type} ${key}`),
  ])
const questions = (document: FormDocument): Component[] =>
  document.definition.components.flatMap(({ components }) => components)

describe.each(readdirSync(folder).map((name) => name.replace('.json', '')))('%s', (name) => {
  it('becomes a document that parses, and says what was left out where', () => {
    const { document, leftOut } = imported(name)
    const again = parseDocumentText(formatDocument(document))
    expect(again).toMatchObject({ ok: true })
    expect(document.slug).toBe(name)
    for (const { pointer, message } of leftOut) {
      expect(message).toMatch(/ (?:was|were) left out/)
      expect(pointer).toMatch(/^\/components\//)
      const holder = pointer
        .split('/')
        .slice(1, -1)
        .reduce<never>((at, part) => at?.[part as never], source(name) as never)
      expect(holder, pointer).toBeDefined()
    }
    expect(JSON.stringify(document)).not.toMatch(
      /<script|javascript:|onclick|customConditional|calculateValue/,
    )
  })
})

test('The front page example keeps its columns and survey, and leaves out the signature', () => {
  const { document, leftOut } = imported('example')
  expect(pages(document)).toEqual([
    [
      'Example',
      [
        'content content',
        'textfield firstName',
        'email email',
        'textfield lastName',
        'phoneNumber phoneNumber',
        'radio surveyHowWouldYouRateTheFormIoPlatform',
        'radio surveyHowWasCustomerSupport',
        'radio surveyOverallExperience',
      ],
    ],
  ])
  expect(leftOut).toContainEqual({
    pointer: '/components/3',
    message: "The 'signature' question 'Sign here' was left out: signatures are not supported yet",
  })
  expect(leftOut.filter(({ message }) => message.includes('button'))).toEqual([])
})

test('The registration wizard keeps its pages, and its reserved address gets another', () => {
  const { document, leftOut } = imported('registration-wizard')
  expect(document.definition.components.map(({ key }) => key)).toEqual([
    'userInformation',
    'paymentPage',
    'page3',
  ])
  expect(questions(document).find(({ key }) => key === 'userLastName')?.validate).toEqual({
    required: true,
    maxLength: 50,
  })
  expect(questions(document).find(({ key }) => key === 'terms')?.label).toBe(
    'I agree to the terms & conditions',
  )
  expect(questions(document).find(({ key }) => key === 'birthdate')?.validate).toEqual({ required: true })
  expect(leftOut.map(({ message }) => message)).toContain(
    "The 'password' question 'Password' was left out: forms must not ask for passwords",
  )
})

test('The job application: a data grid becomes a list on a page of its own, scripts and uploads are left out', () => {
  const { document, leftOut } = imported('employment-application')
  expect(pages(document)).toEqual([
    [
      'Personal information',
      [
        'content nameHeading',
        'textfield firstName',
        'textfield lastName',
        'email email',
        'phoneNumber phone',
        'textfield website',
        'textfield fullName',
      ],
    ],
    ['Experience', ['select position', 'selectboxes skills']],
    ['Work History', ['editgrid workHistory']],
  ])
  const list = questions(document).at(-1)
  expect(list?.validate).toEqual({ required: false, minLength: 1, maxLength: 5 })
  expect(list?.components?.find(({ key }) => key === 'salary')?.validate).toEqual({
    required: false,
    min: 0,
    max: 25000050,
  })
  const pointers = leftOut.map(({ pointer }) => pointer)
  expect(pointers).toEqual(
    expect.arrayContaining([
      '/components/0/components/2/calculateValue',
      '/components/0/components/2/validate/custom',
      '/components/1/components/2/dataSrc',
      '/components/1/components/4',
      '/components/2',
    ]),
  )
})

test('Simple conditions in the old manner become ours, of the right kinds', () => {
  const { document, leftOut } = imported('conditional-fields')
  const conditionalOf = (key: string) =>
    questions(document).find((question) => question.key === key)?.conditional
  const pets = { component: 'doYouHavePets', operator: 'isEqual' }
  expect(conditionalOf('howMany')).toEqual({
    show: true,
    conjunction: 'all',
    conditions: [{ ...pets, value: 'yes' }],
  })
  expect(conditionalOf('insured')).toEqual({
    show: false,
    conjunction: 'all',
    conditions: [{ ...pets, value: 'no' }],
  })
  expect(conditionalOf('policy')?.conditions).toEqual([
    { component: 'insured', operator: 'isEqual', value: true },
  ])
  expect(conditionalOf('otherKind')).toEqual({
    show: true,
    conjunction: 'any',
    conditions: [
      { component: 'kinds', operator: 'includes', value: 'other' },
      { component: 'howMany', operator: 'greaterThan', value: 5 },
    ],
  })
  expect(conditionalOf('earlier')).toBeUndefined()
  expect(questions(document).find(({ key }) => key === 'howMany')?.validate).toMatchObject({
    integer: true,
    min: 1,
    max: 20,
  })
  expect(leftOut.map(({ pointer }) => pointer)).toEqual([
    '/components/6/customConditional',
    '/components/7/validate/pattern',
    '/components/8/conditional',
    '/components/7/conditional',
  ])
})

test('Grids become lists, each alone on its page; a grid in a grid is left out', () => {
  const { document, leftOut } = imported('data-grid')
  expect(pages(document)).toEqual([
    ['Children', ['editgrid children']],
    ['Vehicles', ['editgrid vehicles']],
    ['Children', ['textfield comments']],
  ])
  expect(leftOut.map(({ pointer }) => pointer)).toEqual(['/components/0', '/components/1/components/1'])
})

test('HTML is cleaned to what content may have, and odd keys and options become ours', () => {
  const { document, leftOut } = imported('kitchen-sink')
  expect(document.title).toBe('Kitchen Sink')
  expect(questions(document)[0]).toMatchObject({
    html: '<h3>Welcome </h3><p>See this and <a href="https://example.com/a">that</a></p><ul><li>One</li></ul>',
  })
  expect(questions(document)[1]).toMatchObject({ html: '<p>Badly nested</p>' })
  expect(questions(document).map(({ key }) => key)).toEqual(
    expect.arrayContaining(['aB', 'nd', 'constructor2', 'and2']),
  )
  expect(questions(document).find(({ key }) => key === 'big')).toMatchObject({ type: 'select' })
  expect(questions(document).find(({ key }) => key === 'odd')?.values).toEqual([
    { value: 'quoted', label: 'Quoted' },
    { value: 'x', label: 'X' },
  ])
  expect(leftOut.map(({ message }) => message)).toContain(
    "'No options' was left out: 'values' must have at least one option",
  )
})

test('Types, masks, purposes and messages of Form.io become ours where they have an equal', () => {
  const day = (hide: string[]) => ({
    type: 'day',
    fields: Object.fromEntries(
      ['day', 'month', 'year'].map((name) => [
        name,
        { hide: hide.includes(name), required: !hide.includes(name) },
      ]),
    ),
  })
  const sources = {
    account: {
      type: 'textfield',
      inputMask: 'AA-999999',
      validate: { required: true, minLength: 9, pattern: '[A-Z]{2}-[0-9]{6}' },
    },
    brackets: { type: 'textfield', inputMask: '(999) 999-9999', validate: { maxLength: 14 } },
    nickname: {
      type: 'textfield',
      autocomplete: 'nickname',
      description: 'A hint',
      tooltip: '<p>More</p> help',
      errors: { required: 'Tell us', pattern: 'Not {{field}}', unique: 'Taken', maxLength: '' },
    },
    card: { type: 'textfield', autocomplete: 'cc-number' },
    at: { type: 'time', validate: { required: true } },
    whole: day([]),
    started: day(['day']),
    weight: { type: 'number', decimalLimit: 2 },
    story: { type: 'textarea', showWordCount: true, autocomplete: 'off', validate: { maxWords: 50 } },
  }
  const components = Object.entries(sources).map(([key, source]) => ({ key, label: key, ...source }))
  const result = importFormio({ components }, 'my-form')
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const made = Object.fromEntries(
    questions(result.document).map(({ key, label: _label, ...rest }) => [key, rest]),
  )
  expect(made).toEqual({
    account: { type: 'reference', inputMask: 'AA-999999', validate: { required: true } },
    brackets: { type: 'textfield', validate: { required: false, maxLength: 14 } },
    nickname: {
      type: 'textfield',
      autocomplete: 'nickname',
      description: 'A hint',
      help: { summary: { en: 'Help with this question', cy: 'Help gyda’r cwestiwn hwn' }, text: 'More help' },
      validate: { required: false, customMessages: { required: 'Tell us' } },
    },
    card: { type: 'textfield', validate: { required: false } },
    at: { type: 'time', validate: { required: true } },
    whole: { type: 'day', validate: { required: true } },
    started: { type: 'monthYear', validate: { required: true } },
    weight: { type: 'number', decimalLimit: 2, validate: { required: false } },
    story: {
      type: 'textarea',
      autocomplete: 'off',
      showCharCount: true,
      validate: { required: false, maxWords: 50 },
    },
  })
  expect(result.leftOut.map(({ pointer }) => pointer)).toEqual([
    '/components/1/inputMask',
    '/components/2/errors/pattern',
    '/components/2/errors/unique',
  ])
})

test.each([
  ['null', null, 'my-form'],
  ['a list', [], 'my-form'],
  ['no components', { title: 'X' }, 'my-form'],
  ['only a button', { components: [{ type: 'button', key: 'submit' }] }, 'my-form'],
  ['a slug that is no address', source('example'), '../x'],
  ['__proto__', JSON.parse('{"components":[{"__proto__":{"a":1}}]}'), 'my-form'],
])('%s is refused with a reason', (_name, json, slug) => {
  const result = importFormio(json, slug)
  expect(result.ok).toBe(false)
  if (!result.ok) expect(result.problems[0]?.message.length).toBeGreaterThan(10)
})

const kinds = [
  'textfield',
  'radio',
  'select',
  'datagrid',
  'columns',
  'table',
  'panel',
  'survey',
  'content',
  'day',
  'tabs',
  'x',
]
const labelled = fc.array(fc.record({ value: fc.string(), label: fc.string() }), { maxLength: 3 })

/** Components of all kinds with anything in them, holding others up to a depth. */
function anyComponent(depth: number): fc.Arbitrary<unknown> {
  const inner = depth === 0 ? fc.constant([]) : fc.array(anyComponent(depth - 1), { maxLength: 2 })
  const old = fc.record({ show: fc.constant('true'), when: fc.constantFrom('a', 'b'), eq: fc.string() })
  return fc.record(
    {
      type: fc.constantFrom(...kinds),
      key: fc.oneof(fc.string(), fc.constantFrom('a', 'b', '__proto', 'toString')),
      label: fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 })),
      values: fc.oneof(fc.jsonValue({ maxDepth: 1 }), labelled),
      questions: labelled,
      html: fc.oneof(fc.string(), fc.constantFrom('<p><b>x</p>', '<a href="x">y', '<<p>', '<li>x</li>')),
      validate: fc.oneof(
        fc.jsonValue({ maxDepth: 1 }),
        fc.dictionary(
          fc.constantFrom('required', 'min', 'max', 'pattern', 'minLength'),
          fc.jsonValue({ maxDepth: 1 }),
        ),
      ),
      conditional: fc.oneof(fc.jsonValue({ maxDepth: 1 }), old),
      components: inner,
      columns: fc.array(fc.record({ components: inner }), { maxLength: 2 }),
    },
    { requiredKeys: ['type'] },
  )
}

test('Importing never throws, and what it makes parses, whatever stands in a form', () => {
  fc.assert(
    fc.property(fc.array(anyComponent(2), { maxLength: 3 }), (components) => {
      const result = importFormio({ components: JSON.parse(JSON.stringify(components)) }, 'my-form')
      if (result.ok) expect(parseDocumentText(formatDocument(result.document)).ok).toBe(true)
      else expect(result.problems[0]?.message).toMatch(/Nothing of this form|not accepted|cannot be stored/)
    }),
    { numRuns: 150 },
  )
})
