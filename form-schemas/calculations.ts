import { answerShapes } from './answer-shapes.ts'
import type { Component, FormDocument } from './document.ts'
import type { AnswerShape } from './questions/question-type.ts'

/** An expression that a page shows the result of. */
export interface Calculation {
  component: Component
  /** Where it stands in the definition: the key of its page, and the JSON pointer to its expression. */
  page: string
  pointer: string
  /** What the expression may name: what is known of earlier pages. The answers of its own page are not there when it is shown. */
  fields: Record<string, AnswerShape>
}

/** Every calculated part of a form, for the gate that checks expressions and for whoever runs them before a page is shown. */
export function calculationsOf(document: FormDocument): Calculation[] {
  const { definition } = document
  return definition.components.flatMap((panel, p) => {
    const calculated = panel.components
      .map((component, q) => ({ component, pointer: `/definition/components/${p}/components/${q}/value` }))
      .filter(({ component }) => component.type === 'calculated')
    if (calculated.length === 0) return []
    const before = { ...definition, components: definition.components.slice(0, p) }
    const fields = answerShapes({ ...document, definition: before })
    return calculated.map((one) => ({ ...one, page: panel.key, fields }))
  })
}
