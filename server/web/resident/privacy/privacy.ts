import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import type { ResidentDeps } from '../deps.ts'
import { organisationContext } from '../layout-context.ts'
import { openOrganisation } from '../organisation-pages.ts'
import { privacyWords } from './privacy-words.ts'

/**
 * GET /{organisation}/privacy: what these forms keep and for how long, in plain words. It tells what this service does; what the
 * council does with what it was sent is in the council's own notice, which a form's `privacyUrl` names instead of this page.
 */
export async function showPrivacy(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openOrganisation(c, deps)
  const { slug, language } = open
  const words = privacyWords[language]
  const published = await deps.forms.publishedForms(slug)
  const versions = await Promise.all(published.map((form) => deps.forms.liveVersion(slug, form.slug)))
  const forms = versions.flatMap((form) => {
    if (!form) return []
    const { retentionDays, contact } = form.document.settings ?? {}
    return [
      {
        title: say(form.document.title, language),
        kept: retentionDays ? words.days(retentionDays) : words.noTime,
        contact: say(contact, language),
      },
    ]
  })
  const frame = organisationContext(open)
  const page = deps.templates.render('resident/privacy/privacy.njk', {
    ...frame,
    title: words.title,
    privacy: words,
    responsible: words.responsible(frame.organisationName),
    forms,
  })
  return c.html(page)
}
