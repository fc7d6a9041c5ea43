import { Hono } from 'hono'
import { isDay } from '../../../../form-schemas/calendar.ts'
import { type Day, londonDay } from '../../../clock.ts'
import { can } from '../../../people/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { errorContext, showPage } from '../page.ts'
import { allow } from '../session.ts'

/** Submissions that are priced again, newest first. */
const mostSubmissions = 500

/** What the draft's prices would change for the cases and for what residents sent last, before anything is published. */
export function priceChangesRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/forms/:slug/prices/changes', allow('forms.edit'), async (c) => {
    const { organisation, officer } = c.var
    const draft = await deps.forms.draft(organisation.id, c.req.param('slug'))
    const live = await deps.forms.liveVersion(organisation.slug, draft.slug)
    const today = londonDay(deps.clock.now())
    const asked = c.req.query('on') ?? today
    const on = isDay(asked) ? asked : undefined
    const problems = on ? [] : [{ field: 'on', message: 'Enter a real day, such as 2027-04-01' }]
    const compared = live && on ? await compare(live.document, draft, on, organisation.id) : undefined
    const context = {
      title: 'What the new prices change',
      section: 'forms',
      backHref: `/officer/forms/${draft.slug}/prices`,
      draft,
      live: live && { number: live.number },
      on: on ?? asked,
      laterDays: laterDays(draft.document.pricing?.fees ?? {}, today),
      ...compared,
      maySeeSubmissions: can(officer, 'submissions.read'),
      ...errorContext(problems),
    }
    return showPage(deps, c, 'prices/changes', context, problems.length > 0 ? 422 : 200)
  })

  type Draft = Awaited<ReturnType<OfficerDeps['forms']['draft']>>

  async function compare(live: Draft['document'], draft: Draft, on: Day, organisationId: string) {
    const sent = await deps.insight.recentAnswers(organisationId, draft.formId, mostSubmissions)
    // After its time a submission keeps its price but not its answers.
    const kept = sent.filter(({ answers }) => Object.keys(answers).length > 0)
    const cases = await deps.pricing.compare(live, draft.document, draft.document.pricing?.tests ?? [])
    const submissions = await deps.pricing.compare(
      live,
      draft.document,
      kept.map(({ reference, answers }) => ({ name: reference, answers, on })),
    )
    return { cases, submissions, withoutAnswers: sent.length - kept.length }
  }
  return app
}

/** Days after today on which an amount of the draft begins: those that an officer will want to look at. */
function laterDays(fees: Record<string, { from: Day }[]>, today: Day): Day[] {
  const days = Object.values(fees).flatMap((dated) => dated.map(({ from }) => from))
  return [...new Set(days)]
    .filter((day) => day > today)
    .sort()
    .slice(0, 6)
}
