import { type Language, say } from '../../../../form-schemas/words.ts'
import { basePath } from '../cookie.ts'
import type { ResidentDeps, ResidentForm } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { canSave } from '../save/save-path.ts'

const titles = {
  deleted: { en: 'Your answers have been deleted', cy: 'Mae eich atebion wedi’u dileu' },
  notHere: {
    en: 'Your answers are no longer on this device',
    cy: 'Nid yw eich atebion ar y ddyfais hon mwyach',
  },
}

/** The journey was left too long, or its database knows nothing of it: say so, and offer a fresh start. */
export function renderGone({ templates }: ResidentDeps, form: ResidentForm, language: Language): string {
  // Who has saved them may have gone on with them on another device, which this one cannot tell from their being deleted.
  const savable = canSave(form, 'online')
  return templates.render('resident/gone/gone.njk', {
    ...layoutContext(form, language),
    title: savable ? titles.notHere[language] : titles.deleted[language],
    savable,
    startHref: basePath(form),
    contact: say(form.document.settings?.contact, language),
  })
}
