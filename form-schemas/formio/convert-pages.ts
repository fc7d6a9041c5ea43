import type { Component, Conditional, Panel } from '../document.ts'
import { pageSlug, reservedSlugs } from '../page-slug.ts'
import { bothConditionals, convertConditional } from './convert-conditional.ts'
import { commonParts, convertQuestion } from './convert-question.ts'
import { legalKey } from './legal-key.ts'
import {
  childrenAt,
  type Import,
  isSource,
  nameInside,
  note,
  type Path,
  plainText,
  type Source,
  shortened,
  spokenName,
} from './source.ts'

type Placed = { source: Source; path: Path }

/** The pages: each panel at the root is one; what stands beside panels is gathered into pages of its own, under the form's title. */
export function convertPages(form: Source, title: string, job: Import): Panel[] {
  const taken = new Set<string>()
  const pages: Panel[] = []
  let loose: Component[] = []
  const endLoose = () => {
    pages.push(...pagesOf(loose, title, 'questions', undefined, taken))
    loose = []
  }
  for (const placed of childrenAt(form, [], 'components')) {
    if (placed.source.type !== 'panel') {
      loose.push(...flatten(placed, undefined, job, taken))
      continue
    }
    endLoose()
    const conditional = convertConditional(placed.source, job, placed.path)
    const components = childrenAt(placed.source, placed.path, 'components').flatMap((child) =>
      flatten(child, undefined, job, taken),
    )
    const name = shortened(plainText(placed.source.title) || plainText(placed.source.label) || title, 300)
    const made = pagesOf(components, name, placed.source.key, conditional, taken)
    for (const page of made) job.origin.set(page, placed.path)
    if (made.length === 0) note(job, placed.path, `The page '${name}' was left out: nothing of it was left`)
    pages.push(...made)
  }
  endLoose()
  return pages
}

/** One page, or several where a list must be alone, or more than 50 would be on one. */
function pagesOf(
  components: Component[],
  title: string,
  key: unknown,
  conditional: Conditional | undefined,
  taken: Set<string>,
): Panel[] {
  const groups: Component[][] = []
  for (const component of components) {
    const last = groups.at(-1)
    const alone =
      component.type === 'editgrid' ||
      last?.some((one) => one.type === 'editgrid') ||
      (last?.length ?? 50) >= 50
    if (alone) groups.push([component])
    else last?.push(component)
  }
  return groups.map((group) => ({
    type: 'panel',
    key: pageKey(key, taken),
    title: group[0]?.type === 'editgrid' && groups.length > 1 ? (group[0].label ?? title) : title,
    ...(conditional ? { conditional: structuredClone(conditional) } : {}),
    components: group,
  }))
}

/** Also not an address that the service has itself ("payment"). */
function pageKey(old: unknown, taken: Set<string>): string {
  const key = legalKey(old, 'page', taken)
  return reservedSlugs.has(pageSlug(key)) ? legalKey(`${key} page`, 'page', taken) : key
}

/** What only arranges: Form.io's boxes, by where their components are. */
const boxes: Record<string, (placed: Placed) => Placed[]> = {
  panel: inside,
  well: inside,
  fieldset: inside,
  container: inside,
  columns: ({ source, path }) => childrenAt(source, path, 'columns').flatMap(inside),
  tabs: ({ source, path }) => childrenAt(source, path, 'components').flatMap(inside),
  table: ({ source, path }) =>
    (Array.isArray(source.rows) ? source.rows : []).flatMap((row: unknown, r) =>
      (Array.isArray(row) ? row : []).flatMap((cell: unknown, c) =>
        childrenAt(cell, [...path, 'rows', r, c], 'components'),
      ),
    ),
}

function inside({ source, path }: Placed): Placed[] {
  return childrenAt(source, path, 'components')
}

/** A component as questions in a row: boxes are opened, and their condition becomes that of each question in them. */
function flatten(
  placed: Placed,
  outer: Conditional | undefined,
  job: Import,
  taken: Set<string>,
): Component[] {
  const { source, path } = placed
  const own = convertConditional(source, job, path)
  const both = outer && own ? bothConditionals(outer, own) : (outer ?? own)
  if (outer && own && !both) {
    note(
      job,
      [...path, 'conditional'],
      `The condition of ${nameInside(source)} was left out: only that of the box around it was kept`,
    )
  }
  const conditional = both ?? outer
  const type = typeof source.type === 'string' ? source.type : ''
  const open = Object.hasOwn(boxes, type) ? boxes[type] : undefined
  if (open) {
    const kept = open(placed).flatMap((child) => flatten(child, conditional, job, taken))
    const heading = kept.length > 0 ? headingOf(placed, job, taken) : []
    return [...heading.map((one) => (conditional ? withConditional(one, conditional, job) : one)), ...kept]
  }
  const made =
    type === 'editgrid' || type === 'datagrid'
      ? convertList(placed, job, taken)
      : convertQuestion(source, path, job, taken)
  return conditional ? made.map((component) => withConditional(component, conditional, job)) : made
}

/** The words above a box, which say what its questions are about. */
function headingOf({ source, path }: Placed, job: Import, taken: Set<string>): Component[] {
  const words = plainText(
    source.type === 'fieldset' ? source.legend : source.type === 'panel' ? source.title : '',
  )
  if (words === '') return []
  const html = `<h2>${words.slice(0, 300).replaceAll('&', '&amp;')}</h2>`
  const made: Component = {
    type: 'content',
    key: legalKey(`${source.key ?? ''} heading`, 'heading', taken),
    html,
  }
  job.origin.set(made, path)
  return [made]
}

function withConditional(component: Component, conditional: Conditional, job: Import): Component {
  const made = { ...component, conditional: structuredClone(conditional) }
  const origin = job.origin.get(component)
  if (origin) job.origin.set(made, origin)
  return made
}

/** A grid as a repeating list. The questions of an item are asked together, so their conditions go. */
function convertList({ source, path }: Placed, job: Import, taken: Set<string>): Component[] {
  const itemKeys = new Set<string>()
  const questions = inside({ source, path })
    .flatMap((child) => flatten(child, undefined, job, itemKeys))
    .filter((component) => {
      if (component.type !== 'editgrid') return true
      note(
        job,
        job.origin.get(component) ?? path,
        'A list inside a list was left out: this is not supported yet',
      )
      return false
    })
    .map((component) => {
      if (component.conditional) note(job, path, `The condition of '${component.key}' in a list was left out`)
      const { conditional: _left, ...rest } = component
      return rest as Component
    })
  if (questions.length === 0) {
    note(job, path, `${spokenName(source)} was left out: nothing of it was left`)
    return []
  }
  const validate = isSource(source.validate) ? source.validate : {}
  const limit = (name: string) => {
    const value = Number(validate[name])
    return validate[name] !== undefined &&
      validate[name] !== '' &&
      Number.isInteger(value) &&
      value >= 0 &&
      value <= 100
      ? { [name]: value }
      : {}
  }
  const rules = { required: validate.required === true, ...limit('minLength'), ...limit('maxLength') }
  const list: Component = {
    type: 'editgrid',
    ...commonParts(source, job, taken),
    components: questions,
    validate: rules,
  }
  job.origin.set(list, path)
  return [list]
}
