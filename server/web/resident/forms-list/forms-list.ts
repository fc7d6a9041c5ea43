import type { Context } from 'hono'
import { say, type Words } from '../../../../form-schemas/words.ts'
import type { ResidentDeps } from '../deps.ts'
import { organisationContext } from '../layout-context.ts'
import { openOrganisation } from '../organisation-pages.ts'

/** GET /{organisation}: what a resident can do here. */
export async function showForms(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openOrganisation(c, deps)
  const { slug, language } = open
  const forms = await deps.forms.publishedForms(slug)
  const page = deps.templates.render('resident/forms-list/forms-list.njk', {
    ...organisationContext(open),
    title: language === 'cy' ? 'Ffurflenni' : 'Forms',
    forms: forms.map((form) => ({
      title: say(form.title, language),
      href: `/${slug}/${form.slug}${language === 'cy' && hasWelsh(form.title) ? '?language=cy' : ''}`,
    })),
  })
  return c.html(page)
}

function hasWelsh(title: Words): boolean {
  return typeof title === 'object' && title.cy !== undefined
}
