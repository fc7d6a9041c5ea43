import type { FormDocument } from '../../../../form-schemas/document.ts'
import { londonDay } from '../../../clock.ts'
import { type Draft, withPart } from '../../../forms/index.ts'
import type { OfficerDeps } from '../deps.ts'
import { vocabulary } from '../expression-editor.ts'
import { errorContext, type FieldProblem, type OfficerContext, showPage } from '../page.ts'
import { fieldProblem } from '../problem-field.ts'
import { vatWords } from '../state-words.ts'
import { feeTable } from './fee-table.ts'
import type { DayPrices } from './on-day.ts'
import { linePicks, pickScope } from './picks/line-picks.ts'
import type { PricingFields } from './price-fields.ts'
import { type ReadPricing, readPricing } from './read-pricing.ts'
import { type SuggestedRows, suggestedRows } from './suggested-rows.ts'
import { type TriedCases, tryCases } from './tried-cases.ts'

/** The prices screen as it is about to be shown: what is in its boxes, and what is wrong with it. */
export interface ShownPrices {
  draft: Draft
  fields: PricingFields
  revision: number
  problems?: FieldProblem[]
  /** Cases worth adding, when they were asked for. */
  suggestions?: SuggestedRows
  /** The row of a case that was just added: it stands open. */
  added?: number
  /** The field where the officer goes on, after a button that made it. */
  field?: string | undefined
  /** What everything costs on a day, when that was asked for. */
  day?: DayPrices
  showOn?: string
  notice?: string | undefined
  status?: 200 | 422
}

/** What the boxes say, as a document; undefined when they do not say one. */
export interface ReadPrices {
  read: ReadPricing
  problems: FieldProblem[]
  document: FormDocument | undefined
}

/** Everything wrong with what was typed: in the fields, in the document they make, in their expressions. */
export function readPrices(deps: OfficerDeps, draft: Draft, fields: PricingFields): ReadPrices {
  const read = readPricing(fields, draft.document.pricing)
  const open = fields.unsettled
  if (read.problems.length > 0) return { read, problems: [...open, ...read.problems], document: undefined }
  const made = withPart(draft.text, { pricing: read.pricing })
  const known = (field: string) => read.fieldFor(field)
  if (!made.ok) {
    const problems = made.problems.map((problem) => fieldProblem(problem, '/pricing', known))
    return { read, problems: [...open, ...problems], document: undefined }
  }
  const problems = deps.pricing
    .check(made.document)
    .map((problem) => fieldProblem(problem, '/pricing', known))
  return { read, problems: [...open, ...problems], document: made.document }
}

/** The whole screen. The cases are run on what is in the boxes, so that their results are there without JavaScript too. */
export async function showPrices(
  deps: OfficerDeps,
  c: OfficerContext,
  {
    draft,
    fields,
    revision,
    problems = [],
    suggestions,
    added,
    field,
    day,
    showOn,
    notice,
    status = 200,
  }: ShownPrices,
): Promise<Response> {
  const { read, document } = readPrices(deps, draft, fields)
  const tried: Partial<TriedCases> = document
    ? await tryCases(deps.pricing, document, (place) => read.fieldFor(place))
    : {}
  const today = londonDay(deps.clock.now())
  const scope = pickScope(draft.document, fields, today)
  const context = {
    title: 'Prices',
    section: 'forms',
    backHref: `/officer/forms/${draft.slug}`,
    draft,
    fields,
    revision,
    notice,
    ...tried,
    seen: Object.fromEntries((tried.coverage ?? []).map(({ field, words }) => [field, words])),
    seenBranches: branchesByRow(tried.branches ?? []),
    suggestions,
    added,
    goOn: field,
    day,
    showOn: showOn ?? today,
    feeViews: feeTable(fields.fees, today),
    picks: [...fields.lines.keys()].map((line) => linePicks(fields, line, scope)),
    vatItems: Object.entries(vatWords).map(([value, text]) => ({ value, text })),
    valueNames: fields.define.map(({ name }) => name.trim()),
    vocabulary: vocabulary(
      draft.document,
      fields.define.map(({ name, label }) => ({ name: name.trim(), label })),
    ),
    ...errorContext(problems),
  }
  return showPage(deps, c, 'prices/prices', context, status)
}

function branchesByRow(branches: TriedCases['branches']): Record<string, string[]> {
  const rows: Record<string, string[]> = Object.create(null)
  for (const { field, words } of branches) rows[field] = [...(rows[field] ?? []), words]
  return rows
}

/** The results alone, for the page's script. */
export async function casesFragment(deps: OfficerDeps, prices: ReadPrices): Promise<string> {
  const { document, problems, read } = prices
  const tried = document && (await tryCases(deps.pricing, document, (place) => read.fieldFor(place)))
  return deps.templates.render('officer/prices/case-results.njk', { ...tried, ...errorContext(problems) })
}

/** Cases worth adding to what is in the boxes; none while it cannot be read. */
export async function suggestFor(deps: OfficerDeps, { document }: ReadPrices): Promise<SuggestedRows> {
  return suggestedRows(
    document,
    document && (await deps.pricing.suggest(document, londonDay(deps.clock.now()))),
  )
}
