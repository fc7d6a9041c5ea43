import { isDeepStrictEqual } from 'node:util'
import { namesOf, plainSentence, sayGroup, sayWhen } from '../../../form-schemas/condition-words.ts'
import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import { say } from '../../../form-schemas/words.ts'
import { wordChanges } from './say-change.ts'

/** When something is shown, as a sentence before and after. */
export function conditionChange(
  name: string,
  [before, old]: [FormDocument, Component],
  [after, now]: [FormDocument, Component],
): string[] {
  if (isDeepStrictEqual(old.conditional, now.conditional)) return []
  const [was, is] = [sentence(before, old), sentence(after, now)]
  return [
    was === is ? `${name}: its condition is written anew and means the same` : `${name}: ${was} to ${is}`,
  ]
}

/** Inside a list the questions of the list come first, as they do where the condition is written. */
function sentence(document: FormDocument, component: Component): string {
  const { components } = document.definition
  const said = plainSentence(
    sayWhen(
      component.conditional,
      namesOf(components, document.conditions ?? [], listAround(components, component)),
    ),
  )
  return `${said[0]!.toLowerCase()}${said.slice(1)}`
}

function listAround(components: readonly Component[], wanted: Component): readonly Component[] {
  for (const { type, components: inner = [] } of components) {
    if (type === 'editgrid' && inner.includes(wanted)) return inner
    const deeper = listAround(inner, wanted)
    if (deeper.length > 0) return deeper
  }
  return []
}

export function namedConditionChanges(before: FormDocument, after: FormDocument): string[] {
  const was = new Map((before.conditions ?? []).map((one) => [one.name, one]))
  const is = new Map((after.conditions ?? []).map((one) => [one.name, one]))
  const meaning = (document: FormDocument, name: string) => {
    const { when } = document.conditions!.find((one) => one.name === name)!
    return plainSentence(sayGroup(when, namesOf(document.definition.components, document.conditions ?? [])))
  }
  const said: string[] = []
  for (const [name, condition] of is) {
    const old = was.get(name)
    const title = `Condition ‘${say(condition.label)}’`
    if (!old) said.push(`${title} added: ${meaning(after, name)}`)
    else {
      said.push(...wordChanges('Name of a condition', old.label, condition.label))
      if (!isDeepStrictEqual(old.when, condition.when))
        said.push(`${title}: ${meaning(before, name)} to ${meaning(after, name)}`)
    }
  }
  for (const [name, condition] of was)
    if (!is.has(name)) said.push(`Condition ‘${say(condition.label)}’ removed`)
  return said
}
