import { answerShapes } from '../../form-schemas/answer-shapes.ts'
import type { FormDocument } from '../../form-schemas/document.ts'
import type { Problem } from '../../form-schemas/problem.ts'
import { checkExpression } from '../expressions/index.ts'

/** A problem in the pricing part; `position` and `length` mark the token when it lies inside an expression. */
export type PricingProblem = Problem & { position?: number; length?: number }

/** Every expression against the questions, the fees and the named values before it, in the order of the document. */
export function checkPricing(document: FormDocument): PricingProblem[] {
  const { pricing } = document
  if (!pricing) return []
  const fields = answerShapes(document)
  const fees = Object.keys(pricing.fees)
  const variables: string[] = []
  const problems: PricingProblem[] = []
  const check = (pointer: string, source: string | undefined) => {
    if (source === undefined) return
    for (const { message, position, length } of checkExpression(source, {
      fields,
      fees,
      variables: [...variables],
    }))
      problems.push({ pointer, message, position, length })
  }

  for (const [index, rule] of pricing.define.entries()) {
    check(`/pricing/define/${index}/value`, rule.value)
    const problem = nameProblem(rule.name, variables)
    if (problem) problems.push({ pointer: `/pricing/define/${index}/name`, message: problem })
    variables.push(rule.name)
  }
  check('/pricing/refuse', pricing.refuse)
  const codes = new Set<string>()
  for (const [index, line] of pricing.lines.entries()) {
    if (codes.has(line.code))
      problems.push({
        pointer: `/pricing/lines/${index}/code`,
        message: `Two price lines have the code ‘${line.code}’.`,
      })
    codes.add(line.code)
    for (const part of ['when', 'quantity', 'amount'] as const)
      check(`/pricing/lines/${index}/${part}`, line[part])
  }
  return problems
}

function nameProblem(name: string, before: string[]): string | undefined {
  if (before.includes(name)) return `Two values have the name ‘${name}’.`
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,39}$/.test(name))
    return 'A name has letters, digits and underscores only, begins with a letter and is at most 40 long.'
  return undefined
}
