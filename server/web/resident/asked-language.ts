import type { Context } from 'hono'
import type { Language } from '../../../form-schemas/words.ts'
import type { ResidentForm } from './deps.ts'

/** The language in which an address asks for a page that is of no journey, where the form has it; else the other one given. */
export function askedLanguage(c: Context, form: ResidentForm, otherwise: Language = 'en'): Language {
  return readLanguage(c.req.query('language'), form) ?? otherwise
}

/** Undefined for what is no language, or none of the form's. */
export function readLanguage(
  asked: string | null | undefined,
  { compiled }: ResidentForm,
): Language | undefined {
  if (asked === 'en') return 'en'
  return asked === 'cy' && compiled.welsh ? 'cy' : undefined
}
