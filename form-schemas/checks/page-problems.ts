import type { Component, FormDocument } from '../document.ts'
import { pageSlug, reservedSlugs } from '../page-slug.ts'
import type { Problem } from '../problem.ts'
import { questionType } from '../questions/index.ts'

/**
 * What only shows across pages: keys and addresses used twice or taken, and lists that are not alone on their page. Pages and
 * questions share one space of keys, as in Form.io: a journey notes a page that asks nothing under the page's key.
 */
export function pageProblems(document: FormDocument): Problem[] {
  const { definition } = document
  const problems: Problem[] = [...sectionProblems(document), ...exitProblems(document)]
  const slugs = new Map<string, string>()
  const keys = new Map<string, string>()
  for (const [p, panel] of definition.components.entries()) {
    const at = `/definition/components/${p}`
    const slug = pageSlug(panel.key)
    const taken = slugs.get(slug)
    if (reservedSlugs.has(slug)) {
      problems.push({
        pointer: `${at}/key`,
        message: `The address '${slug}' is used by the service itself: choose another key`,
      })
    } else if (taken !== undefined) {
      problems.push({
        pointer: `${at}/key`,
        message: `The page '${taken}' has the address '${slug}' already: choose another key`,
      })
    }
    slugs.set(slug, panel.key)
    if (taken !== panel.key) problems.push(...keyProblems([panel], `/definition`, keys, p))
    problems.push(...keyProblems(panel.components, at, keys), ...listProblems(panel.components, at))
    problems.push(...emptyProblems(panel.components, at))
    problems.push(...innerKeyProblems(panel.components, at))
  }
  return problems
}

/** Pages of a section stand together, in the order of the sections, so that the task list and the way through are one. */
function sectionProblems({ definition, sections = [], settings }: FormDocument): Problem[] {
  const order = new Map(sections.map(({ key }, i) => [key, i]))
  const problems: Problem[] = []
  let last = -1
  for (const [p, { section }] of definition.components.entries()) {
    const pointer = `/definition/components/${p}/section`
    if (section === undefined) {
      if (sections.length > 0) problems.push({ pointer, message: 'Say to which section the page belongs' })
      continue
    }
    const at = order.get(section)
    if (at === undefined) problems.push({ pointer, message: `There is no section '${section}'` })
    else if (at < last)
      problems.push({
        pointer,
        message: 'The pages of a section must stand together, in the order of the sections',
      })
    else last = at
  }
  if (settings?.taskList && sections.length === 0) {
    problems.push({ pointer: '/settings/taskList', message: 'A task list needs sections: add at least one' })
  }
  return problems
}

/** Who gets to an exit page goes no further, so it must be reached under a condition and has nothing to ask. */
function exitProblems({ definition }: FormDocument): Problem[] {
  return definition.components.flatMap((panel, p): Problem[] => {
    if (!panel.exit) return []
    const pointer = `/definition/components/${p}`
    if (panel.components.some((component) => questionType(component.type).asks)) {
      return [{ pointer, message: 'A page that ends the form must not ask anything' }]
    }
    return panel.conditional
      ? []
      : [{ pointer, message: 'A page that ends the form must have a condition, or nobody could send it' }]
  })
}

function keyProblems(components: Component[], at: string, keys: Map<string, string>, from = 0): Problem[] {
  return components.flatMap(({ key }, i) => {
    const pointer = `${at}/components/${from + i}/key`
    const first = keys.get(key)
    if (first === undefined) keys.set(key, pointer)
    return first === undefined
      ? []
      : [{ pointer, message: `The key '${key}' is used twice, first at ${first}` }]
  })
}

/** The questions of an item have keys of their own. */
function innerKeyProblems(components: Component[], at: string): Problem[] {
  return components.flatMap(({ components: inner }, q) => {
    const place = `${at}/components/${q}`
    return inner ? [...keyProblems(inner, place, new Map()), ...innerKeyProblems(inner, place)] : []
  })
}

function listProblems(components: Component[], at: string): Problem[] {
  const asking = components.filter((component) => questionType(component.type).asks)
  if (asking.length < 2) return []
  return components.flatMap((component, q) =>
    component.type === 'editgrid'
      ? [
          {
            pointer: `${at}/components/${q}`,
            message: 'A list must be the only question of its page: move the others to another page',
          },
        ]
      : [],
  )
}

function emptyProblems(components: Component[], at: string): Problem[] {
  if (components.length === 0 || components.some(({ type }) => !questionType(type).silent)) return []
  const message = 'The page has nothing to show, only hidden values: move them to another page'
  return [{ pointer: `${at}/components`, message }]
}
