import { Hono } from 'hono'
import { parseDocumentText } from '../../../../form-schemas/parse.ts'
import { say } from '../../../../form-schemas/words.ts'
import { differencesByPart, type PlanRow } from '../../../forms/index.ts'
import { can } from '../../../people/index.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { liveForm } from './publish-page.ts'
import {
  isTwice,
  momentOf,
  noMoment,
  readTypedMoment,
  type TypedMoment,
  typedMoment,
} from './typed-moment.ts'

const notices: Record<string, string> = {
  asked: 'It is kept until another officer has approved it.',
  planned: 'It is planned.',
  moved: 'It is planned for the new moment.',
  approved: 'It is approved.',
  cancelled: 'It is cancelled. Nothing is published.',
}

/** A publication that waits for its moment or for a second officer: what it would change, and what can be done about it. */
export function planRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const base = '/forms/:slug/plan'

  async function show(c: OfficerContext, slug: string, typed?: TypedMoment, problems: FieldProblem[] = []) {
    const organisation = c.get('organisation')
    const { document } = await deps.forms.draft(organisation.id, slug)
    const [plan, live] = await Promise.all([
      deps.forms.publications.plan(organisation.id, slug),
      liveForm(deps, c, slug),
    ])
    const nameOf = await actorNames(deps, organisation.id, [
      plan?.askedBy ?? null,
      plan?.approvedBy ?? null,
      plan?.endedBy ?? null,
    ])
    const open = plan !== undefined && plan.endedAt === null
    const read = plan && parseDocumentText(plan.document)
    const publishes = can(c.get('officer'), 'forms.publish')
    const notice = Object.keys(notices).find((name) => c.req.query(name) !== undefined)
    return showPage(
      deps,
      c,
      'publish/plan',
      {
        title: 'Planned publication',
        section: 'forms',
        backHref: `/officer/forms/${slug}`,
        backText: say(document.title),
        notice: notice && problems.length === 0 ? notices[notice] : undefined,
        slug,
        plan,
        open,
        reasons: plan?.reason?.split('\n') ?? [],
        askedByName: nameOf(plan?.askedBy ?? null),
        approvedByName: nameOf(plan?.approvedBy ?? null),
        endedByName: nameOf(plan?.endedBy ?? null),
        // What was planned against another live version would undo it, and is refused when its moment comes.
        overtakenBy: open && (live?.versionId ?? null) !== plan.baseVersionId ? live?.number : undefined,
        isTwice: plan?.dueAt ? isTwice(plan.dueAt) : false,
        differences: open && live && read?.ok ? differencesByPart(live.document, read.document) : undefined,
        isFirst: !live,
        mine: plan?.askedBy === actorOf(c),
        mayApprove: open && publishes && plan.state === 'waiting' && plan.askedBy !== actorOf(c),
        mayChange: open && publishes,
        moment: typed ?? (plan?.dueAt ? momentOf(plan.dueAt) : noMoment),
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }

  const about = (c: OfficerContext, slug: string) => ({
    organisationId: c.get('organisation').id,
    slug,
    planId: c.req.param('plan') ?? '',
    actor: actorOf(c),
  })
  const done = (c: OfficerContext, slug: string, what: keyof typeof notices) =>
    c.redirect(`/officer/forms/${slug}/plan?${what}`, 303)

  app.get(base, allow('forms.read'), (c) => show(c, c.req.param('slug')))

  app.post(`${base}/:plan/approval`, allow('forms.publish'), async (c) => {
    const slug = c.req.param('slug') ?? ''
    const plan: PlanRow = await deps.forms.publications.approve(about(c, slug))
    // What stood in its way is on the page.
    if (plan.state === 'refused') return c.redirect(`/officer/forms/${slug}/plan`, 303)
    if (plan.state !== 'published') return done(c, slug, 'approved')
    const [newest] = await deps.forms.versions(c.get('organisation').id, slug)
    return c.redirect(`/officer/forms/${slug}?published=${newest?.number}`, 303)
  })

  app.post(`${base}/:plan/cancellation`, allow('forms.publish'), async (c) => {
    const slug = c.req.param('slug') ?? ''
    await deps.forms.publications.cancel(about(c, slug))
    return done(c, slug, 'cancelled')
  })

  app.post(`${base}/:plan/moment`, allow('forms.publish'), async (c) => {
    const slug = c.req.param('slug') ?? ''
    const typed = typedMoment(await readForm(c))
    const read = readTypedMoment(typed, deps.clock.now())
    if (!read.at) return show(c, slug, typed, read.problems)
    await deps.forms.publications.move(about(c, slug), read.at)
    return done(c, slug, 'moved')
  })
  return app
}
