import { type Language, say } from '../../../form-schemas/words.ts'
import type { Brand } from '../../people/index.ts'
import { brandView } from '../govuk/brand-view.ts'
import type { Journey, ResidentForm, ResidentOrganisation } from './deps.ts'
import { type OpenOrganisation, organisationPath } from './organisation-pages.ts'
import { canSave, thenSave } from './save/save-path.ts'
import { wording } from './wording.ts'

/**
 * What the layout needs on every page of a form. `channel`: on the pages of a journey, who fills the form in. Those can be changed to
 * the other language and left for later, and say so when it is an officer for somebody.
 */
export function layoutContext(form: ResidentForm, language: Language, channel?: Journey['channel']) {
  const { organisationSlug, organisationName, brand, mode, document } = form
  const shown = { language, brand: document.settings?.brand }
  return {
    ...frame({ name: organisationName, brand }, language),
    footerLinks: footerLinks(organisationSlug, brand, shown, document.settings?.privacyUrl),
    formTitle: say(document.title, language),
    testMode: mode === 'test',
    assisted: !channel || channel === 'online' ? undefined : wording[language].assisted[channel],
    languageSwitch: channel && languageSwitch(form, language),
    leavesBy: canSave(form, channel) ? thenSave : undefined,
  }
}

/** The same for pages of an organisation that belong to no form. They are there in both languages. */
export function organisationContext({ slug, organisation, language }: OpenOrganisation) {
  const { brand } = organisation
  const to = language === 'cy' ? 'en' : 'cy'
  return {
    ...frame(organisation, language),
    footerLinks: footerLinks(slug, brand, { language, brand: brand?.name }),
    languageSwitch: { ...otherLanguage[language], href: brand && `?language=${to}&brand=${brand.name}` },
  }
}

/** The link to the page in the other language: undefined when the form has one only. */
export function languageSwitch({ compiled }: ResidentForm, language: Language) {
  return compiled.welsh ? otherLanguage[language] : undefined
}

const otherLanguage: Record<Language, { to: Language; text: string }> = {
  en: { to: 'cy', text: 'Cymraeg' },
  cy: { to: 'en', text: 'English' },
}

function frame({ name, brand }: ResidentOrganisation, language: Language) {
  const view = brand && brandView(brand, language)
  return { language, words: wording[language], brand: view, organisationName: view?.name ?? name }
}

/** `privacyUrl`: the notice that a form has of its own. */
function footerLinks(
  slug: string,
  brand: Brand | undefined,
  shown: { language: Language; brand: string | undefined },
  privacyUrl?: string,
) {
  const words = wording[shown.language]
  const statement = brand?.accessibility
  const statementUrl = statement && 'url' in statement ? statement.url : undefined
  return [
    {
      text: words.privacy,
      href: privacyUrl ?? brand?.privacyUrl ?? organisationPath(slug, 'privacy', shown),
    },
    { text: words.cookies, href: organisationPath(slug, 'cookies', shown) },
    {
      text: words.accessibility,
      href: statementUrl ?? organisationPath(slug, 'accessibility-statement', shown),
    },
  ]
}
