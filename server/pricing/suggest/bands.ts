import type { FormDocument } from '../../../form-schemas/document.ts'
import { openBandFaults, shows } from '../bands.ts'
import type { CaseResult } from '../price-case.ts'
import type { Found } from './search.ts'
import { type Chosen, nameOf, smallest } from './simplest.ts'

/** For each gap and overlap between bands, the simplest answers that fall into it. What the form's own rule refuses is no gap. */
export function bandFaults(
  document: FormDocument,
  results: readonly CaseResult[],
  news: readonly Found[],
): Chosen[] {
  return openBandFaults(document, results).flatMap((fault): Chosen[] => {
    const found = smallest(news.filter(({ answers, outcome }) => shows(fault, answers, outcome)))
    if (!found) return []
    const name = nameOf(found, fault.kind === 'gap' ? 'Between two bands' : 'In two bands')
    return [{ ...found, name, kind: fault.kind, why: fault.words }]
  })
}
