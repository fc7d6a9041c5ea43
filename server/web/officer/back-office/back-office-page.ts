import type { ExpressionStep, MappingCaseResult, MappingOutcome } from '../../../delivery/index.ts'
import type { Draft } from '../../../forms/index.ts'
import { can } from '../../../people/index.ts'
import type { OfficerDeps } from '../deps.ts'
import { vocabulary } from '../expression-editor.ts'
import { errorContext, type FieldProblem, type OfficerContext, showPage } from '../page.ts'
import type { DeliveryFields } from './mapping-form.ts'
import { schemaIn } from './posted-delivery.ts'
import type { PickState } from './targets/pick-state.ts'
import { targetRows } from './targets/target-rows.ts'

/** What mappings may name besides the answers. */
export const mappingVariables = ['submission', 'price', 'payment']

/** A part of an expression with the words of the question that it stands for. */
export type NamedStep = Omit<ExpressionStep, 'parts'> & { label?: string; parts: NamedStep[] }

export interface Shown {
  draft: Draft
  /** Which of the document's deliveries; its length = a new one. */
  index: number
  fields: DeliveryFields
  sample: string
  revision: number
  problems?: FieldProblem[]
  /** Rows that say nothing yet, by the pointer of their target. */
  unsettled?: ReadonlyMap<string, PickState>
  /** Fields of problems that are only shown when the page is saved. */
  fresh?: ReadonlySet<string>
  outcome?: MappingOutcome | undefined
  results?: MappingCaseResult[]
  /** How the value of one target came about. */
  steps?: { index: number; step: NamedStep | undefined } | undefined
  notice?: string | undefined
  /** Which of the made-up samples was shown last. */
  sampleNumber?: number
  /** What was pasted to make fields from. */
  payload?: string
  /** Name of the field where the officer goes on. */
  goOn?: string | undefined
  status?: 200 | 422
}

/** What the fields and the output are drawn from, on the page and alone. */
export function partsContext(shown: Shown) {
  const { draft, fields, unsettled = new Map(), outcome, problems = [] } = shown
  const schema = schemaIn(fields.schema)
  const rows = targetRows(draft.document, { mapping: fields.mapping, schema, unsettled, outcome })
  return {
    rows,
    filled: rows.filter(({ isGroup, was, each }) => !isGroup && (was !== undefined || each !== undefined))
      .length,
    fillable: rows.filter(({ isGroup }) => !isGroup).length,
    mappingWas: fields.mapping,
    outcome,
    goOn: shown.goOn,
    steps: shown.steps,
    base: `/officer/forms/${draft.slug}/back-office`,
    ...errorContext(problems),
  }
}

export async function showBackOffice(deps: OfficerDeps, c: OfficerContext, shown: Shown) {
  const { draft, fields, status = 200, ...rest } = shown
  const officer = c.get('officer')
  const destinations = await deps.delivery.destinations.list(draft.organisationId)
  return showPage(
    deps,
    c,
    'back-office/back-office',
    {
      title: 'Back office',
      section: 'forms',
      backHref: `/officer/forms/${draft.slug}`,
      draft,
      fields,
      ...rest,
      destinations: destinationItems(destinations, fields.destination),
      maySeeSubmissions: can(officer, 'submissions.read'),
      maySend: can(officer, 'deliveries.replay'),
      vocabulary: vocabulary(draft.document, mappingVariables),
      ...partsContext(shown),
    },
    status,
  )
}

function destinationItems(destinations: { name: string; kind: string }[], now: string) {
  const items = destinations.map(({ name, kind }) => ({ value: name, text: `${name} (${kind})` }))
  if (now !== '' && !destinations.some(({ name }) => name === now))
    items.unshift({ value: now, text: `${now} (not set up yet)` })
  return [{ value: '', text: 'Choose' }, ...items]
}
