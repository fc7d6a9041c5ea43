import { type Language, say } from '../../../form-schemas/words.ts'
import type { ResidentForm } from './deps.ts'
import { privacyPath } from './privacy/privacy-path.ts'
import { wording } from './wording.ts'

/** What the layout needs on every page of a form. */
export function layoutContext(form: ResidentForm, language: Language) {
  return {
    language,
    words: wording[language],
    organisationName: form.organisationName,
    formTitle: say(form.document.title, language),
    testMode: form.mode === 'test',
    privacyUrl: form.document.settings?.privacyUrl ?? privacyPath(form.organisationSlug),
  }
}
