import type { Context } from 'hono'
import { deleteCookie, generateCookie, getCookie } from 'hono/cookie'
import type { Language } from '../../../form-schemas/words.ts'
import type { ResidentForm } from './deps.ts'

const name = 'journey'
/** As long as the answers are kept. WCAG 2.2.1 asks for no warning from 20 hours on. */
const maxAgeSeconds = 20 * 3600

/** The only thing a browser keeps: the journey's secret, which version it is on, and the language it is in. */
export interface JourneyCookie {
  token: string
  versionId: string
  language: Language
}

const layout = /^([A-Za-z0-9_-]{20,100})\.([A-Za-z0-9_-]{1,64})(\.cy)?$/

export function readJourneyCookie(c: Context): JourneyCookie | undefined {
  const match = layout.exec(getCookie(c, name) ?? '')
  return match ? { token: match[1]!, versionId: match[2]!, language: match[3] ? 'cy' : 'en' } : undefined
}

/** As a Set-Cookie header. */
export function journeyCookie(
  form: ResidentForm,
  token: string,
  language: Language,
  secure: boolean,
): string {
  return generateCookie(name, `${token}.${form.versionId}${language === 'cy' ? '.cy' : ''}`, {
    path: basePath(form),
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    maxAge: maxAgeSeconds,
  })
}

export function writeJourneyCookie(c: Context, ...of: Parameters<typeof journeyCookie>): void {
  c.header('set-cookie', journeyCookie(...of), { append: true })
}

export function forgetJourneyCookie(c: Context, path: string, secure: boolean) {
  deleteCookie(c, name, { path, secure })
}

/** Where the form begins, and what all its pages are below. */
export function basePath(form: ResidentForm): string {
  return `/${form.organisationSlug}/${form.slug}`
}
