import { type ExpressionStep, type PickScope, schemaFromSample, withTarget } from '../../../delivery/index.ts'
import { can } from '../../../people/index.ts'
import type { OfficerDeps } from '../deps.ts'
import type { FieldProblem, OfficerContext } from '../page.ts'
import type { NamedStep } from './back-office-page.ts'
import { changeCases, mostCases } from './mapping-form.ts'
import { type PostedDelivery, schemaIn, tryOut } from './posted-delivery.ts'
import { scopeIn } from './targets/pick-scope.ts'
import { targetRows } from './targets/target-rows.ts'

/**
 * The buttons that change the page and save nothing: rows of cases, another sample, fields made from a payload, a field more. True when the
 * action was one of them.
 */
export async function changePage(
  deps: OfficerDeps,
  c: OfficerContext,
  posted: PostedDelivery,
  action: string,
): Promise<boolean> {
  if (changeCases(posted.fields, action) || action === 'draw') return true
  const steps = /^steps-(\d{1,3})$/.exec(action)?.[1]
  const change = steps === undefined ? changeCalled(action) : showSteps(Number(steps))
  if (!change) return false
  const refused = await change(posted, deps, c)
  if (refused) posted.problems = [...(posted.problems ?? []), refused]
  return true
}

/** Changes the page, or says why not and beside which box. */
type Change = (
  posted: PostedDelivery,
  deps: OfficerDeps,
  c: OfficerContext,
) => FieldProblem | undefined | Promise<FieldProblem | undefined>

const changes: Partial<Record<string, Change>> = {
  generate,
  'take-submission': takeSubmission,
  'make-fields': makeFields,
  'add-field': addField,
  'sample-to-case': sampleToCase,
}

function changeCalled(action: string): Change | undefined {
  return Object.hasOwn(changes, action) ? changes[action] : undefined
}

const refuse = (field: string, message: string): FieldProblem => ({ field, message })

async function generate(posted: PostedDelivery, deps: OfficerDeps): Promise<undefined> {
  const n = Math.abs(Math.trunc(Number(posted.form.text('sampleNumber')))) % 10_000 || 0
  posted.sampleNumber = n + 1
  posted.sample = JSON.stringify(await deps.delivery.generatedSample(posted.draft.document, n + 1), null, 2)
  posted.notice = 'Made-up answers are in the sample'
}

async function takeSubmission(
  posted: PostedDelivery,
  deps: OfficerDeps,
  c: OfficerContext,
): Promise<FieldProblem | undefined> {
  const { draft, form } = posted
  if (!can(c.get('officer'), 'submissions.read')) return refuse('reference', 'You may not read submissions')
  const reference = form.text('reference').replace(/[\s-]/g, '').toUpperCase()
  const found =
    /^[A-Z0-9]{10}$/.test(reference) &&
    (await deps.delivery.maskedSample(draft.organisationId, draft.formId, draft.document, reference))
  if (!found) return refuse('reference', 'This form has no submission with that reference')
  if (found === 'no-answers')
    return refuse('reference', 'The answers of that submission were kept for their time and are gone')
  posted.sample = JSON.stringify(found, null, 2)
  posted.notice = `The answers of ${reference} are in the sample. Names, addresses, free text and the like are made up`
}

function makeFields(posted: PostedDelivery): FieldProblem | undefined {
  const text = posted.form.text('payload')
  posted.payload = text
  let pasted: unknown
  try {
    pasted = JSON.parse(text)
  } catch (error) {
    return refuse('payload', `This is not JSON: ${(error as Error).message}`)
  }
  if (pasted === null || typeof pasted !== 'object' || Array.isArray(pasted))
    return refuse('payload', 'Paste one group of fields in curly brackets')
  const isSchema = '$schema' in pasted || ('properties' in pasted && 'type' in pasted)
  const schema = JSON.stringify(isSchema ? pasted : schemaFromSample(pasted), null, 2)
  if (!schemaIn(schema)) return refuse('payload', 'We cannot make fields from this')
  posted.fields.schema = schema
  posted.payload = ''
  posted.notice = isSchema
    ? 'The fields are those of the JSON Schema'
    : 'The fields are those of the sample, all of them required. Change that below under ‘JSON Schema’'
}

function addField(posted: PostedDelivery): FieldProblem | undefined {
  const name = posted.form.text('newField').trim()
  const path = name.split('.').map((part) => part.trim())
  if (!path.every((part) => /^[\w-]{1,60}$/.test(part)))
    return refuse('newField', 'Enter a name, such as reference or customer.name')
  const there = targetRows(posted.draft.document, drawnFrom(posted)).some(
    ({ pointer }) => pointer === `/${path.join('/')}`,
  )
  const mapping = there ? undefined : withTarget(posted.fields.mapping, path, '""')
  if (mapping === undefined) return refuse('newField', `A field ‘${name}’ cannot be added here`)
  posted.fields.mapping = mapping
  posted.notice = `‘${name}’ is added. Say what fills it`
  const index = targetRows(posted.draft.document, drawnFrom(posted)).findIndex(
    ({ pointer }) => pointer === `/${path.join('/')}`,
  )
  posted.goOn = `pick.${index}.choice`
}

/** The sample and what the mapping makes of it now, as a case: the press of one button, then "Save delivery". */
async function sampleToCase(posted: PostedDelivery, deps: OfficerDeps): Promise<FieldProblem | undefined> {
  const { outcome, answers } = await tryOut(deps, posted)
  const { tests } = posted.fields
  if (tests.length >= mostCases) return refuse('sample', `There can be at most ${mostCases} cases`)
  if (!answers || outcome?.kind !== 'mapped')
    return refuse('sample', 'There is no output yet that the case could expect')
  const numbers = tests.flatMap(({ name }) => /^Sample (\d+)$/.exec(name)?.[1] ?? [])
  const name = `Sample ${Math.max(0, ...numbers.map(Number)) + 1}`
  tests.push({
    name,
    answers: JSON.stringify(answers, null, 2),
    output: JSON.stringify(outcome.output, null, 2),
    partial: '',
  })
  posted.notice = `The sample is case ‘${name}’ now. Save the delivery to keep it`
  posted.goOn = `tests.${tests.length - 1}.name`
}

function showSteps(index: number): Change {
  return async (posted, deps) => {
    const { answers, document, problems } = await tryOut(deps, posted)
    const row = targetRows(posted.draft.document, drawnFrom(posted))[index]
    if (!answers || !document || row?.was === undefined)
      return problems[0] ?? refuse('mapping', 'There is no expression there')
    const list = row.list === '' ? undefined : row.list
    const step = await deps.delivery.stepThrough(document, row.was, answers, list)
    posted.steps = { index, step: step && named(step, scopeIn(document, row.list)) }
    return undefined
  }
}

/** With the words of the question beside what an expression calls it. */
function named(step: ExpressionStep, scope: PickScope): NamedStep {
  const label = scope.find(step.source)?.label
  return { ...step, ...(label && { label }), parts: step.parts.map((part) => named(part, scope)) }
}

function drawnFrom({ fields, unsettled = new Map() }: PostedDelivery) {
  return { mapping: fields.mapping, schema: schemaIn(fields.schema), unsettled, outcome: undefined }
}
