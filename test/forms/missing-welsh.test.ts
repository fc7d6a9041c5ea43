import { describe, expect, test } from 'vitest'
import type { FormDocument } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { parseDocument } from '../../form-schemas/parse.ts'
import { questionTypes } from '../../form-schemas/questions/index.ts'
import { missingWelsh } from '../../server/forms/missing-welsh.ts'
import { componentWords, documentWords } from '../../server/forms/word-fields.ts'

const both = (en: string) => ({ en, cy: `${en} yn Gymraeg` })

/** A form that has words wherever words may stand, all of them in both languages. */
function welshForm(): FormDocument {
  const json = {
    format: 'counterfoil/1',
    slug: 'hall',
    title: both('Hire a hall'),
    sections: [{ key: 'you', title: both('About you') }],
    definition: {
      display: 'wizard',
      components: [
        {
          type: 'panel',
          key: 'page',
          title: both('Page'),
          label: 'Only Form.io sees this',
          section: 'you',
          components: [
            { type: 'content', key: 'text', label: 'Only officers see this', html: both('<p>Read this</p>') },
            {
              type: 'textfield',
              key: 'size',
              label: both('Size'),
              description: both('In metres'),
              errorLabel: both('the size'),
              prefix: '£',
              suffix: both('metres'),
              validate: { customMessage: both('Enter a size') },
            },
            {
              type: 'radio',
              key: 'hall',
              label: both('Hall'),
              values: [{ value: 'a', label: both('Main'), description: both('Large') }],
            },
            {
              type: 'select',
              key: 'day',
              label: both('Day'),
              data: { values: [{ value: 'a', label: both('Monday') }] },
            },
          ],
        },
        {
          type: 'panel',
          key: 'list',
          title: both('Items'),
          section: 'you',
          components: [
            {
              type: 'editgrid',
              key: 'items',
              label: both('Items'),
              itemLabel: both('item'),
              addAnother: both('Add an item'),
              components: [{ type: 'textfield', key: 'what', label: both('What is it?') }],
            },
          ],
        },
      ],
    },
    pricing: {
      fees: {},
      define: [{ name: 'count', value: '1', label: both('Number') }],
      lines: [
        {
          code: 'hire',
          label: both('Hire'),
          amount: '100',
          vat: 'standard',
          fund: 'H',
          narrative: 'For finance only',
        },
      ],
      tests: [],
    },
    payment: { gateway: 'card', description: both('Hall hire'), reference: '{reference}' },
    notifications: [
      {
        id: 'sent',
        on: 'completed',
        channel: 'email',
        to: { address: 'a@example.com' },
        subject: both('Sent'),
        text: both('Hello'),
      },
    ],
    confirmation: { whatHappensNext: both('We write to you') },
    settings: {
      contact: both('Telephone us'),
      closedMessage: both('Closed'),
      declaration: both('It is true'),
      useLimits: [{ name: 'once', question: 'size', most: 1, months: 12, message: both('Once a year') }],
    },
  }
  const parsed = parseDocument(json)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}

/** Every place of the document that has Welsh, by its pointer. */
function welshPlaces(value: unknown, at = ''): string[] {
  if (value === null || typeof value !== 'object') return []
  if (Object.hasOwn(value, 'cy')) return [at]
  return Object.entries(value).flatMap(([key, inner]) => welshPlaces(inner, `${at}/${key}`))
}

function without(pointer: string, change: (words: { en: string; cy?: string }) => unknown): FormDocument {
  const document = welshForm()
  const path = pointer.slice(1).split('/')
  const last = path.pop()!
  let owner = document as unknown as Record<string, unknown>
  for (const part of path) owner = owner[part] as Record<string, unknown>
  owner[last] = change(owner[last] as { en: string })
  return document
}

describe('a form in Welsh', () => {
  test('with Welsh for all its words has no problem', () => {
    expect(missingWelsh(welshForm())).toEqual([])
  })

  const places = welshPlaces(welshForm()).filter((pointer) => pointer !== '/title')
  test('has words in more than twenty kinds of places here', () => {
    expect(places.length).toBeGreaterThan(20)
  })

  test.each(places)(
    'without Welsh at %s is told where, whatever the way in which it is missing',
    (pointer) => {
      for (const change of [
        ({ en }: { en: string }) => en,
        ({ en }: { en: string }) => ({ en }),
        ({ en }: { en: string }) => ({ en, cy: '  ' }),
      ]) {
        expect(missingWelsh(without(pointer, change)).map((problem) => problem.pointer)).toEqual([pointer])
      }
    },
  )

  test('is told the English words, short and without tags, and the screen where they are mended', () => {
    const long = `<p>Read ${'very carefully '.repeat(20)}</p>`
    const [problem] = missingWelsh(without('/definition/components/0/components/0/html', () => long))
    expect(problem).toEqual({
      pointer: '/definition/components/0/components/0/html',
      message: 'There is no Welsh for ‘Read very carefully very carefully very carefully very care…’',
      screen: 'design',
    })
    const screenAt = (pointer: string) => missingWelsh(without(pointer, ({ en }) => en))[0]?.screen
    expect(screenAt('/pricing/lines/0/label')).toBe('prices')
    expect(screenAt('/sections/0/title')).toBe('design')
    expect(screenAt('/notifications/0/text')).toBe('settings')
  })
})

test('a form that is not in Welsh lacks none', () => {
  for (const title of ['Hire a hall', { en: 'Hire a hall' }]) {
    const document = without('/settings/contact', ({ en }) => en)
    expect(missingWelsh({ ...document, title })).toEqual([])
  }
  for (const { document } of libraryForms()) expect(missingWelsh(document)).toEqual([])
})

test('a library form that is given a Welsh title is told all that is still in English', () => {
  const { document } = libraryForms().find(({ slug }) => slug === 'bulky-waste')!
  const problems = missingWelsh({ ...document, title: { en: 'Bulky waste', cy: 'Gwastraff swmpus' } })
  expect(problems.length).toBeGreaterThan(30)
  expect(new Set(problems.map(({ screen }) => screen))).toEqual(new Set(['design', 'prices', 'settings']))
  expect(new Set(problems.map(({ pointer }) => pointer)).size).toBe(problems.length)
})

describe('the words of a document', () => {
  test('are found wherever the schema takes two languages, and nowhere else', () => {
    expect(documentWords().map((path) => path.join('.'))).toEqual(
      expect.arrayContaining([
        'title',
        'sections.*.title',
        'pricing.lines.*.label',
        'notifications.*.subject',
      ]),
    )
    const codes = [
      'slug',
      'pricing.lines.*.fund',
      'pricing.lines.*.amount',
      'conditions.*.label',
      'payment.reference',
    ]
    for (const code of codes) expect(documentWords().map((path) => path.join('.'))).not.toContain(code)
  })

  test.each(Object.entries(questionTypes).filter(([, { asks, silent }]) => asks && !silent))(
    'of a question of the type %s have its label among them',
    (type) => {
      expect(componentWords(type)).toContainEqual(['label'])
    },
  )
})
