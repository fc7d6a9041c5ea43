import { Hono } from 'hono'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { showPage } from '../page.ts'
import { allow } from '../session.ts'
import { formMap } from './form-map-model.ts'
import { mapPicture } from './map-picture.ts'

/** The pages of a form and the ways through them: as a picture, and as a list that says the same. */
export function formMapRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/forms/:slug/map', allow('forms.edit'), async (c) => {
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const map = formMap(draft.document)
    const hrefOf = ({ key }: { key: string }) => `/officer/forms/${draft.slug}/design?page=${key}`
    return showPage(deps, c, 'form-map/form-map', {
      title: 'Form map',
      section: 'forms',
      backHref: `/officer/forms/${draft.slug}`,
      draft,
      pages: map.pages.map((page) => ({ ...page, href: hrefOf(page) })),
      marked: map.pages.filter(({ marks }) => marks.length > 0).length,
      marks: map.marks,
      picture: mapPicture(map, hrefOf),
    })
  })
  return app
}
