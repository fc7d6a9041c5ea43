import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import type { ResidentDeps } from '../deps.ts'

/**
 * GET /{organisation}/privacy: what these forms keep and for how long, in plain words. It tells what this service does; what the
 * council does with what it was sent is in the council's own notice, which a form's `privacyUrl` names instead of this page.
 */
export async function showPrivacy(c: Context, deps: ResidentDeps): Promise<Response> {
  const slug = c.req.param('organisation') ?? ''
  const organisation = await deps.organisation(slug)
  if (!organisation) throw new NotFound('There is no organisation at this address')
  const published = await deps.forms.publishedForms(slug)
  const versions = await Promise.all(published.map((form) => deps.forms.liveVersion(slug, form.slug)))
  const forms = versions.flatMap((form) =>
    form
      ? [
          {
            title: say(form.document.title),
            days: form.document.settings?.retentionDays,
            contact: say(form.document.settings?.contact),
          },
        ]
      : [],
  )
  const page = deps.templates.render('resident/privacy/privacy.njk', {
    language: 'en',
    organisationName: organisation.name,
    title: 'Privacy',
    forms,
  })
  return c.html(page)
}
