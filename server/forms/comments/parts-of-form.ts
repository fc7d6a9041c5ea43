import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import { questionType } from '../../../form-schemas/questions/index.ts'
import { say, type Words } from '../../../form-schemas/words.ts'

/** A page, a question or a text of a form: what can be commented on. */
export interface FormPart {
  key: string
  /** "Page ‘About you’", "Full name". */
  name: string
  pointer: string
}

/** In the order in which residents meet them, pages before their questions, lists before the questions of their items. */
export function partsOf({ definition }: FormDocument): FormPart[] {
  return within(definition.components, '/definition/components')
}

function within(components: readonly Component[], at: string): FormPart[] {
  return components.flatMap((component, index) => {
    const pointer = `${at}/${index}`
    const { key, components: inner = [] } = component
    return [{ key, name: nameOf(component), pointer }, ...within(inner, `${pointer}/components`)]
  })
}

function nameOf({ type, key, label, title }: Component): string {
  if (type === 'panel') return `Page ‘${say(title as Words | undefined)}’`
  return say(label) || `${questionType(type).designer.title} (${key})`
}
