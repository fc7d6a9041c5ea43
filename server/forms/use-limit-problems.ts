import { twice } from '../../form-schemas/checks/pricing-problems.ts'
import type { Component, FormDocument } from '../../form-schemas/document.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import { say } from '../../form-schemas/words.ts'
import type { GateProblem } from './gate.ts'

/** A limit that counts nothing would let everybody through without a word, so it is told of before publication. */
export function useLimitProblems({ definition, settings }: FormDocument): GateProblem[] {
  const limits = settings?.useLimits ?? []
  const questions = new Map(
    definition.components.flatMap((panel) => panel.components.map((one) => [one.key, one])),
  )
  const wrong = limits.flatMap(({ question }, n) => {
    const pointer = `/settings/useLimits/${n}/question`
    const asked = questions.get(question)
    if (!asked || !questionType(asked.type).asks)
      return [
        {
          pointer,
          message: `There is no question with the key ‘${question}’, outside lists, to count uses by`,
        },
      ]
    return counts(asked)
      ? []
      : [{ pointer, message: `Uses cannot be counted by the answer to ‘${say(asked.label)}’` }]
  })
  return [...twice(limits, 'name', '/settings/useLimits'), ...wrong].map((problem) => ({
    ...problem,
    screen: 'settings',
  }))
}

/** A text or a number names one thing; of an address, its UPRN and its lines do. */
function counts(component: Component): boolean {
  const kind = questionType(component.type).shape(component)?.kind
  return component.type === 'address' || kind === 'text' || kind === 'choice' || kind === 'number'
}
