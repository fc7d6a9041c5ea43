import { isDeepStrictEqual } from 'node:util'
import type { FormDocument } from '../../form-schemas/document.ts'
import { deliveryChanges } from './difference/back-office.ts'
import { namedConditionChanges } from './difference/conditions.ts'
import { priceChanges } from './difference/prices.ts'
import { questionChanges } from './difference/questions.ts'
import { messageChanges, settingsChanges } from './difference/settings.ts'

export interface PartDifferences {
  part: string
  /** Sentences in an officer's words, at least one. */
  said: string[]
}

/**
 * What changed between two documents, in an officer's words and part by part: "Price of ‘Up to 3 items’: £25.00 to £26.50 from
 * 1 April 2027". Says something about every change: whatever has no words of its own is named by its setting.
 */
export function differencesByPart(before: FormDocument, after: FormDocument): PartDifferences[] {
  const parts = [
    { part: 'Prices', said: priceChanges(before, after) },
    { part: 'Questions', said: questionChanges(before, after) },
    { part: 'Conditions', said: namedConditionChanges(before, after) },
    { part: 'Back office', said: deliveryChanges(before, after) },
    { part: 'Messages', said: messageChanges(before, after) },
    { part: 'Settings', said: settingsChanges(before, after) },
  ]
    .map(({ part, said }) => ({ part, said: [...new Set(said)] }))
    .filter(({ said }) => said.length > 0)
  if (parts.length > 0 || isDeepStrictEqual(before, after)) return parts
  return [
    { part: 'Settings', said: ['The order in which something is written changed, nothing that is shown'] },
  ]
}

/** As `differencesByPart`, in one list. */
export function differences(before: FormDocument, after: FormDocument): string[] {
  return differencesByPart(before, after).flatMap(({ said }) => said)
}
