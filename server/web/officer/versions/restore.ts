import { Hono } from 'hono'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, type FieldProblem, type OfficerContext, readForm } from '../page.ts'
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
} from '../publish/publish-page.ts'
import { allow } from '../session.ts'
import { versionNumber } from './version-number.ts'

/** An older version published again as a new one: the way back, with its note written already. */
export function restoreRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  async function show(
    c: OfficerContext,
    slug: string,
    number: number,
    typed: TypedPublication,
    problems?: FieldProblem[],
  ) {
    const organisationId = c.get('organisation').id
    const { versionId } = await deps.forms.publishedText(organisationId, slug, number)
    const heading = `Publish version ${number} again`
    const about = {
      slug,
      title: heading,
      heading,
      path: `/officer/forms/${slug}/versions/${number}/publication`,
      backHref: `/officer/forms/${slug}/versions`,
      backText: 'Versions',
      document: (await deps.forms.version(versionId)).document,
      report: await deps.forms.publications.gateReport(organisationId, slug, number, typed.mode),
    }
    return showPublishPage(deps, c, about, typed, problems)
  }

  app.get('/forms/:slug/versions/:number/publication', allow('forms.publish'), async (c) => {
    const slug = c.req.param('slug')
    const number = versionNumber(c.req.param('number'))
    const { versionId } = await deps.forms.publishedText(c.get('organisation').id, slug, number)
    const { mode } = await deps.forms.version(versionId)
    return show(c, slug, number, untyped(modeOf(c.req.query('mode')) ?? mode, `Back to version ${number}`))
  })

  app.post('/forms/:slug/versions/:number/publication', allow('forms.publish'), async (c) => {
    const form = await readForm(c)
    const slug = c.req.param('slug')
    const number = versionNumber(c.req.param('number'))
    const typed = typedPublication(form)
    const { problems, request } = readPublication(form, typed, deps.clock.now())
    if (problems.length > 0) return show(c, slug, number, typed, problems)
    const organisationId = c.get('organisation').id
    const outcome = await deps.forms.publications.restore(organisationId, slug, number, request, actorOf(c))
    if (outcome.kind === 'refused') return show(c, slug, number, typed, refusals(outcome.problems))
    if (outcome.kind === 'conflict') return show(c, slug, number, typed, [readAgain])
    return whatCame(c, slug, outcome)
  })
  return app
}
