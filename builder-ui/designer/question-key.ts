import type { Component, Condition, ConditionGroup } from '../../form-schemas/document.ts'
import { type Definition, everyQuestion } from './definition.ts'
import type { Design } from './design.ts'

/*
 * The name by which rules know a question. Form.io calls it the key. Letters and figures only, starting with a letter,
 * at most 60: the same rule that the form document has.
 */

export const keyRule = /^[a-zA-Z][a-zA-Z0-9]{0,59}$/

/** A key made of a label's words: "What is your full name?" gives "whatIsYourFullName". */
export function keyFromLabel(label: string): string {
  const words = label
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== '')
  const joined = words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('')
    .replace(/^[0-9]+/, '')
  return joined === '' ? 'question' : (joined[0]?.toLowerCase() + joined.slice(1)).slice(0, 50)
}

export function keysInUse(definition: Definition): Set<string> {
  return new Set([
    ...definition.components.map((panel) => panel.key),
    ...everyQuestion(definition).map(({ question }) => question.key),
  ])
}

/** `wanted`, or the first of wanted2, wanted3 … that is not used yet. */
export function freshKey(used: ReadonlySet<string>, wanted: string): string {
  if (!used.has(wanted)) return wanted
  let number = 2
  while (used.has(`${wanted}${number}`)) number += 1
  return `${wanted}${number}`
}

/** The design in which whatever asked about `from` asks about `to`: conditions, named ones too, and second factors of look-ups. */
export function renamedInConditions(design: Design, from: string, to: string): Design {
  if (from === to) return design
  const rename = (condition: Condition): Condition => ({
    ...condition,
    component: renamedSubject(condition.component, from, to),
  })
  const inGroup = <G extends ConditionGroup>(group: G): G => ({
    ...group,
    conditions: group.conditions.map(rename),
    ...(group.groups && { groups: group.groups.map(inGroup) }),
  })
  const mend = <C extends Component>(component: C): C => ({
    ...component,
    ...(component.conditional && { conditional: inGroup(component.conditional) }),
    ...(component.lookup?.factor?.question === from && {
      lookup: { ...component.lookup, factor: { ...component.lookup.factor, question: to } },
    }),
    ...(component.components && { components: component.components.map(mend) }),
  })
  return {
    ...design,
    definition: { ...design.definition, components: design.definition.components.map(mend) },
    conditions: design.conditions.map((named) => ({ ...named, when: inGroup(named.when) })),
  }
}

export function renamedSubject(component: string, from: string, to: string): string {
  if (component === from) return to
  return component.startsWith(`lookup.${from}.`)
    ? `lookup.${to}.${component.slice(`lookup.${from}.`.length)}`
    : component
}
