import { addDays, type Day, spokenDay } from '../../../clock.ts'
import { formatPence, parsePounds } from '../../../money.ts'
import type { PricingFields } from './price-fields.ts'

/** The fees as an officer reads them: each with its amounts in time, those that are over apart from the others. */
export interface FeeView {
  code: string
  /** "£25.00 now; £26.50 from 1 April 2027" */
  summary: string
  /** The amount of now and those to come, and what has no day yet. The first has the box of the code. */
  rows: FeeRowView[]
  past: FeeRowView[]
  /** The button that adds an amount from the next 1 April: the index it sends, and its day. */
  april: { index: number; day: Day }
}

export interface FeeRowView {
  index: number
  /** The row whose box has the code. */
  leader: number
  from: string
  amount: string
  state: 'past' | 'now' | 'later' | 'undated'
  words: string
}

export function feeTable(fees: PricingFields['fees'], today: Day): FeeView[] {
  const groups = new Map<string, number[]>()
  for (const [index, { code }] of fees.entries()) {
    // Fees without a code yet are each their own.
    const key = code.trim() === '' ? `#${index}` : code.trim()
    groups.set(key, [...(groups.get(key) ?? []), index])
  }
  return [...groups.values()].map((indexes) => feeView(fees, indexes, today))
}

function feeView(fees: PricingFields['fees'], indexes: readonly number[], today: Day): FeeView {
  const isDated = (index: number) => isDay(fees[index]!.from)
  const dated = indexes.filter(isDated).sort((a, b) => (fees[a]!.from < fees[b]!.from ? -1 : 1))
  const now = dated.findLast((index) => fees[index]!.from <= today)
  const leader = now ?? dated[0] ?? indexes[0]!
  const row = (index: number): FeeRowView => {
    const { from, amount } = fees[index]!
    const state = !isDated(index) ? 'undated' : index === now ? 'now' : from <= today ? 'past' : 'later'
    const next = dated[dated.indexOf(index) + 1]
    return {
      index,
      leader,
      from,
      amount,
      state,
      words: wordsOf(state, from, next === undefined ? undefined : fees[next]!.from),
    }
  }
  const rows = [...dated, ...indexes.filter((index) => !isDated(index))].map(row)
  const code = fees[leader]!.code.trim()
  return {
    code,
    summary: summaryOf(rows, fees),
    rows: rows.filter(({ state }) => state !== 'past'),
    past: rows.filter(({ state }) => state === 'past'),
    april: { index: leader, day: nextAprilFor(fees, fees[leader]!.code, today) },
  }
}

function wordsOf(state: FeeRowView['state'], from: Day, next: Day | undefined): string {
  if (state === 'undated') return 'No day yet'
  if (state === 'later') return `Scheduled for ${spokenDay(from)}`
  const until = next === undefined ? undefined : spokenDay(addDays(next, -1))
  if (state === 'now') return until ? `Now, until ${until}` : 'Now'
  return next === from ? `Never held` : `Until ${until}`
}

/** "£25.00 now; £26.50 from 1 April 2027"; a fee that has not begun says so. */
function summaryOf(rows: readonly FeeRowView[], fees: PricingFields['fees']): string {
  const parts = rows
    .filter(({ state }) => state === 'now' || state === 'later')
    .map(({ index, state, from }) => {
      const pence = parsePounds(fees[index]!.amount)
      const amount = pence === undefined ? 'an amount to be entered' : formatPence(pence)
      return state === 'now' ? `${amount} now` : `${amount} from ${spokenDay(from)}`
    })
  const begins = rows.some(({ state }) => state === 'now') || parts.length === 0
  return (begins ? parts : ['No amount now', ...parts]).join('; ')
}

/** The first 1 April after today on which this fee does not change yet. */
export function nextAprilFor(fees: PricingFields['fees'], code: string, today: Day): Day {
  const taken = new Set(fees.filter((fee) => fee.code.trim() === code.trim()).map(({ from }) => from))
  let year = Number(today.slice(0, 4)) + (today.slice(5) < '04-01' ? 0 : 1)
  while (taken.has(`${year}-04-01`)) year++
  return `${year}-04-01`
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}
