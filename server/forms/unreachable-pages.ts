import type { Component, Conditional, FormDocument } from '../../form-schemas/document.ts'
import type { Problem } from '../../form-schemas/problem.ts'
import { say } from '../../form-schemas/words.ts'

/**
 * Pages that no answers can lead to, as far as that can be said from the document alone: a condition on a question of a
 * later page or of the page itself can never hold when it is asked, and neither can two conditions that exclude each other.
 * `show: false` turns both around (such a page is always shown), so only `show: true` is looked at.
 */
export function unreachablePages(document: FormDocument): Problem[] {
  const panels = document.definition.components
  const pageOf = new Map<string, number>()
  panels.forEach((panel, index) => {
    for (const key of keysIn(panel.components)) pageOf.set(key, index)
  })
  return panels.flatMap((panel, index): Problem[] => {
    const { conditional } = panel
    if (!conditional?.show || conditional.conditions.length === 0) return []
    const pointer = `/definition/components/${index}/conditional`
    const never = conditional.conditions.map(
      (condition) => (pageOf.get(condition.component) ?? -1) >= index && needsAnswer(condition),
    )
    const dead = conditional.conjunction === 'all' ? never.some(Boolean) : never.every(Boolean)
    if (dead) {
      const message = `The page ‘${say(panel.title)}’ can never be reached: it is shown after a question that is asked on the same page or later`
      return [{ pointer, message }]
    }
    if (excludesItself(conditional)) {
      return [
        {
          pointer,
          message: `The page ‘${say(panel.title)}’ can never be reached: its conditions exclude each other`,
        },
      ]
    }
    return []
  })
}

function keysIn(components: readonly Component[]): string[] {
  return components.flatMap((component) => [
    component.key,
    // The questions of a repeating list belong to its items and are nobody else's condition.
    ...(component.type === 'editgrid' ? [] : keysIn(component.components ?? [])),
  ])
}

type Condition = Conditional['conditions'][number]

/** A question not asked yet has no answer, which "is not" and "is empty" conditions are content with. */
function needsAnswer({ operator }: Condition): boolean {
  return !['isNotEqual', 'isEmpty', 'notIncludes'].includes(operator)
}

function excludesItself({ conjunction, conditions }: Conditional): boolean {
  if (conjunction !== 'all') return false
  return conditions.some((a) =>
    conditions.some(
      (b) =>
        a !== b &&
        a.component === b.component &&
        a.operator === 'isEqual' &&
        b.operator === 'isEqual' &&
        a.value !== b.value,
    ),
  )
}
