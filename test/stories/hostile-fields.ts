import type { Fields } from '../support/resident-client.ts'

/** Names under which somebody might hope that an amount is read. None of them is a question of the forms in the stories. */
const names = [
  'amount',
  'amountPence',
  'amount_pence',
  'total',
  'totalPence',
  'total_pence',
  'price',
  'price.totalPence',
  'price[totalPence]',
  'lines[0].amount',
  'lines[0][amountPence]',
  'lines',
  'fee',
  'fees.hour',
  'pricing[fees][hour][0][pence]',
  'discount',
  'quantityPence',
  '$count',
  'count',
  'answers',
  'answers[hours]',
  'answers.hours',
  'state',
  'mode',
  'versionId',
  'submissionId',
  'reference',
  'explanation',
  'on',
  '__proto__',
  '__proto__[totalPence]',
  'constructor.prototype.totalPence',
  'return_url',
  'currency',
]

/** A sequence of numbers from 0 up to 1 that is the same in each run (mulberry32). */
export function seeded(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Between 1 and 8 fields that say what the price should be. */
export function hostileFields(random: () => number): Fields {
  const pick = <T>(from: T[]): T => from[Math.floor(random() * from.length)]!
  const amount = () =>
    pick([
      () => String(Math.floor(random() * 10_000_000)),
      () => String(-Math.floor(random() * 100_000)),
      () => (random() * 100).toFixed(2),
      () => '0',
      () => '1',
      () => '-0',
      () => '1e-9',
      () => 'NaN',
      () => 'null',
      () => '',
      () => '£0.01',
      () => '0x01',
      () => '٣',
      () => '9007199254740993',
      () => `{"totalPence":${Math.floor(random() * 100)},"lines":[]}`,
      () => '[{"code":"hours","amountPence":1,"totalPence":1}]',
    ])()
  return Object.fromEntries(
    Array.from({ length: 1 + Math.floor(random() * 8) }, () => [pick(names), amount()]),
  )
}
