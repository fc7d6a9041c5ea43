import { Hono } from 'hono'
import { libraryForms } from '../../../../form-schemas/library/index.ts'
import type { Language } from '../../../../form-schemas/words.ts'
import { say } from '../../../../form-schemas/words.ts'
import { londonDay } from '../../../clock.ts'
import { NotFound } from '../../../errors.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { type OfficerContext, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { contents } from './gallery/contents.ts'
import { libraryWords } from './gallery/library-words.ts'
import { framed, previewTemplate } from './gallery/preview-template.ts'

/** One form of the library before it is used: what it contains, and its pages as residents would get them. Nothing is kept. */
export function templateRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const path = '/forms/new/:template'

  function open(c: OfficerContext) {
    const template = libraryForms().find(({ slug }) => slug === c.req.param('template'))
    if (!template) throw new NotFound('There is no such form in the library')
    const language: Language = c.req.query('language') === 'cy' ? 'cy' : 'en'
    const base = `/officer/forms/new/${template.slug}`
    return { template, language, base }
  }

  async function page(c: OfficerContext) {
    const { template, language, base } = open(c)
    const address = (slug?: string) =>
      slug ? `${base}/${slug}${language === 'cy' ? '?language=cy' : ''}` : base
    const page = c.req.param('page')
    const id = c.get('organisation').id
    const shown = await previewTemplate(deps, id, template, { page, language, backHref: address })
    if (!shown) throw new NotFound('The form has no such page')
    return { html: shown.html, next: address(shown.next) }
  }

  app.get(path, allow('forms.edit'), async (c) => {
    const { template, language, base } = open(c)
    const withErrors = c.req.query('errors') !== undefined
    const wide = c.req.query('wide') !== undefined
    const wanted = c.req.query('page')
    const shown = await previewTemplate(deps, c.get('organisation').id, template, {
      page: wanted,
      language,
      withErrors,
      mode: 'live',
      backHref: () => base,
    })
    if (!shown) throw new NotFound('The form has no such page')
    const title = say(template.title)
    return showPage(deps, c, 'forms/template', {
      title,
      section: 'forms',
      backHref: '/officer/forms/new',
      backText: 'New form',
      base,
      template: { slug: template.slug, description: libraryWords[template.slug]?.description },
      ...contents(template.document, londonDay(deps.clock.now())),
      shown: { ...shown, html: framed(shown.html) },
      language,
      withErrors,
      wide,
    })
  })

  app.get(`${path}/:page`, allow('forms.edit'), async (c) => c.html((await page(c)).html))

  /** Continue: what was typed is forgotten, and after the last page comes what the form contains. */
  app.post(`${path}/:page`, allow('forms.edit'), async (c) => {
    const { next } = await page(c)
    return c.redirect(next, 303)
  })
  return app
}
