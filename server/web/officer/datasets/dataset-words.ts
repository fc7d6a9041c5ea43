import type { Column, ConfiguredDataset, Import } from '../../../datasets/index.ts'
import { comparisonWords, kinds, uses } from './column-boxes.ts'

/** A balance that is older than this is worth asking about: files mostly come in by night. */
const staleDays = 7

/** How old what the rows say is. */
export function ageOf({ current }: ConfiguredDataset, now: Date): { text: string; stale: boolean } {
  if (!current?.importedAt) return { text: 'No file has come in yet', stale: true }
  const hours = Math.floor((now.getTime() - current.importedAt.getTime()) / 3_600_000)
  const days = Math.floor(hours / 24)
  const text = days > 0 ? many(days, 'day') : hours > 0 ? many(hours, 'hour') : 'Less than an hour'
  return { text: `${text} old`, stale: days >= staleDays }
}

function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

export const importWords: Record<Import['state'], { text: string; classes: string }> = {
  current: { text: 'In use', classes: 'govuk-tag--green' },
  past: { text: 'Replaced', classes: 'govuk-tag--grey' },
  loading: { text: 'Coming in', classes: 'govuk-tag--blue' },
  failed: { text: 'Not used', classes: 'govuk-tag--red' },
}

export function columnWords({ use, kind, compare }: Column) {
  const of = (offered: { value: string; text: string }[], value: string) =>
    offered.find((one) => one.value === value)?.text ?? value
  return {
    useText: of(uses, use),
    kindText: of(kinds, kind),
    compareText: use === 'value' ? '' : of(comparisonWords, compare),
  }
}
