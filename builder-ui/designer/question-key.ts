import type { Component } from '../../form-schemas/document.ts'
import { type Definition, everyQuestion } from './definition.ts'

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

/** The definition in which every condition that asked about `from` asks about `to`. */
export function renamedInConditions(definition: Definition, from: string, to: string): Definition {
  if (from === to) return definition
  const mend = <C extends Component>(component: C): C => ({
    ...component,
    ...(component.conditional && {
      conditional: {
        ...component.conditional,
        conditions: component.conditional.conditions.map((condition) =>
          condition.component === from ? { ...condition, component: to } : condition,
        ),
      },
    }),
    ...(component.components && { components: component.components.map(mend) }),
  })
  return { ...definition, components: definition.components.map(mend) }
}
