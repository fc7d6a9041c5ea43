import type { FormDocument, PriceCase, Pricing } from '../document.ts'
import { sayPounds } from '../pounds.ts'
import type { Problem } from '../problem.ts'

/** Names the pricing may not take: they are bound already when an expression runs. */
const boundNames = new Set([
  'submission',
  'price',
  'payment',
  'fee',
  'percent',
  'band',
  'age',
  'today',
  'roundHalfUp',
])

/** What only shows across the price: dates out of order, codes used twice, cases that cannot be met. Expressions are checked elsewhere. */
export function pricingProblems({ pricing, payment }: FormDocument): Problem[] {
  if (!pricing) return []
  const problems = [...feeProblems(pricing.fees)]
  problems.push(
    ...twice(pricing.define, 'name', '/pricing/define'),
    ...twice(pricing.lines, 'code', '/pricing/lines'),
  )
  problems.push(...twice(pricing.tests, 'name', '/pricing/tests'))
  for (const [i, { name }] of pricing.define.entries()) {
    if (boundNames.has(name)) {
      problems.push({
        pointer: `/pricing/define/${i}/name`,
        message: `'${name}' has a meaning of its own: choose another name`,
      })
    }
  }
  problems.push(...pricing.tests.flatMap((test, i) => caseProblems(test, pricing, `/pricing/tests/${i}`)))
  if (pricing.lines.length > 0 && !payment) {
    problems.push({
      pointer: '/payment',
      message: 'There are price lines, so how they are paid must be said in payment',
    })
  }
  return problems
}

function feeProblems(fees: Pricing['fees']): Problem[] {
  return Object.entries(fees).flatMap(([code, amounts]) =>
    amounts.flatMap(({ from }, i) => {
      const before = amounts[i - 1]?.from
      if (before === undefined || before < from) return []
      const message = `The dates of '${code}' must go up: ${from} is ${before === from ? 'there twice' : `after ${before}`}`
      return [{ pointer: `/pricing/fees/${code}/${i}/from`, message }]
    }),
  )
}

export function twice<T extends object>(list: T[], part: keyof T & string, at: string): Problem[] {
  const seen = new Set<unknown>()
  return list.flatMap((entry, i) => {
    const known = seen.has(entry[part])
    seen.add(entry[part])
    return known
      ? [{ pointer: `${at}/${i}/${part}`, message: `'${String(entry[part])}' is there twice` }]
      : []
  })
}

function caseProblems({ total, lines, refused }: PriceCase, pricing: Pricing, at: string): Problem[] {
  if (refused === true) {
    if (total === undefined && lines === undefined) return []
    return [{ pointer: at, message: 'A case that is refused has no total and no lines' }]
  }
  if (total === undefined) return [{ pointer: at, message: "A case must have a total, or 'refused': true" }]
  if (lines === undefined) return []
  const unknown = Object.keys(lines).filter((code) => !pricing.lines.some((line) => line.code === code))
  const problems = unknown.map((code) => ({
    pointer: `${at}/lines/${code}`,
    message: `There is no price line '${code}'`,
  }))
  const sum = Object.values(lines).reduce((a, b) => a + b, 0)
  if (sum !== total) {
    problems.push({
      pointer: `${at}/total`,
      message: `The lines add up to ${sayPounds(sum)}, not ${sayPounds(total)}`,
    })
  }
  return problems
}
