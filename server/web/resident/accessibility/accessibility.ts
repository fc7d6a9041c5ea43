import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import type { ResidentDeps } from '../deps.ts'
import { organisationContext } from '../layout-context.ts'
import { type OpenOrganisation, openOrganisation } from '../organisation-pages.ts'
import { paragraphs } from '../paragraphs.ts'
import { accessibilityWords, adviceUrl } from './accessibility-words.ts'

/**
 * GET /{organisation}/accessibility-statement: the council's own statement, in its words or where it is. While there is none, what can
 * be said of these forms, and whom to complain to (Public Sector Bodies Accessibility Regulations 2018, regulation 8).
 */
export async function showAccessibility(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openOrganisation(c, deps)
  const { accessibility } = open.organisation.brand ?? {}
  if (accessibility && 'url' in accessibility) return c.redirect(accessibility.url, 303)
  const words = accessibilityWords[open.language]
  const own = accessibility ? paragraphs(say(accessibility.text, open.language)) : undefined
  const page = deps.templates.render('resident/accessibility/accessibility.njk', {
    ...organisationContext(open),
    title: words.title,
    statement: words,
    adviceUrl,
    own,
    contacts: own ? [] : await contactsOf(deps, open),
  })
  return c.html(page)
}

/** Whom each form says to ask, without saying the same twice. */
async function contactsOf({ forms }: ResidentDeps, { slug, language }: OpenOrganisation): Promise<string[]> {
  const published = await forms.publishedForms(slug)
  const versions = await Promise.all(published.map((form) => forms.liveVersion(slug, form.slug)))
  const contacts = versions.map((form) => say(form?.document.settings?.contact, language))
  return [...new Set(contacts.filter((contact) => contact !== ''))]
}
