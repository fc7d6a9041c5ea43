import { Hono } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import type { Draft } from '../../../forms/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, type FieldProblem, type OfficerContext, readForm } from '../page.ts'
import { allow } from '../session.ts'
import {
  modeOf,
  readAgain,
  readPublication,
  refusals,
  showPublishPage,
  type TypedPublication,
  typedPublication,
  untyped,
  whatCame,
} from './publish-page.ts'

/** The gate in plain words, what would change for residents, and the publication itself: now, or at a moment to come. */
export function publishRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  async function show(c: OfficerContext, draft: Draft, typed: TypedPublication, problems?: FieldProblem[]) {
    const { slug, document, revision, organisationId } = draft
    const report = await deps.forms.gateReport(organisationId, slug, typed.mode)
    const about = {
      slug,
      title: 'Publish',
      heading: 'Publish',
      path: `/officer/forms/${slug}/publish`,
      backHref: `/officer/forms/${slug}`,
      backText: say(document.title),
      document,
      report,
      revision,
    }
    return showPublishPage(deps, c, about, typed, problems)
  }

  app.get('/forms/:slug/publish', allow('forms.publish'), async (c) => {
    const { organisation } = c.var
    const draft = await deps.forms.draft(organisation.id, c.req.param('slug'))
    const live = await deps.forms.liveVersion(organisation.slug, draft.slug)
    return show(c, draft, untyped(modeOf(c.req.query('mode')) ?? live?.mode ?? 'test'))
  })

  app.post('/forms/:slug/publish', allow('forms.publish'), async (c) => {
    const form = await readForm(c)
    const organisationId = c.get('organisation').id
    const slug = c.req.param('slug')
    const typed = typedPublication(form)
    const draft = await deps.forms.draft(organisationId, slug)
    const { problems, request } = readPublication(form, typed, deps.clock.now())
    if (problems.length > 0) return show(c, draft, typed, problems)
    const seen = { ...request, revision: Number(form.text('revision')) }
    const outcome = await deps.forms.publish(organisationId, slug, seen, actorOf(c))
    if (outcome.kind === 'refused') return show(c, draft, typed, refusals(outcome.problems))
    if (outcome.kind === 'conflict') return show(c, outcome.current, typed, [readAgain])
    return whatCame(c, slug, outcome)
  })
  return app
}
