import { Hono } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, type OfficerContext, showPage } from '../page.ts'
import { allow } from '../session.ts'

/** Links to a draft for colleagues who have no account: made, told once, and withdrawn. */
export function previewLinksRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const path = '/forms/:slug/previews'

  async function show(c: OfficerContext, slug: string, token?: string) {
    const { id } = c.get('organisation')
    const [{ document }, links] = await Promise.all([
      deps.forms.draft(id, slug),
      deps.forms.previewLinks.working(id, slug),
    ])
    const nameOf = await actorNames(
      deps,
      id,
      links.map(({ createdBy }) => createdBy),
    )
    return showPage(deps, c, 'preview-links/preview-links', {
      title: 'Show the draft to colleagues',
      section: 'forms',
      backHref: `/officer/forms/${slug}`,
      backText: say(document.title),
      notice: c.req.query('withdrawn') === undefined ? undefined : 'The link is withdrawn.',
      slug,
      address: token && `${deps.baseUrl}/officer/previews/${token}`,
      links: links.map((link) => ({ ...link, by: nameOf(link.createdBy) })),
    })
  }

  app.get(path, allow('forms.edit'), (c) => show(c, c.req.param('slug')))

  app.post(path, allow('forms.edit'), async (c) => {
    const slug = c.req.param('slug')
    const { token } = await deps.forms.previewLinks.make(c.get('organisation').id, slug, actorOf(c))
    return show(c, slug, token)
  })

  app.post(`${path}/:preview/withdrawal`, allow('forms.edit'), async (c) => {
    const slug = c.req.param('slug') ?? ''
    const preview = c.req.param('preview') ?? ''
    await deps.forms.previewLinks.withdraw(c.get('organisation').id, slug, preview, actorOf(c))
    return c.redirect(`/officer/forms/${slug}/previews?withdrawn`, 303)
  })
  return app
}
