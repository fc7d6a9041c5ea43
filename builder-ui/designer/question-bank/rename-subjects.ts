import type { Component, ConditionGroup } from '../../../form-schemas/document.ts'
import { renamedSubject } from '../question-key.ts'

/** The component whose conditions and second factors ask about questions under other keys, all at once: two keys may swap. */
export function withSubjects<C extends Component>(component: C, to: ReadonlyMap<string, string>): C {
  const subject = (name: string) => {
    const from = name.startsWith('lookup.') ? (name.split('.')[1] ?? '') : name
    return renamedSubject(name, from, to.get(from) ?? from)
  }
  const inGroup = <G extends ConditionGroup>(group: G): G => ({
    ...group,
    conditions: group.conditions.map((one) => ({ ...one, component: subject(one.component) })),
    ...(group.groups && { groups: group.groups.map(inGroup) }),
  })
  const { conditional, lookup, components } = component
  return {
    ...component,
    ...(conditional && { conditional: inGroup(conditional) }),
    ...(lookup?.factor && {
      lookup: { ...lookup, factor: { ...lookup.factor, question: subject(lookup.factor.question) } },
    }),
    ...(components && { components: components.map((child) => withSubjects(child, to)) }),
  }
}
