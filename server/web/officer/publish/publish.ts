import { Hono } from 'hono'
import { type Draft, differences, type GateProblem } from '../../../forms/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { fieldOfPointer } from '../problem-field.ts'
import { allow } from '../session.ts'

/** The gate in plain words, what would change for residents, and the publication itself. */
export function publishRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  async function show(
    c: OfficerContext,
    draft: Draft,
    mode: 'test' | 'live',
    note: string,
    problems: FieldProblem[] = [],
  ) {
    const [report, live] = await Promise.all([
      deps.forms.gateReport(draft.organisationId, draft.slug, mode),
      deps.forms.liveVersion(c.get('organisation').slug, draft.slug),
    ])
    const context = {
      title: 'Publish',
      section: 'forms',
      backHref: `/officer/forms/${draft.slug}`,
      draft,
      mode,
      note,
      live: live && { number: live.number, mode: live.mode },
      report,
      checks: report.checks.map(({ name, problems: found }) => ({
        name,
        passed: found.every((problem) => problem.warning),
        problems: found.map((problem) => ({ ...problem, href: mendAt(draft, problem) })),
      })),
      differences: live ? differences(live.document, draft.document) : [],
      ...errorContext(problems),
    }
    return showPage(deps, c, 'publish/publish', context, problems.length > 0 ? 422 : 200)
  }

  app.get('/forms/:slug/publish', allow('forms.publish'), async (c) => {
    const { organisation } = c.var
    const draft = await deps.forms.draft(organisation.id, c.req.param('slug'))
    const live = await deps.forms.liveVersion(organisation.slug, draft.slug)
    return show(c, draft, modeOf(c.req.query('mode')) ?? live?.mode ?? 'test', '')
  })

  app.post('/forms/:slug/publish', allow('forms.publish'), async (c) => {
    const form = await readForm(c)
    const { organisation } = c.var
    const slug = c.req.param('slug')
    const mode = modeOf(form.text('mode')) ?? 'test'
    const note = form.text('note')
    const draft = await deps.forms.draft(organisation.id, slug)
    if (note.trim() === '')
      return show(c, draft, mode, note, [{ field: 'note', message: 'Say in a few words what changed' }])
    const outcome = await deps.forms.publish(
      organisation.id,
      slug,
      { note, mode, revision: Number(form.text('revision')) },
      actorOf(c),
    )
    if (outcome.kind === 'published')
      return c.redirect(`/officer/forms/${slug}?published=${outcome.version.number}`, 303)
    if (outcome.kind === 'refused') {
      const problems = outcome.problems.map((problem, index) => ({
        field: `problem-${index}`,
        message: problem.message,
      }))
      return show(c, draft, mode, note, problems)
    }
    const message =
      'Somebody changed the draft after you opened this page. Read what would be published now, then publish.'
    return show(c, outcome.current, mode, note, [{ field: 'differences', message }])
  })
  return app
}

const modeOf = (text: string | undefined) => (text === 'live' || text === 'test' ? text : undefined)

/** The screen, and the place on it, where a problem is mended. */
function mendAt(draft: Draft, { screen, pointer }: GateProblem): string {
  const base = `/officer/forms/${draft.slug}`
  if (screen === 'design') return `${base}/design#${questionAt(draft, pointer)}`
  if (screen === 'prices') return `${base}/prices#${fieldOfPointer(pointer, '/pricing')}`
  if (screen === 'back-office') {
    const [, index = '0', place = 'mapping'] = /^\/deliveries\/(\d+)\/?(.*)$/.exec(pointer) ?? []
    return `${base}/back-office?delivery=${index}#${place.replaceAll('/', '.') || 'mapping'}`
  }
  return `${base}/settings#${fieldOfPointer(pointer, '').split('.').at(-1)}`
}

/** The key of the page or question that a pointer into the definition lies in. */
function questionAt(draft: Draft, pointer: string): string {
  let at: unknown = draft.document
  let key = ''
  for (const part of pointer.split('/').slice(1)) {
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined
    if (typeof at === 'object' && at !== null && 'key' in at) key = String(at.key)
  }
  return key
}
