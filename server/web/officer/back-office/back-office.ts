import { Hono } from 'hono'
import { sampleAnswers } from '../../../../form-schemas/answer-shapes.ts'
import type { DeliverySettings, FormDocument } from '../../../../form-schemas/document.ts'
import type { MappingCaseResult, MappingOutcome } from '../../../delivery/index.ts'
import { NotFound } from '../../../errors.ts'
import { type Draft, withPart } from '../../../forms/index.ts'
import { handleConflict, showConflict } from '../conflict/conflict.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { lintRequest, vocabulary } from '../expression-editor.ts'
import {
  actorOf,
  errorContext,
  type FieldProblem,
  type OfficerContext,
  readForm,
  readJson,
  showPage,
} from '../page.ts'
import { readAnswers } from '../prices/pricing-form.ts'
import { fieldProblem } from '../problem-field.ts'
import { allow } from '../session.ts'
import {
  changeCases,
  type DeliveryFields,
  deliveryFields,
  newDelivery,
  postedDelivery,
  readDelivery,
} from './mapping-form.ts'

const screen = { part: 'deliveries', path: 'back-office' } as const
/** What mappings may name besides the answers. */
const mappingVariables = ['submission', 'price', 'payment']

interface Shown {
  draft: Draft
  /** Which of the document's deliveries; its length = a new one. */
  index: number
  fields: DeliveryFields
  sample: string
  revision: number
  problems?: FieldProblem[]
  outcome?: MappingOutcome | undefined
  results?: MappingCaseResult[]
  notice?: string | undefined
  status?: 200 | 422
}

/** One delivery of a form: its destination and mapping beside a sample submission and what would be sent. */
export function backOfficeRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  const show = async (c: OfficerContext, shown: Shown) => {
    const { draft, index, fields, problems = [], status = 200, ...rest } = shown
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
        index,
        fields,
        ...rest,
        destinations: destinationItems(destinations, fields.destination),
        vocabulary: vocabulary(draft.document, mappingVariables),
        ...errorContext(problems),
      },
      status,
    )
  }

  app.get('/forms/:slug/back-office', allow('mapping.edit'), async (c) => {
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const deliveries = draft.document.deliveries ?? []
    const index = chosen(c.req.query('delivery'), deliveries)
    const delivery = deliveries[index] ?? newDelivery
    const given = delivery.tests[Number(c.req.query('case') ?? -1)]?.answers
    // A saved case is a sample that somebody made sense of; made-up answers may well have no price.
    const answers = given ?? delivery.tests[0]?.answers ?? sampleAnswers(draft.document, 1)
    const problems = index < deliveries.length ? staticProblems(deps, draft.document, index) : []
    return show(c, {
      draft,
      index,
      fields: deliveryFields(delivery),
      sample: JSON.stringify(answers, null, 2),
      revision: draft.revision,
      problems,
      outcome:
        problems.length > 0 ? undefined : await deps.delivery.runMapping(delivery, draft.document, answers),
      notice: c.req.query('saved') && 'Saved',
    })
  })

  /** What was posted, put into the document (not saved). */
  async function posted(c: OfficerContext) {
    const form = await readForm(c)
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug')!)
    const before = draft.document.deliveries ?? []
    const index = chosen(form.text('delivery'), before)
    const fields = postedDelivery(form)
    const revision = Number(form.text('revision'))
    return { form, draft, before, index, fields, revision, sample: form.text('sample') }
  }

  /** The document with this delivery in it, or everything that is wrong with it. */
  function documentWith(draft: Draft, before: DeliverySettings[], index: number, fields: DeliveryFields) {
    const { delivery, problems } = readDelivery(fields)
    const deliveries = before.toSpliced(index, 1, delivery)
    if (problems.length > 0) return { deliveries, delivery, problems }
    const made = withPart(draft.text, { deliveries })
    if (!made.ok) {
      return {
        deliveries,
        delivery,
        problems: made.problems.map((one) => fieldProblem(one, `/deliveries/${index}`, knownField)),
      }
    }
    return {
      deliveries,
      delivery,
      problems: staticProblems(deps, made.document, index),
      document: made.document,
    }
  }

  app.post('/forms/:slug/back-office', allow('mapping.edit'), async (c) => {
    const { form, draft, before, index, fields, revision, sample } = await posted(c)
    const action = form.text('action')
    if (changeCases(fields, action)) return show(c, { draft, index, fields, sample, revision })
    const removing = action === 'remove-delivery'
    const made = removing ? undefined : documentWith(draft, before, index, fields)
    if (made && made.problems.length > 0)
      return show(c, { draft, index, fields, sample, revision, problems: made.problems, status: 422 })
    const left = made?.deliveries ?? before.toSpliced(index, 1)
    const part = { deliveries: left.length > 0 ? left : undefined }
    const saved = await deps.forms.saveDraftPart(
      draft.organisationId,
      draft.slug,
      { revision, part },
      actorOf(c),
    )
    // An empty list says "none" in the page that is posted again; a missing key would say nothing.
    if (saved.kind === 'conflict') return showConflict(deps, c, screen, { deliveries: left }, saved.current)
    if (saved.kind === 'refused') {
      const problems = saved.problems.map((one) => fieldProblem(one, `/deliveries/${index}`, knownField))
      return show(c, { draft, index, fields, sample, revision, problems, status: 422 })
    }
    return c.redirect(
      `/officer/forms/${draft.slug}/back-office?delivery=${removing ? 0 : index}&saved=1`,
      303,
    )
  })

  /** The mapping as it is typed, on the sample as it is typed. */
  app.post('/forms/:slug/back-office/preview', allow('mapping.edit'), async (c) => {
    const { draft, before, index, fields, revision, sample } = await posted(c)
    const answers = readAnswers(sample)
    // A new delivery needs no name or destination yet to be tried out.
    const named = { ...fields, id: fields.id.trim() || 'new', destination: fields.destination || 'new' }
    const made = documentWith(draft, before, index, named)
    const problems = answers
      ? made.problems
      : [{ field: 'sample', message: 'Write the sample answers as JSON' }, ...made.problems]
    const outcome =
      answers && problems.length === 0
        ? await deps.delivery.runMapping(made.delivery, made.document!, answers)
        : undefined
    if (c.req.query('fragment') !== undefined) {
      return c.html(
        deps.templates.render('officer/back-office/mapping-output.njk', {
          outcome,
          ...errorContext(problems),
        }),
      )
    }
    const results =
      made.document &&
      (await deps.delivery.runMappingCases(made.document)).filter((one) =>
        one.pointer.startsWith(`/deliveries/${index}/`),
      )
    return show(c, { draft, index, fields, sample, revision, problems, outcome, ...(results && { results }) })
  })

  app.post('/forms/:slug/back-office/lint', allow('mapping.edit'), async (c) => {
    const { document } = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const json = (await readJson(c)) as Record<string, unknown> | null
    return c.json(lintRequest(document, { source: json?.source }, mappingVariables))
  })

  app.post('/forms/:slug/back-office/conflict', allow('mapping.edit'), (c) => handleConflict(deps, c, screen))
  return app
}

/** @throws NotFound when there is no such delivery; the next free number is a new one */
function chosen(text: string | undefined, deliveries: DeliverySettings[]): number {
  const index = Number(text || 0)
  if (!Number.isInteger(index) || index < 0 || index > deliveries.length)
    throw new NotFound('There is no such delivery')
  return index
}

function staticProblems(deps: OfficerDeps, document: FormDocument, index: number): FieldProblem[] {
  const own = `/deliveries/${index}`
  return deps.delivery
    .checkDeliveries(document)
    .filter(({ pointer }) => pointer === own || pointer.startsWith(`${own}/`))
    .map((problem) => fieldProblem(problem, own, knownField))
}

/** The box on the page for a place in the delivery: whatever lies inside a JSON box is that box. */
function knownField(place: string): string {
  const [first = '', second, third] = place.split('.')
  if (first === 'tests' && second !== undefined)
    return `tests.${second}.${['answers', 'output'].includes(third ?? '') ? third : 'name'}`
  return ['id', 'destination', 'mapping', 'schema'].includes(first) ? first : 'mapping'
}

function destinationItems(destinations: { name: string; kind: string }[], now: string) {
  const items = destinations.map(({ name, kind }) => ({ value: name, text: `${name} (${kind})` }))
  if (now !== '' && !destinations.some(({ name }) => name === now))
    items.unshift({ value: now, text: `${now} (not set up yet)` })
  return [{ value: '', text: 'Choose' }, ...items]
}
