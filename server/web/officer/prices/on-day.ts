import type { FormDocument } from '../../../../form-schemas/document.ts'
import type { Day } from '../../../clock.ts'
import { formatPence } from '../../../money.ts'
import { feeOn, type PriceOutcome, type PricingRoom } from '../../../pricing/index.ts'

/** What everything costs on one day: each fee, and each case as if its answers were sent on that day. */
export interface DayPrices {
  on: Day
  fees: { code: string; amount: string; change: string }[]
  cases: { name: string; price: string; change: string }[]
}

/** More cases than these are a list that nobody reads. */
const mostCases = 50

export async function dayPrices(
  pricing: Pick<PricingRoom, 'price'>,
  document: FormDocument,
  on: Day,
  today: Day,
): Promise<DayPrices> {
  const { fees = {}, tests = [] } = document.pricing ?? {}
  const cases: DayPrices['cases'] = []
  for (const { name, answers } of tests.slice(0, mostCases)) {
    const then = penceOf(await pricing.price(document, answers, on))
    const now = penceOf(await pricing.price(document, answers, today))
    cases.push({
      name,
      price: then === undefined ? 'No price' : formatPence(then),
      change: spokenChange(now, then),
    })
  }
  return {
    on,
    fees: Object.entries(fees).map(([code, dated]) => {
      const then = feeOn(dated, on)
      return {
        code,
        amount: then === undefined ? 'No amount yet' : formatPence(then),
        change: spokenChange(feeOn(dated, today), then),
      }
    }),
    cases,
  }
}

function penceOf(outcome: PriceOutcome): number | undefined {
  return outcome.kind === 'priced' ? outcome.price.totalPence : undefined
}

/** "£1.50 more than today" */
function spokenChange(now: number | undefined, then: number | undefined): string {
  if (now === then) return 'As today'
  if (now === undefined) return 'None today'
  if (then === undefined) return `${formatPence(now)} today`
  return then > now
    ? `${formatPence(then - now)} more than today`
    : `${formatPence(now - then)} less than today`
}
