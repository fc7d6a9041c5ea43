import type { FormDocument, PriceCase } from '../../form-schemas/document.ts'
import { say } from '../../form-schemas/words.ts'
import type { PriceOutcome } from './read-price.ts'

/** One price line of a case: what it should come to and what it comes to now, in pence. */
export interface CaseLine {
  code: string
  /** What residents are charged for; the code when the rules have no such line. */
  name: string
  /** Missing when the line should not be charged, or when the case says nothing about lines. */
  expected?: number
  /** Missing when it is not charged. */
  got?: number
  /** True when the case says what it should come to and it does not. */
  differs: boolean
}

/** A case line by line: those that are charged, then those that should be and are not. */
export function caseLines(document: FormDocument, saved: PriceCase, outcome: PriceOutcome): CaseLine[] {
  const charged = new Map<string, number>()
  for (const { code, totalPence } of outcome.kind === 'priced' ? outcome.price.lines : [])
    charged.set(code, (charged.get(code) ?? 0) + totalPence)
  const wanted = new Map(Object.entries(saved.lines ?? {}))
  const names = new Map((document.pricing?.lines ?? []).map(({ code, label }) => [code, say(label) || code]))
  return [...new Set([...charged.keys(), ...wanted.keys()])].map((code) => {
    const expected = wanted.get(code)
    const got = charged.get(code)
    return {
      code,
      name: names.get(code) ?? code,
      ...(expected !== undefined && { expected }),
      ...(got !== undefined && { got }),
      differs: saved.lines !== undefined && expected !== got,
    }
  })
}
