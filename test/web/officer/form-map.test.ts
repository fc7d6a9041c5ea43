import { describe, expect, it } from 'vitest'
import type { Component, Condition, FormDocument, Panel } from '../../../form-schemas/document.ts'
import { libraryForms } from '../../../form-schemas/library/index.ts'
import { formMap } from '../../../server/web/officer/form-map/form-map-model.ts'
import { mapPicture } from '../../../server/web/officer/form-map/map-picture.ts'

const kind: Component = {
  type: 'radio',
  key: 'kind',
  label: 'What kind?',
  values: ['car', 'van', 'lorry'].map((value) => ({ value, label: value.toUpperCase() })),
  validate: { required: true },
}
const many: Component = { type: 'number', key: 'many', label: 'How many?', validate: { required: true } }
const page = (key: string, more: Partial<Panel> = {}): Panel => ({
  type: 'panel',
  key,
  title: `Page ${key}`,
  components: [{ type: 'textfield', key: `ask${key}`, label: `Ask ${key}` }],
  ...more,
})
const when = (component: string, operator: string, value?: unknown, more: object = {}) => ({
  show: true,
  conjunction: 'all' as const,
  conditions: [{ component, operator, ...(value !== undefined && { value }) } as Condition],
  ...more,
})
const form = (pages: Panel[], more: object = {}): FormDocument =>
  ({
    format: 'counterfoil/1',
    slug: 'a-form',
    title: 'A form',
    definition: { display: 'wizard', components: [page('first', { components: [kind, many] }), ...pages] },
    ...more,
  }) as FormDocument
const marksOf = (pages: Panel[], more: object = {}) =>
  Object.fromEntries(
    formMap(form(pages, more)).pages.flatMap(({ key, marks }) => (marks.length > 0 ? [[key, marks]] : [])),
  )

describe('the map marks', () => {
  it('nothing in a form without trouble, nor in any of the library', () => {
    expect(marksOf([page('a'), page('b', { conditional: when('kind', 'isEqual', 'car') })])).toEqual({})
    for (const { document } of libraryForms()) {
      const map = formMap(document)
      expect([map.marks, map.pages.filter(({ marks }) => marks.length > 0)]).toEqual([[], []])
    }
  })

  it('a page that no answers lead to, also when its conditions are in groups or have names', () => {
    const never = {
      ...when('many', 'greaterThan', 5),
      groups: [
        {
          conjunction: 'all' as const,
          conditions: [{ component: 'many', operator: 'lessThan' as const, value: 5 }],
        },
      ],
    }
    const small = { name: 'isSmall', label: 'Is small', when: when('many', 'lessThan', 3) }
    const named = { ...when('many', 'greaterThan', 3), named: ['isSmall'] }
    expect(
      marksOf([page('a', { conditional: never }), page('b', { conditional: named })], {
        conditions: [{ ...small, when: { conjunction: 'all', conditions: small.when.conditions } }],
      }),
    ).toEqual({ a: ['No answers lead to this page'], b: ['No answers lead to this page'] })
  })

  it('a page after which everybody is stopped, and a form that nobody can finish', () => {
    const exit = (key: string, conditional: Panel['conditional']) =>
      page(key, {
        exit: true,
        conditional,
        components: [{ type: 'content', key: `${key}Text`, html: '<p>No</p>' }],
      })
    const vans = when('kind', 'isEqual', 'van')
    expect(marksOf([page('a', { conditional: vans }), exit('stop', vans)])).toEqual({
      a: ['A dead end: everybody who gets here is stopped later and cannot send the form'],
    })
    const nobody = formMap(form([exit('stop', when('kind', 'isNotEmpty'))]))
    expect(nobody.marks).toEqual(['Nobody can get to check your answers: every way ends before it'])
  })

  it('an answer for which a page may have been forgotten, and not when the others have theirs', () => {
    const cars = page('cars', { conditional: when('kind', 'isEqual', 'car') })
    const vans = page('vans', { conditional: when('kind', 'isEqual', 'van') })
    const lorries = page('lorries', { conditional: when('kind', 'isEqual', 'lorry') })
    const hintsOf = (pages: Panel[]) => formMap(form(pages)).pages.flatMap(({ hints }) => hints)
    expect(hintsOf([cars, vans])).toEqual([
      'Perhaps a page is missing: who answers ‘LORRY’ to ‘What kind?’ gets none of the pages for its other answers',
    ])
    expect(hintsOf([cars, vans, lorries])).toEqual([])
    expect(hintsOf([cars])).toEqual([])
  })
})

it('a form of 200 pages with more ways than can be gone is mapped, the same each time, and says that it was tried', () => {
  const pages = Array.from({ length: 199 }, (_, index) =>
    page(`p${index}`, {
      components: [{ ...kind, key: `kind${index}` }],
      ...(index > 0 && { conditional: when(`kind${index - 1}`, 'isNotEqual', 'van') }),
    }),
  )
  pages.push(
    page('late', {
      conditional: {
        ...when('kind197', 'isEqual', 'car'),
        groups: [
          { conjunction: 'all', conditions: [{ component: 'kind197', operator: 'isEqual', value: 'van' }] },
        ],
      },
    }),
  )
  const map = formMap(form(pages))
  expect(map.pages.at(-1)?.marks).toEqual(['None of the many answers that were tried lead to this page'])
  expect(JSON.stringify(formMap(form(pages)))).toBe(JSON.stringify(map))
  const picture = mapPicture(map, ({ key }) => `/x?page=${key}`)
  expect(picture.boxes).toHaveLength(203)
  const bottoms = picture.boxes.map(({ y, height }) => y + height)
  expect(picture.boxes.every(({ y }, index) => index === 0 || y > (bottoms[index - 1] ?? 0))).toBe(true)
  expect(Math.max(...bottoms)).toBeLessThanOrEqual(picture.height)
})

it('long titles stay inside their boxes', () => {
  const map = formMap(
    form([
      page('a', { title: 'x'.repeat(300) }),
      page('b', { title: 'Where will you leave the things that we are to take away?' }),
    ]),
  )
  const { boxes } = mapPicture(map, () => '/')
  for (const { lines } of boxes) {
    expect(lines.length).toBeLessThanOrEqual(2)
    for (const { text } of lines) expect(text.length).toBeLessThanOrEqual(32)
  }
})
