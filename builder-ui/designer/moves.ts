import type { Component, ConditionGroup, Panel } from '../../form-schemas/document.ts'
import { type Definition, insertQuestion, type Place, questionAt, removeQuestion } from './definition.ts'
import { freshKey, keysInUse, renamedSubject } from './question-key.ts'

/** A question taken to another place: on a page, or within its own list. `index` counts after it was taken out. */
export function moveQuestionTo(
  definition: Definition,
  from: Place,
  to: { page: number; index: number },
): { definition: Definition; place: Place } | undefined {
  const question = questionAt(definition, from)
  if (!question || !definition.components[to.page]) return undefined
  const around = from.path.length > 1 && to.page === from.page ? from.path.slice(0, -1) : []
  const place = { page: to.page, path: [...around, to.index] }
  return { definition: insertQuestion(removeQuestion(definition, from), place, question), place }
}

export function movePageTo(definition: Definition, page: number, to: number): Definition {
  const panel = definition.components[page]
  if (!panel || to < 0 || to >= definition.components.length) return definition
  return { ...definition, components: definition.components.toSpliced(page, 1).toSpliced(to, 0, panel) }
}

/** How many stand side by side where a question is. */
export function siblingsAt(definition: Definition, { page, path }: Place): number {
  const around = path.length > 1 ? questionAt(definition, { page, path: path.slice(0, -1) }) : undefined
  return (around ?? definition.components[page])?.components?.length ?? 0
}

/**
 * A copy under keys that nothing else has. Conditions within it that ask about what was copied with it ask about the copy; all
 * others ask about what they asked about.
 */
export function copyOf<C extends Component | Panel>(definition: Definition, original: C): C {
  const used = keysInUse(definition)
  const renamed = new Map<string, string>()
  const name = (component: Component) => {
    const key = freshKey(used, component.key)
    used.add(key)
    renamed.set(component.key, key)
    component.components?.forEach(name)
  }
  name(original)
  const group = <G extends ConditionGroup>(conditional: G): G => ({
    ...conditional,
    conditions: conditional.conditions.map((condition) => ({
      ...condition,
      component: [...renamed].reduce(
        (subject, [from, to]) =>
          subject === condition.component ? renamedSubject(subject, from, to) : subject,
        condition.component,
      ),
    })),
    ...(conditional.groups && { groups: conditional.groups.map(group) }),
  })
  const copy = <D extends Component>(component: D, isWhole: boolean): D => ({
    ...component,
    key: renamed.get(component.key) ?? component.key,
    ...(component.conditional && !isWhole && { conditional: group(component.conditional) }),
    ...(component.lookup?.factor && {
      lookup: {
        ...component.lookup,
        factor: {
          ...component.lookup.factor,
          question: renamed.get(component.lookup.factor.question) ?? component.lookup.factor.question,
        },
      },
    }),
    ...(component.components && { components: component.components.map((child) => copy(child, false)) }),
  })
  return copy(original, true)
}
