import type { DeliverySettings, FormDocument } from '../../../../form-schemas/document.ts'
import { schemaProblem } from '../../../delivery/index.ts'
import { NotFound } from '../../../errors.ts'
import { type Draft, withPart } from '../../../forms/index.ts'
import type { OfficerDeps } from '../deps.ts'
import { type FieldProblem, type OfficerContext, type PostedForm, readForm } from '../page.ts'
import { readAnswers } from '../prices/read-pricing.ts'
import { fieldProblem } from '../problem-field.ts'
import type { Shown } from './back-office-page.ts'
import { type DeliveryFields, postedDelivery, readDelivery } from './mapping-form.ts'
import { settlePicks } from './targets/posted-picks.ts'

/** The page as it was sent, with what was picked written into the mapping. `before` are the deliveries of the draft. */
export type PostedDelivery = Shown & { form: PostedForm; before: DeliverySettings[] }

export async function readPosted(deps: OfficerDeps, c: OfficerContext): Promise<PostedDelivery> {
  const form = await readForm(c)
  const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug')!)
  const before = draft.document.deliveries ?? []
  const fields = postedDelivery(form)
  const settled = settlePicks(form, fields.mapping, draft.document)
  return {
    form,
    draft,
    before,
    index: chosenDelivery(form.text('delivery'), before),
    fields: { ...fields, mapping: settled.mapping },
    sample: form.text('sample'),
    revision: Number(form.text('revision')),
    problems: settled.problems,
    unsettled: settled.unsettled,
    fresh: settled.fresh,
  }
}

/** @throws NotFound when there is no such delivery; the next free number is a new one */
export function chosenDelivery(text: string | undefined, deliveries: DeliverySettings[]): number {
  const index = Number(text || 0)
  if (!Number.isInteger(index) || index < 0 || index > deliveries.length)
    throw new NotFound('There is no such delivery')
  return index
}

/** The document with this delivery in it (not saved), or everything that is wrong with it. */
export function documentWith(
  deps: OfficerDeps,
  { draft, before, index }: { draft: Draft; before: DeliverySettings[]; index: number },
  fields: DeliveryFields,
) {
  const { delivery, problems } = readDelivery(fields)
  const deliveries = before.toSpliced(index, 1, delivery)
  if (problems.length > 0) return { deliveries, delivery, problems }
  const made = withPart(draft.text, { deliveries })
  if (!made.ok) return { deliveries, delivery, problems: problemsOf(made.problems, index) }
  const { document } = made
  return { deliveries, delivery, problems: staticProblems(deps, document, index), document }
}

export function problemsOf(problems: Parameters<typeof fieldProblem>[0][], index: number): FieldProblem[] {
  return problems.map((one) => fieldProblem(one, `/deliveries/${index}`, knownField))
}

export function staticProblems(deps: OfficerDeps, document: FormDocument, index: number): FieldProblem[] {
  const own = `/deliveries/${index}`
  const problems = deps.delivery
    .checkDeliveries(document)
    .filter(({ pointer }) => pointer === own || pointer.startsWith(`${own}/`))
  return problemsOf(problems, index)
}

/** The mapping as it stands on the page, on the sample as it stands there. */
export async function tryOut(deps: OfficerDeps, posted: PostedDelivery) {
  const answers = readAnswers(posted.sample)
  const { fields } = posted
  // A new delivery needs no name or destination yet to be tried out.
  const named = { ...fields, id: fields.id.trim() || 'new', destination: fields.destination || 'new' }
  const made = documentWith(deps, posted, named)
  const problems = [
    ...(posted.problems ?? []),
    ...(answers ? [] : [{ field: 'sample', message: 'Write the sample answers as JSON' }]),
    ...made.problems,
  ]
  const document = made.problems.length === 0 ? made.document : undefined
  const outcome =
    answers && document ? await deps.delivery.runMapping(made.delivery, document, answers) : undefined
  return { answers, problems, outcome, delivery: made.delivery, document }
}

/** The box on the page for a place in the delivery: whatever lies inside a JSON box is that box. */
function knownField(place: string): string {
  const [first = '', second, third] = place.split('.')
  if (first === 'tests' && second !== undefined)
    return `tests.${second}.${['answers', 'output'].includes(third ?? '') ? third : 'name'}`
  return ['id', 'destination', 'mapping', 'schema'].includes(first) ? first : 'mapping'
}

/** The schema in its box, as far as fields can be shown of it. */
export function schemaIn(text: string): Record<string, unknown> | undefined {
  const schema = readAnswers(text) as Record<string, unknown> | undefined
  return schema && schemaProblem(schema) === undefined ? schema : undefined
}
