import type { Context } from 'hono'
import type { Language } from '../../../form-schemas/words.ts'
import { NotFound } from '../../errors.ts'
import type { ResidentDeps, ResidentOrganisation } from './deps.ts'

/**
 * An organisation's own pages, which the foot of every page leads to. No form can stand in their way: the forms room keeps the names
 * free. They belong to no journey, so the language and a form's own brand are in the address.
 */
type OrganisationPage = 'privacy' | 'accessibility-statement' | 'cookies'

export function organisationPath(
  organisationSlug: string,
  page: OrganisationPage,
  shown: { language: Language; brand?: string | undefined },
): string {
  const query = new URLSearchParams({
    ...(shown.brand && { brand: shown.brand }),
    ...(shown.language === 'cy' && { language: 'cy' }),
  })
  return `/${organisationSlug}/${page}${query.size > 0 ? `?${query}` : ''}`
}

export interface OpenOrganisation {
  slug: string
  organisation: ResidentOrganisation
  language: Language
}

/** @throws NotFound when there is no organisation at the address */
export async function openOrganisation(c: Context, deps: ResidentDeps): Promise<OpenOrganisation> {
  const slug = c.req.param('organisation') ?? ''
  const organisation = await deps.organisation(slug, c.req.query('brand'))
  if (!organisation) throw new NotFound('There is no organisation at this address')
  return { slug, organisation, language: c.req.query('language') === 'cy' ? 'cy' : 'en' }
}
