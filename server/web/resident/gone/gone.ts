import { type Language, say } from '../../../../form-schemas/words.ts'
import { basePath } from '../cookie.ts'
import type { ResidentDeps, ResidentForm } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'

/** The journey was left too long, or its database knows nothing of it: say so, and offer a fresh start. */
export function renderGone({ templates }: ResidentDeps, form: ResidentForm, language: Language): string {
  return templates.render('resident/gone/gone.njk', {
    ...layoutContext(form, language),
    title: language === 'cy' ? 'Mae eich atebion wedi’u dileu' : 'Your answers have been deleted',
    startHref: basePath(form),
    contact: say(form.document.settings?.contact, language),
  })
}
