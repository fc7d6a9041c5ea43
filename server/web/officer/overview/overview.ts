import { Hono } from 'hono'
import { NotFound } from '../../../errors.ts'
import type { PlanRow } from '../../../forms/index.ts'
import { can } from '../../../people/index.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { stateOf } from '../forms/forms.ts'
import { showPage } from '../page.ts'
import { allow } from '../session.ts'

/** One form: what there is to do on it, what was published when, and its export. */
export function overviewRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/forms/:slug', allow('forms.read'), async (c) => {
    const organisation = c.get('organisation')
    const officer = c.get('officer')
    const slug = c.req.param('slug')
    const summary = (await deps.forms.list(organisation.id)).find((form) => form.slug === slug)
    if (!summary) throw new NotFound('There is no form at this address')
    const [draft, versions, report, plan, unpublished] = await Promise.all([
      deps.forms.draft(organisation.id, slug),
      deps.forms.versions(organisation.id, slug),
      deps.forms.gateReport(organisation.id, slug, summary.liveMode ?? 'test'),
      deps.forms.publications.plan(organisation.id, slug),
      deps.forms.publications.unpublished(organisation.id, slug),
    ])
    const wrongOn = (screen: string) =>
      report.checks
        .flatMap(({ problems }) => problems)
        .filter((problem) => problem.screen === screen && !problem.warning).length
    const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
    const { pricing, deliveries, definition } = draft.document
    const task = (
      title: string,
      path: string,
      permission: Parameters<typeof can>[1],
      screen: string,
      hint: string,
    ) => ({
      title: { text: title },
      href: can(officer, permission) ? `/officer/forms/${slug}/${path}` : undefined,
      hint: { text: hint },
      status: statusOf(wrongOn(screen)),
    })
    const tasks = [
      task(
        'Questions',
        'design',
        'forms.edit',
        'design',
        count(definition.components.length, 'page', 'pages'),
      ),
      task(
        'Prices',
        'prices',
        'forms.edit',
        'prices',
        `${count(pricing?.lines.length ?? 0, 'price line', 'price lines')}, ${count(pricing?.tests.length ?? 0, 'price case', 'price cases')}`,
      ),
      task(
        'Back office',
        'back-office',
        'mapping.edit',
        'back-office',
        count(deliveries?.length ?? 0, 'delivery', 'deliveries'),
      ),
      task(
        'Settings',
        'settings',
        'forms.edit',
        'settings',
        'Payment, contact, privacy and what residents read at the end',
      ),
      {
        title: { text: 'Publish' },
        href: can(officer, 'forms.publish') ? `/officer/forms/${slug}/publish` : undefined,
        hint: {
          text:
            stateOf(summary).draft === 'No changes'
              ? 'The draft is what is published'
              : 'The draft is not published yet',
        },
        status: report.passed
          ? { tag: { text: 'Ready', classes: 'govuk-tag--green' } }
          : { tag: { text: 'Not ready', classes: 'govuk-tag--yellow' } },
      },
    ]
    const nameOf = await actorNames(deps, organisation.id, [
      draft.updatedBy,
      unpublished?.by ?? null,
      ...versions.map(({ publishedBy }) => publishedBy),
    ])
    return showPage(deps, c, 'overview/overview', {
      title: summary.title,
      section: 'forms',
      backHref: '/officer/forms',
      backText: 'Forms',
      notice: c.req.query('made')
        ? 'The draft is made. Nobody else sees it until it is published.'
        : c.req.query('unpublished') !== undefined && unpublished
          ? 'The form is unpublished. Residents read your message.'
          : publishedNotice(c.req.query('published'), versions),
      form: summary,
      state: stateOf(summary),
      tasks,
      address: `/${organisation.slug}/${slug}`,
      fullAddress: `${deps.baseUrl}/${organisation.slug}/${slug}`,
      updatedBy: nameOf(draft.updatedBy),
      unpublished: unpublished && { ...unpublished, byName: nameOf(unpublished.by) },
      plan: plan && isTold(plan, versions[0]?.publishedAt) ? plan : undefined,
      mayPublish: can(officer, 'forms.publish'),
      mayEdit: can(officer, 'forms.edit'),
      draft,
      versions: versions.map((version) => ({ ...version, publishedByName: nameOf(version.publishedBy) })),
    })
  })

  app.get('/forms/:slug/document.json', allow('forms.read'), async (c) => {
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    c.header('content-type', 'application/json; charset=utf-8')
    c.header('content-disposition', `attachment; filename="${draft.slug}.json"`)
    return c.body(draft.text)
  })
  return app
}

function statusOf(wrong: number) {
  if (wrong === 0) return { text: 'Nothing to mend' }
  return { tag: { text: wrong === 1 ? '1 problem' : `${wrong} problems`, classes: 'govuk-tag--red' } }
}

/** What is to come, and what did not come when it should have, until something is published after it. */
function isTold({ endedAt, state }: PlanRow, lastPublishedAt: Date | undefined): boolean {
  if (!endedAt) return true
  return state === 'refused' && (lastPublishedAt === undefined || lastPublishedAt < endedAt)
}

/** The number in the address is only believed when it is the newest version's. */
function publishedNotice(number: string | undefined, versions: { number: number }[]): string | undefined {
  return number !== undefined && String(versions[0]?.number) === number
    ? `Version ${number} is live`
    : undefined
}
