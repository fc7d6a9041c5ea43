import { Hono } from 'hono'
import { handleConflict, showConflict } from '../conflict/conflict.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { lintRequest } from '../expression-editor.ts'
import { actorOf, type FieldProblem, type OfficerContext, readJson } from '../page.ts'
import { allow } from '../session.ts'
import { mappingVariables, partsContext, type Shown, showBackOffice } from './back-office-page.ts'
import { mappingChangesRoutes } from './mapping-changes.ts'
import { deliveryFields, newDelivery } from './mapping-form.ts'
import { changePage } from './page-actions.ts'
import {
  chosenDelivery,
  documentWith,
  type PostedDelivery,
  problemsOf,
  readPosted,
  staticProblems,
  tryOut,
} from './posted-delivery.ts'
import { sendTestRoutes } from './send-test.ts'

const screen = { part: 'deliveries', path: 'back-office' } as const

/** One delivery of a form: its destination and mapping beside a sample submission and what would be sent. */
export function backOfficeRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const show = (c: OfficerContext, shown: Shown) => showBackOffice(deps, c, shown)

  app.get('/forms/:slug/back-office', allow('mapping.edit'), async (c) => {
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const deliveries = draft.document.deliveries ?? []
    const index = chosenDelivery(c.req.query('delivery'), deliveries)
    const delivery = deliveries[index] ?? newDelivery
    const given = delivery.tests[Number(c.req.query('case') ?? -1)]?.answers
    // A saved case is a sample that somebody made sense of.
    const answers =
      given ?? delivery.tests[0]?.answers ?? (await deps.delivery.generatedSample(draft.document, 1))
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

  app.post('/forms/:slug/back-office', allow('mapping.edit'), async (c) => {
    const posted = await readPosted(deps, c)
    const action = posted.form.text('action')
    if (await changePage(deps, c, posted, action)) return showTried(c, posted)
    return action === 'remove-delivery' ? save(c, posted, undefined) : saveDelivery(c, posted)
  })

  /** What was changed on the page, with what it gives; nothing is saved. */
  async function showTried(c: OfficerContext, posted: PostedDelivery) {
    const { outcome } = await tryOut(deps, posted)
    const shown = worthShowing(posted, posted.problems)
    return show(c, { ...posted, problems: shown, outcome, ...(shown.length > 0 && { status: 422 as const }) })
  }

  async function saveDelivery(c: OfficerContext, posted: PostedDelivery) {
    const made = documentWith(deps, posted, posted.fields)
    const problems = [...(posted.problems ?? []), ...made.problems]
    if (problems.length > 0) return show(c, { ...posted, problems, status: 422 })
    return save(c, posted, made)
  }

  async function save(
    c: OfficerContext,
    { draft, before, index, revision, ...posted }: PostedDelivery,
    made: ReturnType<typeof documentWith> | undefined,
  ) {
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
      const problems = problemsOf(saved.problems, index)
      return show(c, { ...posted, draft, index, revision, problems, status: 422 })
    }
    return c.redirect(`/officer/forms/${draft.slug}/back-office?delivery=${made ? index : 0}&saved=1`, 303)
  }

  /** The mapping as it is typed or picked, on the sample as it is typed: the whole page, or for its script the parts that follow. */
  app.post('/forms/:slug/back-office/preview', allow('mapping.edit'), async (c) => {
    const posted = await readPosted(deps, c)
    const { problems, outcome, document } = await tryOut(deps, posted)
    const shown = { ...posted, problems, outcome }
    if (c.req.query('fragment') !== undefined) {
      const action = c.req.query('action') ?? ''
      if (action !== '') await changePage(deps, c, posted, action)
      const worth = worthShowing(posted, problems)
      const parts = partsContext({ ...shown, problems: worth, steps: posted.steps })
      return c.html(deps.templates.render('officer/back-office/mapping-parts.njk', parts))
    }
    if (!document) return show(c, shown)
    const results = (await deps.delivery.runMappingCases(document)).filter((one) =>
      one.pointer.startsWith(`/deliveries/${posted.index}/`),
    )
    return show(c, { ...shown, results })
  })

  app.post('/forms/:slug/back-office/lint', allow('mapping.edit'), async (c) => {
    const { document } = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const json = (await readJson(c)) as Record<string, unknown> | null
    return c.json(lintRequest(document, { source: json?.source }, mappingVariables))
  })

  app.post('/forms/:slug/back-office/conflict', allow('mapping.edit'), (c) => handleConflict(deps, c, screen))
  app.route('/', mappingChangesRoutes(deps))
  app.route('/', sendTestRoutes(deps))
  return app
}

/** Drawing the page again is no moment to complain of a box that it has only just put there. */
function worthShowing({ fresh }: Shown, problems: FieldProblem[] = []): FieldProblem[] {
  return problems.filter(({ field }) => !fresh?.has(field))
}
