import { type Language, say } from '../../../form-schemas/words.ts'
import type { Journey, ResidentForm } from './deps.ts'
import { privacyPath } from './privacy/privacy-path.ts'
import { wording } from './wording.ts'

/** What the layout needs on every page of a form. `channel`: on pages that an officer fills in for somebody, it says so. */
export function layoutContext(
  form: ResidentForm,
  language: Language,
  channel: Journey['channel'] = 'online',
) {
  return {
    language,
    words: wording[language],
    organisationName: form.organisationName,
    formTitle: say(form.document.title, language),
    testMode: form.mode === 'test',
    assisted: channel === 'online' ? undefined : wording[language].assisted[channel],
    privacyUrl: form.document.settings?.privacyUrl ?? privacyPath(form.organisationSlug),
  }
}
