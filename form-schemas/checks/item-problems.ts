import { conditionsIn } from '../conditions.ts'
import type { Component, FormDocument } from '../document.ts'
import { pageSlug } from '../page-slug.ts'
import type { Problem } from '../problem.ts'
import { mostNestedItems } from '../questions/editgrid/settings.ts'
import { questionType } from '../questions/index.ts'
import { operatorProblem } from './condition-problems.ts'

/** The last parts of addresses below an item that are the service's own. */
const reserved = new Set(['removal'])

/**
 * What only shows among the questions of one item of a list. An item is checked by itself, also where nothing else is known of the
 * journey, so its conditions can only look at earlier questions of the same item. The lists in it have pages of their own, after it.
 */
export function itemProblems({ definition }: FormDocument): Problem[] {
  return definition.components.flatMap((panel, p) =>
    listsProblems(panel.components, `/definition/components/${p}/components`),
  )
}

function listsProblems(components: Component[], at: string): Problem[] {
  return components.flatMap((list, q) =>
    list.type === 'editgrid' ? ofItem(list.components ?? [], `${at}/${q}/components`) : [],
  )
}

function ofItem(components: Component[], at: string): Problem[] {
  return [
    ...components.flatMap((component, place) => conditionProblems(component, place, components, at)),
    ...nestedProblems(components, at),
    ...listsProblems(components, at),
  ]
}

function conditionProblems(owner: Component, place: number, item: Component[], at: string): Problem[] {
  const { conditional } = owner
  if (!conditional) return []
  const pointer = `${at}/${place}/conditional`
  if (conditional.named?.length) {
    const message = 'Conditions with a name are about the whole form: a question of a list cannot use them'
    return [{ pointer: `${pointer}/named`, message }]
  }
  return conditionsIn(conditional, []).flatMap(({ condition, at: where }) => {
    const asked = item
      .slice(0, place)
      .find(({ key, type }) => key === condition.component && questionType(type).asks && type !== 'editgrid')
    if (!asked) {
      const message = `'${condition.component}' is not asked before this in the same item: a question of a list can only depend on those`
      return [{ pointer: `${pointer}${where}/component`, message }]
    }
    const problem = operatorProblem(condition, asked)
    return problem ? [{ pointer: `${pointer}${where}/${problem.part}`, message: problem.message }] : []
  })
}

function nestedProblems(components: Component[], at: string): Problem[] {
  const slugs = new Set<string>(reserved)
  return components.flatMap((component, q): Problem[] => {
    if (component.type !== 'editgrid') return []
    const problems: Problem[] = []
    const slug = pageSlug(component.key)
    if (slugs.has(slug)) {
      const message = `The address '${slug}' is used already: choose another key`
      problems.push({ pointer: `${at}/${q}/key`, message })
    }
    slugs.add(slug)
    if (components.slice(q + 1).some(({ type }) => type !== 'editgrid')) {
      const message = 'A list inside a list must come after its other questions'
      problems.push({ pointer: `${at}/${q}`, message })
    }
    for (const limit of ['minLength', 'maxLength']) {
      const most = component.validate?.[limit]
      if (typeof most !== 'number' || most <= mostNestedItems) continue
      const message = `'${limit}' must be ${mostNestedItems} or less in a list inside a list`
      problems.push({ pointer: `${at}/${q}/validate/${limit}`, message })
    }
    return problems
  })
}
