import type { FormDocument } from '../../../../form-schemas/document.ts'
import {
  branchCoverageOf,
  type CaseResult,
  coverageOf,
  isCovered,
  openBandFaults,
  type PricingRoom,
  spokenBranch,
  spokenCoverage,
} from '../../../pricing/index.ts'
import { fieldOfPointer } from '../problem-field.ts'
import { type CaseGrid, caseGrid } from './case-grid.ts'

/** What a run of the cases shows: the grid, and what the cases have seen of each rule. */
export interface TriedCases {
  results: CaseResult[]
  grid: CaseGrid
  coverage: { name: string; field: string; href: string; words: string; covered: boolean }[]
  /** The ways inside amounts and the values behind them, under the row of the page that has them. */
  branches: { field: string; place: string; words: string; seen: boolean; href: string }[]
  /** Numbers that no band takes, or two do. */
  bands: string[]
}

/** Runs the cases of a document that reads. @param fieldOf the field on the page that shows a place of the pricing part */
export async function tryCases(
  pricing: Pick<PricingRoom, 'runCases'>,
  document: FormDocument,
  fieldOf: (place: string) => string,
): Promise<TriedCases> {
  const results = await pricing.runCases(document)
  const rules = document.pricing ? coverageOf(document.pricing, results) : []
  return {
    results,
    grid: caseGrid(document, results, fieldOf),
    branches: branchCoverageOf(document, results).map((branch) => {
      const field = fieldOf(fieldOfPointer(branch.pointer, '/pricing'))
      return {
        field: field.split('.').slice(0, 2).join('.'),
        place: branch.place,
        words: spokenBranch(branch),
        seen: branch.seen > 0,
        href: field,
      }
    }),
    bands: openBandFaults(document, results).map(({ words }) => words),
    coverage: rules.map((rule) => {
      // A line of the document is a row of the page: empty rows of the page are not in the document.
      const field = fieldOf(`${fieldOfPointer(rule.pointer, '/pricing')}`)
      const row = field.replace(/\.code$/, '')
      return {
        name: rule.name,
        field: row,
        href: row.replace('lines.', 'line-'),
        words: spokenCoverage(rule),
        covered: isCovered(rule),
      }
    }),
  }
}
