import type { Answer } from '../../../form-schemas/answers.ts'
import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import { questionType, questionTypes } from '../../../form-schemas/questions/index.ts'
import type { Words } from '../../../form-schemas/words.ts'

/*
 * Forms with every type of the registry, for looking at in a browser: as the palette starts it in two languages, and with as many words
 * as its settings take. Nothing here knows a type: what its own settings accept is what is tried.
 */

/** No line can be broken inside it. */
const unbroken = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'.repeat(2).slice(0, 80)

/** A page with questions of these types; the registry's own order. */
const pageSize = 6

/** Settings that make other inputs than the palette's start. */
const otherWays: Component[] = [
  { ...starter('name'), ask: 'titleFirstAndLast' },
  { ...starter('organisation'), companyNumber: 'optional', charityNumber: 'required' },
  { ...starter('bankDetails'), rollNumber: true },
  { ...starter('textarea'), showCharCount: true },
  { ...starter('address'), findByPostcode: true },
  { ...starter('select'), searchEnabled: true },
  {
    ...starter('selectboxes'),
    values: [{ value: 'first', label: 'First option', description: 'What it is' }],
    noneOption: 'None of these',
  },
  { ...starter('reference'), inputMask: 'AA-999' },
].map((component) => ({ ...component, key: `${component.type}OtherWay` }))

export function starter(type: string): Component {
  return { ...structuredClone(questionType(type).designer.starter), key: `${type}Kind` }
}

/** All types, several a page, then the other ways; a list has a page to itself. */
export const pagesOfTypes: { key: string; components: Component[] }[] = pages()

function pages() {
  const all = Object.keys(questionTypes).map(starter)
  const lists = all.filter(({ type }) => isList(type))
  const asked = all.filter(({ type }) => !isList(type) && questionType(type).asks)
  const told = all.filter(({ type }) => !questionType(type).asks)
  const rows = Array.from({ length: Math.ceil(asked.length / pageSize) }, (_, n) =>
    asked.slice(n * pageSize, (n + 1) * pageSize),
  )
  const [first = [], ...others] = rows
  return [[...told, ...first], ...others, otherWays, ...lists.map((list) => [list])].map((components, n) => ({
    key: `page${n}`,
    components,
  }))
}

/** A list is filled in item by item, on pages of its own. */
export function isList(type: string): boolean {
  return Array.isArray(starter(type).components)
}

export function bilingualForm(slug: string): FormDocument {
  const both = (text: string): Words => ({ en: text, cy: welsh(text) })
  return formOf(slug, both('Every question'), (page) => ({
    title: both(`Questions of ${page.key}`),
    components: page.components.map((one) => reworded(one, (text) => [both(text)])),
  }))
}

export function longForm(slug: string): FormDocument {
  return formOf(slug, `Every question ${unbroken}`, (page) => ({
    title: longText(90),
    components: page.components.map(withLongWords),
  }))
}

/** Each question by itself, so that it is its page's heading, with as many words as it takes. */
export function longFormOneByOne(slug: string): FormDocument {
  const components = pagesOfTypes.flatMap((page) => page.components).filter(({ type }) => !isSilent(type))
  return {
    ...longForm(slug),
    definition: {
      display: 'wizard',
      components: components.map((one, n) => ({
        type: 'panel',
        key: `page${n}`,
        title: longText(90),
        components: [withLongWords(one)],
      })),
    },
  }
}

function isSilent(type: string): boolean {
  return questionType(type).silent === true
}

type Page = (typeof pagesOfTypes)[number]

function formOf(
  slug: string,
  title: Words,
  page: (page: Page) => { title: Words; components: Component[] },
): FormDocument {
  const components = pagesOfTypes.map((one) => ({ type: 'panel' as const, key: one.key, ...page(one) }))
  return { format: 'counterfoil/1', slug, title, definition: { display: 'wizard', components } }
}

function welsh(text: string): string {
  return text.startsWith('<') ? '<p>Yr hyn y mae angen i bobl ei wybod.</p>' : `Ŵyth: ${text}`
}

function longText(characters: number): string {
  return `${unbroken} ${'and what else there is to say of it '.repeat(30)}`.slice(0, characters).trim()
}

function withLongWords(component: Component): Component {
  const long = reworded(component, (text) => {
    const sizes = [300, 100, 60]
    return text.startsWith('<')
      ? [`<p>${longText(600)}</p><ul><li>${unbroken}</li></ul>`]
      : sizes.map((size) => longText(size))
  })
  const more: [string, unknown][] = [
    ['description', longText(900)],
    ['help', { summary: longText(150), text: longText(800) }],
    ['validate', { ...(component.validate as object), customMessage: longText(300) }],
  ]
  let so = long
  for (const [name, value] of more) so = accepted({ ...so, [name]: value }) ?? so
  return so
}

/** The component with other words wherever it has words: the first of `choices` that its settings accept. */
function reworded(component: Component, choices: (text: string) => Words[]): Component {
  let so = component
  for (const path of stringPaths(component)) {
    // What a type is, and the questions of a list's items, are not words of its own.
    if (path[0] === 'type' || path[0] === 'components') continue
    const isWords = accepted(changed(so, path, { en: 'Words', cy: 'Geiriau' }))
    const isHtml = accepted(changed(so, path, { en: '<p>W</p>', cy: '<p>G</p>' }))
    if (!isWords && !isHtml) continue
    const found = choices(String(valueAt(component, path)))
      .map((words) => accepted(changed(so, path, words)))
      .find((one) => one !== undefined)
    so = found ?? so
  }
  const items = (so as { components?: Component[] }).components
  return items ? { ...so, components: items.map((one) => reworded(one, choices)) } : so
}

function accepted(component: Component): Component | undefined {
  return questionType(component.type).settings.safeParse(component).success ? component : undefined
}

type Path = (string | number)[]

function stringPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => stringPaths(part, [...path, name]))
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((so, name) => (so as Record<string, unknown>)[name], value)
}

function changed<T>(value: T, path: Path, to: unknown): T {
  const copy = structuredClone(value)
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>
  parent[path.at(-1)!] = to
  return copy
}

export function sampleOf(component: Component): Answer {
  return questionType(component.type).sample(component, 2)
}

/** A sample with each of its texts as long as the type takes it. */
export function longAnswer(component: Component): Answer {
  const type = questionType(component.type)
  let so = sampleOf(component)
  if (isList(component.type)) return so
  if (typeof so === 'string') so = longest(component, (text) => text, so)
  for (const path of stringPaths(so).filter(({ length }) => length > 0))
    so = longest(component, (text) => changed(so, path, text), so)
  return type.check(component, so, 'en').length === 0 ? so : sampleOf(component)
}

function longest(component: Component, of: (text: string) => Answer, before: Answer): Answer {
  const type = questionType(component.type)
  const texts = [`${unbroken} ${longText(170)}`, `${unbroken}.png`, unbroken.slice(0, 60)]
  return texts.map(of).find((answer) => type.check(component, answer, 'en').length === 0) ?? before
}
