import type { FormDocument, PriceCase } from '../../form-schemas/document.ts'
import { formatPence } from '../money.ts'
import type { PriceOutcome } from './read-price.ts'
import type { Tried, TryPrice } from './tried.ts'

export interface CaseResult extends Tried {
  name: string
  passed: boolean
  /** What differs, in plain words; missing when the case passed. */
  failure?: string
  expected: { total?: number; lines?: Record<string, number>; refused?: boolean }
}

/** Prices one saved case and says what differs from what it expects. */
export async function runCase(
  saved: PriceCase,
  document: FormDocument,
  tryPrice: TryPrice,
): Promise<CaseResult> {
  const { outcome, branches } = await tryPrice(document, saved.answers, saved.on)
  const { total, lines, refused } = saved
  const expected = {
    ...(total === undefined ? {} : { total }),
    ...(lines === undefined ? {} : { lines }),
    ...(refused === undefined ? {} : { refused }),
  }
  const failure = differences(saved, outcome).join(' ')
  return {
    name: saved.name,
    passed: failure === '',
    ...(failure === '' ? {} : { failure }),
    outcome,
    branches,
    expected,
  }
}

function differences(saved: PriceCase, outcome: PriceOutcome): string[] {
  if (saved.refused) {
    return outcome.kind === 'refused'
      ? []
      : [`Expected no price but got ${formatPence(outcome.price.totalPence)}.`]
  }
  if (saved.total === undefined && saved.lines === undefined)
    return ['This case expects nothing: give it a total, its lines, or say that there is no price.']
  if (outcome.kind === 'refused') {
    const wanted = saved.total === undefined ? 'a price' : spokenAmount(saved.total)
    return [`Expected ${wanted} but there was no price: ${outcome.reason}`]
  }
  const { totalPence, lines } = outcome.price
  const found: string[] = []
  if (saved.total !== undefined && saved.total !== totalPence)
    found.push(`Expected ${spokenAmount(saved.total)} but got ${formatPence(totalPence)}.`)
  if (saved.lines === undefined) return found
  const charged = new Map<string, number>()
  for (const line of lines) charged.set(line.code, (charged.get(line.code) ?? 0) + line.totalPence)
  for (const [code, wanted] of Object.entries(saved.lines)) {
    const got = charged.get(code)
    if (got === undefined)
      found.push(`Line ‘${code}’: expected ${spokenAmount(wanted)} but it was not charged.`)
    else if (got !== wanted)
      found.push(`Line ‘${code}’: expected ${spokenAmount(wanted)} but got ${formatPence(got)}.`)
  }
  for (const [code, got] of charged)
    if (!Object.hasOwn(saved.lines, code))
      found.push(`Line ‘${code}’: ${formatPence(got)} was charged but not expected.`)
  return found
}

/** A case may have been saved with an amount that cannot be one. */
function spokenAmount(value: number): string {
  return Number.isSafeInteger(value) ? formatPence(value) : `${value} pence`
}
