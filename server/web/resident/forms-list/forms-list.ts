import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import type { ResidentDeps } from '../deps.ts'

/** GET /{organisation}: what a resident can do here. */
export async function showForms(c: Context, deps: ResidentDeps): Promise<Response> {
  const slug = c.req.param('organisation') ?? ''
  const organisation = await deps.organisation(slug)
  if (!organisation) throw new NotFound('There is no organisation at this address')
  const forms = await deps.forms.publishedForms(slug)
  const page = deps.templates.render('resident/forms-list/forms-list.njk', {
    language: 'en',
    organisationName: organisation.name,
    title: 'Forms',
    forms: forms.map((form) => ({ title: say(form.title), href: `/${slug}/${form.slug}` })),
  })
  return c.html(page)
}
