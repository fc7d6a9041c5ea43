import { Hono } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'

/** Taking a form back for a while, with what residents read at its address meanwhile. */
export function unpublishRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const path = '/forms/:slug/unpublication'

  async function show(
    c: OfficerContext,
    slug: string,
    typed: { en: string; cy: string },
    problems: FieldProblem[] = [],
  ) {
    const organisation = c.get('organisation')
    const { document } = await deps.forms.draft(organisation.id, slug)
    const live = await deps.forms.liveVersion(organisation.slug, slug)
    return showPage(
      deps,
      c,
      'publish/unpublish',
      {
        title: 'Unpublish',
        section: 'forms',
        backHref: `/officer/forms/${slug}`,
        backText: say(document.title),
        slug,
        address: `${deps.baseUrl}/${organisation.slug}/${slug}`,
        isLive: live !== undefined && live.unpublishedAt === undefined,
        welsh: live?.compiled.welsh ?? false,
        typed,
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }

  app.get(path, allow('forms.publish'), (c) => show(c, c.req.param('slug'), { en: '', cy: '' }))

  app.post(path, allow('forms.publish'), async (c) => {
    const form = await readForm(c)
    const slug = c.req.param('slug')
    const typed = { en: form.text('message-en'), cy: form.text('message-cy') }
    const problems = await deps.forms.publications.unpublish(
      c.get('organisation').id,
      slug,
      typed,
      actorOf(c),
    )
    if (problems.length === 0) return c.redirect(`/officer/forms/${slug}?unpublished`, 303)
    return show(
      c,
      slug,
      typed,
      problems.map(({ field, message }) => ({ field: `message-${field}`, message })),
    )
  })
  return app
}
