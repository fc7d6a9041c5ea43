import type { Answers } from '../../form-schemas/answers.ts'
import type { FormDocument } from '../../form-schemas/document.ts'
import type { Day } from '../clock.ts'
import { inTurn } from './in-turn.ts'
import type { PriceOutcome } from './read-price.ts'

/** Answers that are priced by two versions of a form. `name` is all that is said of them: a case's name, a submission's reference. */
export interface ComparedAnswers {
  name: string
  answers: Answers
  on: Day
}

/** What becomes of one price. */
export interface PriceChange {
  name: string
  on: Day
  /** Pence; missing = no price. */
  before?: number
  after?: number
  /** Why there is no price any more. */
  reason?: string
}

export interface PriceChanges {
  compared: number
  /** Not compared: the time ran out, or the sandbox was busy. */
  leftOut: number
  same: number
  /** Pence: how much all of them together rise, or fall, as a number of at least 0. */
  up: { count: number; pence: number }
  down: { count: number; pence: number }
  priceLost: number
  priceGained: number
  /** Those that change, the largest change first, those that lose their price before all. */
  examples: PriceChange[]
}

type PriceOf = (document: FormDocument, answers: Answers, on: Day) => Promise<PriceOutcome>

const mostMilliseconds = 10_000
const mostExamples = 20

/** Prices the same answers by both, on the same day each, so that what differs is what the rules make of them. */
export async function comparePrices(
  before: FormDocument,
  after: FormDocument,
  sets: readonly ComparedAnswers[],
  price: PriceOf,
): Promise<PriceChanges> {
  if (rulesOf(before) === rulesOf(after)) return sumUp(sets.length, [], sets.length)
  const began = performance.now()
  const pairs = await inTurn(
    sets,
    async ({ name, answers, on }) => {
      const [was, is] = await Promise.all([price(before, answers, on), price(after, answers, on)])
      return isMomentary(was) || isMomentary(is) ? undefined : changeOf({ name, on }, was, is)
    },
    () => performance.now() - began > mostMilliseconds,
  )
  const done = pairs.filter((one) => one !== undefined)
  return sumUp(sets.length, done, 0)
}

/** Everything that a price comes from; the cases and the words of a line change nothing. */
function rulesOf({ pricing }: FormDocument): string {
  const lines = pricing?.lines.map(({ code, when, quantity, amount }) => ({ code, when, quantity, amount }))
  return JSON.stringify([
    pricing?.fees,
    pricing?.define.map(({ name, value }) => [name, value]),
    pricing?.refuse,
    lines,
  ])
}

function isMomentary(outcome: PriceOutcome): boolean {
  return outcome.kind === 'refused' && outcome.because === 'unavailable'
}

function changeOf(about: { name: string; on: Day }, was: PriceOutcome, is: PriceOutcome): PriceChange {
  return {
    ...about,
    ...(was.kind === 'priced' && { before: was.price.totalPence }),
    ...(is.kind === 'priced' ? { after: is.price.totalPence } : { reason: is.reason }),
  }
}

function sumUp(asked: number, changes: readonly PriceChange[], sameWithoutAsking: number): PriceChanges {
  const both = changes.map(differenceOf).filter((pence) => pence !== undefined)
  const up = both.filter((pence) => pence > 0)
  const down = both.filter((pence) => pence < 0)
  const lost = changes.filter(({ before, after }) => before !== undefined && after === undefined)
  const gained = changes.filter(({ before, after }) => before === undefined && after !== undefined)
  const compared = changes.length + sameWithoutAsking
  const changed = changes.filter(({ before, after }) => before !== after)
  const size = (change: PriceChange) => Math.abs(differenceOf(change) ?? Number.MAX_SAFE_INTEGER)
  return {
    compared,
    leftOut: asked - compared,
    same: compared - changed.length,
    up: { count: up.length, pence: up.reduce((sum, pence) => sum + pence, 0) },
    down: { count: down.length, pence: -down.reduce((sum, pence) => sum + pence, 0) },
    priceLost: lost.length,
    priceGained: gained.length,
    examples: [...changed].sort((a, b) => size(b) - size(a)).slice(0, mostExamples),
  }
}

function differenceOf({ before, after }: PriceChange): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before
}
